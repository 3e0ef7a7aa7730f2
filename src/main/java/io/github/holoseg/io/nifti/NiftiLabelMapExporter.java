package io.github.holoseg.io.nifti;

import io.github.holoseg.io.LabelMapExporter;
import io.github.holoseg.io.LabelNames;
import io.github.holoseg.io.raster.LabelValues;
import io.github.holoseg.volume.LabelMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes label maps as NIfTI-1: uint8 if no label is above 255, else uint16; names, colours and the
 * whole provenance in a comment extension (code 6) as {@link LabelNames} has them.
 */
public final class NiftiLabelMapExporter implements LabelMapExporter {
  @Override
  public String key() {
    return "nifti";
  }

  @Override
  public List<String> endings() {
    return NiftiWriter.ENDINGS;
  }

  @Override
  public void export(LabelMap labels, String provenance, Path target) throws IOException {
    String names = LabelNames.toJson(labels.labels(), provenance);
    new NiftiWriter(labels.geometry(), NiftiWriter.INTENT_LABEL, provenance, names)
        .write(labels.voxels(), LabelValues.fitBytes(labels), target);
  }
}

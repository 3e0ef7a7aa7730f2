package io.github.holoseg.io.nifti;

import io.github.holoseg.io.LabelMapExporter;
import io.github.holoseg.io.LabelNames;
import io.github.holoseg.io.raster.PlaneSource;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import java.io.IOException;
import java.nio.ByteBuffer;
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
        .write(labels.voxels(), fitsBytes(labels), target);
  }

  /** Listed labels count too, so that the type depends on the model more than on the patient. */
  static boolean fitsBytes(LabelMap labels) {
    if (labels.labels().stream().mapToInt(Label::value).anyMatch(v -> v > 255)) {
      return false;
    }
    PlaneSource planes = new PlaneSource(labels.voxels());
    int n = Math.toIntExact(labels.geometry().size(0) * labels.geometry().size(1));
    int high = 0;
    for (long z = 0; z < labels.geometry().size(2) && high == 0; z++) {
      ByteBuffer plane = planes.bytes(z);
      for (int i = 0; i < n; i++) {
        high |= plane.get(2 * i + 1);
      }
    }
    return high == 0;
  }
}

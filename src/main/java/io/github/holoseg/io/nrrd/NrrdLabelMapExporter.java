package io.github.holoseg.io.nrrd;

import io.github.holoseg.io.LabelMapExporter;
import io.github.holoseg.io.raster.LabelValues;
import io.github.holoseg.io.raster.VoxelOutput;
import io.github.holoseg.volume.LabelMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes label maps as NRRD with the fields of 3D Slicer's segmentations: name, colour and code of
 * each label. Under the ending {@code .seg.nrrd} 3D Slicer opens them as segmentations, under
 * {@code .nrrd} as volumes. uint8 if no label is above 255, else uint16.
 */
public final class NrrdLabelMapExporter implements LabelMapExporter {
  @Override
  public String key() {
    return "nrrd";
  }

  @Override
  public List<String> endings() {
    return List.of(".seg.nrrd", ".nrrd");
  }

  @Override
  public void export(LabelMap labels, String provenance, Path target) throws IOException {
    NrrdWriter writer = new NrrdWriter(labels.geometry());
    SegmentFields.write(LabelValues.withUnnamed(labels), labels.geometry(), writer);
    writer.pair("HolosegProvenance", provenance);
    writer.write(new VoxelOutput(labels.voxels(), LabelValues.fitBytes(labels)), target);
  }
}

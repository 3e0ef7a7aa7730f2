package io.github.holoseg.io.metaimage;

import io.github.holoseg.io.LabelMapExporter;
import io.github.holoseg.io.raster.LabelValues;
import io.github.holoseg.io.raster.VoxelOutput;
import io.github.holoseg.volume.LabelMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes label maps as MetaImage: MET_UCHAR if no label is above 255, else MET_USHORT; names,
 * colours and codes in fields of their own ({@link MetaLabelFields}).
 */
public final class MetaImageLabelMapExporter implements LabelMapExporter {
  @Override
  public String key() {
    return "metaimage";
  }

  @Override
  public List<String> endings() {
    return MetaWriter.ENDINGS;
  }

  @Override
  public void export(LabelMap labels, String provenance, Path target) throws IOException {
    new MetaWriter(labels.geometry(), MetaLabelFields.write(labels.labels(), provenance))
        .write(new VoxelOutput(labels.voxels(), LabelValues.fitBytes(labels)), target);
  }
}

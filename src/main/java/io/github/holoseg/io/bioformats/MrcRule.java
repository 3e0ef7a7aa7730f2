package io.github.holoseg.io.bioformats;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.raster.SampleType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * MRC / CCP4 maps. Observed with Bio-Formats 7.3.1: signed 16-bit voxels become unsigned ones if
 * the header's minimum is -32768; half floats and complex numbers are read as something else; axes
 * in another order than x, y, z are not noticed; slices that a truncated file lacks repeat the last
 * one; rows are turned upside down.
 *
 * <p>Source: MRC2014.
 */
final class MrcRule implements FormatRule {
  private static final int HEADER = 1024;
  private static final int MODE = 12;
  private static final int AXES = 64;
  private static final int EXTENDED = 92;

  /** In mm. */
  private static final double NOT_FROM_A_SCANNER = 1e-5;

  @Override
  public void before(Path source) throws IOException {
    ByteBuffer h = header(source);
    int mode = h.getInt(MODE);
    if (mode != 0 && mode != 1 && mode != 2 && mode != 6) {
      throw new VolumeFormatException(
          source,
          "has voxels of mode "
              + mode
              + "; read are 8-bit (0), 16-bit (1, 6) and floating point (2) ones");
    }
    for (int axis = 0; axis < 3; axis++) {
      int order = h.getInt(AXES + 4 * axis);
      if (order != axis + 1 && order != 0) {
        throw new VolumeFormatException(
            source, "its axes are not stored in the order x, y, z; convert it first");
      }
    }
    if (h.getInt(EXTENDED) < 0) {
      throw new VolumeFormatException(source, "has an extended header of a negative size");
    }
  }

  @Override
  public void correct(StoredImage image) throws IOException {
    ByteBuffer h = header(image.source);
    image.requireBytes(Files.size(image.source) - HEADER - h.getInt(EXTENDED));
    image.order = h.order();
    switch (h.getInt(MODE)) {
      case 0 ->
          image.warnings.add(
              "its 8-bit voxels are taken as "
                  + (image.type == SampleType.INT8 ? "signed" : "unsigned")
                  + ", the file does not say reliably");
      case 1 -> image.type = SampleType.INT16;
      case 6 -> image.type = SampleType.UINT16;
      default -> image.type = SampleType.FLOAT32;
    }
    if (image.spacing[0] < NOT_FROM_A_SCANNER) {
      image.warnings.add(
          "its voxel sizes are below 10 nm (MRC counts in \u00e5ngstr\u00f6m, some programs write mm):"
              + " they are not used");
      image.setSpacing(1, Double.NaN, Double.NaN, Double.NaN);
    }
    image.warnings.add("rows are in the reverse of the file's order, as Bio-Formats gives them");
  }

  private static ByteBuffer header(Path source) throws IOException {
    ByteBuffer h = Head.exactly(source, HEADER, ByteOrder.LITTLE_ENDIAN);
    return h.get(212) == 0x44 ? h : h.order(ByteOrder.BIG_ENDIAN);
  }
}

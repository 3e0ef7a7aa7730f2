package io.github.holoseg.io.bioformats;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.raster.SampleType;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * INRIMAGE-4. Observed with Bio-Formats 7.3.1: floating point is read as unsigned integers, the
 * byte order ({@code CPU}) is not looked at, sizes in mm are called micrometres, only a header of
 * 256 bytes is known, and the components of a vector are called time points.
 */
final class InrRule implements FormatRule {
  private static final int HEADER = 256;

  @Override
  public void before(Path source) throws IOException {
    String head = new String(Head.upTo(source, HEADER), StandardCharsets.ISO_8859_1);
    if (head.length() < HEADER || !head.endsWith("##}\n")) {
      throw new VolumeFormatException(
          source, "its INRIMAGE header is truncated or longer than the 256 bytes that are read");
    }
  }

  @Override
  public void correct(StoredImage image) throws IOException {
    if (image.volumes > 1) {
      throw image.refusal("holds vectors of " + image.volumes + " numbers, not one per voxel");
    }
    String type = image.text("TYPE");
    int bits = 8 * image.type.bytes();
    if (type.equals("float")) {
      image.type =
          switch (bits) {
            case 32 -> SampleType.FLOAT32;
            case 64 -> SampleType.FLOAT64;
            default -> throw image.refusal("has floating point voxels of " + bits + " bits");
          };
    } else if (!type.equals("signed fixed") && !type.equals("unsigned fixed")) {
      throw image.refusal("has voxels of an unknown type, TYPE=" + type);
    }
    image.order =
        switch (image.text("CPU")) {
          case "decm", "alpha", "pc" -> ByteOrder.LITTLE_ENDIAN;
          case "sun", "sgi" -> ByteOrder.BIG_ENDIAN;
          default ->
              throw image.refusal(
                  "does not say its byte order, CPU=" + image.text("CPU") + " is not known");
        };
    String scale = image.text("SCALE");
    if (!scale.isEmpty() && !scale.equals("2**0")) {
      throw image.refusal("has scaled fixed-point voxels, SCALE=" + scale + ", not read here");
    }
    image.requireBytes(Files.size(image.source) - HEADER);
    image.setSpacing(1, image.number("VX"), image.number("VY"), image.number("VZ"));
  }
}

package io.github.holoseg.io.bioformats;

import io.github.holoseg.io.VolumeFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Analyze 7.5: a header of 348 bytes beside the voxels. It has no agreed orientation and no
 * position. Observed with Bio-Formats 7.3.1: a big-endian header longer than 348 bytes is read as
 * little-endian; SPM's scale factor is not applied; beyond 2 GiB offsets overflow.
 *
 * <p>Source: the layout of dbh.h; SPM's fields as nibabel 5.4.2 reads them (Spm2AnalyzeHeader).
 */
final class AnalyzeRule implements FormatRule {
  private static final int SIZE = 348;
  private static final int DIM = 40;
  private static final int VOX_UNITS = 56;
  private static final int DATATYPE = 70;
  private static final int PIXDIM = 76;
  private static final int VOX_OFFSET = 108;
  private static final int SLOPE = 112;
  private static final int INTERCEPT = 116;
  private static final int ORIENT = 252;
  private static final int MAGIC = 344;

  private static final String[] ORIENTATIONS = {
    "transverse", "coronal", "sagittal", "transverse flipped", "coronal flipped", "sagittal flipped"
  };

  @Override
  public void before(Path source) throws IOException {
    if (!isAnalyze(source)) {
      throw new VolumeFormatException(
          source,
          "looks like Analyze 7.5, but is no pair of a .hdr and an .img file (in lower case), or its"
              + " header is damaged");
    }
    Path file = sibling(source, ".hdr");
    ByteBuffer h = header(source);
    if (h.order() == ByteOrder.BIG_ENDIAN && Files.size(file) != SIZE) {
      throw new VolumeFormatException(
          source,
          "its big-endian header has "
              + Files.size(file)
              + " bytes instead of 348, which Bio-Formats reads in the wrong byte order; convert it"
              + " to NIfTI");
    }
    for (int axis = 1; axis <= 3; axis++) {
      if (h.getShort(DIM + 2 * axis) < (axis == 3 ? 0 : 1)) {
        throw new VolumeFormatException(
            source,
            "is damaged, its size along "
                + "xyz".charAt(axis - 1)
                + " is "
                + h.getShort(DIM + 2 * axis));
      }
    }
    for (int axis = 5; axis <= h.getShort(DIM) && axis <= 7; axis++) {
      if (h.getShort(DIM + 2 * axis) > 1) {
        throw new VolumeFormatException(source, "has more than four dimensions");
      }
    }
    if (h.getShort(DATATYPE) == 1) {
      throw new VolumeFormatException(
          source, "holds single bits, which Bio-Formats reads as bytes; convert it to NIfTI");
    }
    float offset = h.getFloat(VOX_OFFSET);
    if (!(offset >= 0) || offset != Math.rint(offset)) {
      throw new VolumeFormatException(source, "has a voxel offset of " + offset + " bytes");
    }
  }

  @Override
  public void correct(StoredImage image) throws IOException {
    ByteBuffer h = header(image.source);
    long offset = (long) h.getFloat(VOX_OFFSET);
    image.requireBytes(Files.size(sibling(image.source, ".img")) - offset);
    if (image.bytes() + offset > Integer.MAX_VALUE) {
      throw image.refusal(
          "has more than 2 GiB of voxels, which Bio-Formats cannot address; convert it to NIfTI");
    }
    spacing(h, image);
    scale(h, image);
    int orient = h.get(ORIENT);
    if (orient >= 0 && orient < ORIENTATIONS.length) {
      // Programs disagree about left and right, and most write 0 whatever it is.
      image.properties.put("analyze_orient", orient + " (" + ORIENTATIONS[orient] + ")");
    }
  }

  private static void spacing(ByteBuffer h, StoredImage image) {
    String unit = Head.text(h, VOX_UNITS, 4).toLowerCase(java.util.Locale.ROOT);
    double mm =
        switch (unit) {
          case "", "mm" -> 1;
          case "cm" -> 10;
          case "um", "\u00b5m" -> 1e-3;
          default -> Double.NaN;
        };
    if (Double.isNaN(mm)) {
      image.warnings.add("its unit of length is '" + unit + "', which is not known");
    }
    double[] lengths = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      lengths[axis] = h.getFloat(PIXDIM + 4 * (axis + 1));
      if (lengths[axis] < 0) {
        image.warnings.add(
            "its voxel size along "
                + "xyz".charAt(axis)
                + " is negative; some programs mean a mirrored axis");
        lengths[axis] = -lengths[axis];
      }
    }
    image.setSpacing(mm, lengths);
  }

  private static void scale(ByteBuffer h, StoredImage image) {
    float slope = h.getFloat(SLOPE);
    float intercept = h.getFloat(INTERCEPT);
    if (slope != 0 && Float.isFinite(slope) && Float.isFinite(intercept)) {
      image.slope = slope;
      image.intercept = intercept;
      if (slope != 1 || intercept != 0) {
        image.warnings.add(
            "values are scaled by " + slope + " x + " + intercept + ", as SPM writes it");
      }
    }
  }

  private static ByteBuffer header(Path source) throws IOException {
    ByteBuffer h = Head.exactly(sibling(source, ".hdr"), SIZE, ByteOrder.LITTLE_ENDIAN);
    return h.getInt(0) == SIZE ? h : h.order(ByteOrder.BIG_ENDIAN);
  }

  /** Whether the file is one of an Analyze pair, by the header's size field and lack of magic. */
  static boolean isAnalyze(Path source) {
    String name = source.getFileName().toString();
    if (!name.endsWith(".hdr") && !name.endsWith(".img")) {
      return false;
    }
    try {
      byte[] head = Head.upTo(sibling(source, ".hdr"), SIZE);
      if (head.length < SIZE || !Files.isRegularFile(sibling(source, ".img"))) {
        return false;
      }
      ByteBuffer h = ByteBuffer.wrap(head);
      boolean sized = h.getInt(0) == SIZE || Integer.reverseBytes(h.getInt(0)) == SIZE;
      String magic = Head.text(h, MAGIC, 3);
      return sized && !magic.equals("ni1") && !magic.equals("n+1");
    } catch (IOException e) {
      return false;
    }
  }

  /** The file of the pair with that ending; Bio-Formats knows lower case only. */
  private static Path sibling(Path source, String ending) {
    String name = source.getFileName().toString();
    return source.resolveSibling(name.substring(0, name.length() - ending.length()) + ending);
  }
}

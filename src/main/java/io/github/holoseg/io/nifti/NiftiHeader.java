package io.github.holoseg.io.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The fields of a NIfTI header that place and scale the voxels, as stored. Offsets as in nifti1.h
 * and nifti2.h.
 *
 * @param version 1 or 2
 * @param order byte order of header and voxels
 * @param paired the voxels are in a file of their own ({@code .img})
 * @param dim {@code dim[0]} axes, then their sizes
 * @param pixdim {@code pixdim[0]} is qfac, then voxel sizes in {@link #unitInMm()}
 * @param quaternion b, c, d
 * @param srow first three rows of the sform affine
 */
record NiftiHeader(
    int version,
    ByteOrder order,
    boolean paired,
    long[] dim,
    int datatype,
    int bitpix,
    double[] pixdim,
    double voxOffset,
    double slope,
    double intercept,
    int units,
    int qformCode,
    int sformCode,
    double[] quaternion,
    double[] qoffset,
    double[][] srow,
    String description) {

  static final int SIZE_1 = 348;
  static final int SIZE_2 = 540;

  /** Header size that the first four bytes announce, in either byte order: 348, 540, or 0. */
  static int sizeOf(byte[] head) {
    if (head.length < 4) {
      return 0;
    }
    int little = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
    int big = Integer.reverseBytes(little);
    if (little == SIZE_1 || big == SIZE_1) {
      return SIZE_1;
    }
    return little == SIZE_2 || big == SIZE_2 ? SIZE_2 : 0;
  }

  /** Whether these first bytes are a whole NIfTI header, magic included. */
  static boolean isNifti(byte[] head) {
    int size = sizeOf(head);
    if (size == 0 || head.length < size) {
      return false;
    }
    String magic = text(head, size == SIZE_1 ? 344 : 4, 4);
    return magic.matches(size == SIZE_1 ? "n[+i]1" : "n[+i]2");
  }

  /**
   * @param head at least as many bytes as {@link #sizeOf} says, and {@link #isNifti}
   */
  static NiftiHeader parse(byte[] head) {
    boolean first = sizeOf(head) == SIZE_1;
    ByteBuffer in = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    if (in.getInt(0) != SIZE_1 && in.getInt(0) != SIZE_2) {
      in.order(ByteOrder.BIG_ENDIAN);
    }
    return first ? parse1(in, head) : parse2(in, head);
  }

  private static NiftiHeader parse1(ByteBuffer in, byte[] head) {
    long[] dim = new long[8];
    double[] pixdim = new double[8];
    for (int i = 0; i < 8; i++) {
      dim[i] = in.getShort(40 + 2 * i);
      pixdim[i] = in.getFloat(76 + 4 * i);
    }
    double[][] srow = new double[3][4];
    for (int i = 0; i < 12; i++) {
      srow[i / 4][i % 4] = in.getFloat(280 + 4 * i);
    }
    return new NiftiHeader(
        1,
        in.order(),
        head[345] == 'i',
        dim,
        in.getShort(70),
        in.getShort(72),
        pixdim,
        in.getFloat(108),
        in.getFloat(112),
        in.getFloat(116),
        in.get(123),
        in.getShort(252),
        in.getShort(254),
        new double[] {in.getFloat(256), in.getFloat(260), in.getFloat(264)},
        new double[] {in.getFloat(268), in.getFloat(272), in.getFloat(276)},
        srow,
        text(head, 148, 80));
  }

  private static NiftiHeader parse2(ByteBuffer in, byte[] head) {
    long[] dim = new long[8];
    double[] pixdim = new double[8];
    for (int i = 0; i < 8; i++) {
      dim[i] = in.getLong(16 + 8 * i);
      pixdim[i] = in.getDouble(104 + 8 * i);
    }
    double[][] srow = new double[3][4];
    for (int i = 0; i < 12; i++) {
      srow[i / 4][i % 4] = in.getDouble(400 + 8 * i);
    }
    return new NiftiHeader(
        2,
        in.order(),
        head[5] == 'i',
        dim,
        in.getShort(12),
        in.getShort(14),
        pixdim,
        in.getLong(168),
        in.getDouble(176),
        in.getDouble(184),
        in.getInt(500),
        in.getInt(344),
        in.getInt(348),
        new double[] {in.getDouble(352), in.getDouble(360), in.getDouble(368)},
        new double[] {in.getDouble(376), in.getDouble(384), in.getDouble(392)},
        srow,
        text(head, 240, 80));
  }

  /** Bytes of the header itself. */
  int size() {
    return version == 1 ? SIZE_1 : SIZE_2;
  }

  /** Length of the file's spatial unit in mm (xyzt_units); unknown counts as mm. */
  double unitInMm() {
    return switch (units & 7) {
      case 1 -> 1000;
      case 3 -> 0.001;
      default -> 1;
    };
  }

  /** Whether stored values are to be rescaled: slope 0 or NaN means that they are not. */
  boolean isScaled() {
    return slope != 0 && Double.isFinite(slope);
  }

  private static String text(byte[] head, int from, int length) {
    int end = from;
    while (end < from + length && head[end] != 0) {
      end++;
    }
    return new String(head, from, end - from, StandardCharsets.ISO_8859_1).strip();
  }
}

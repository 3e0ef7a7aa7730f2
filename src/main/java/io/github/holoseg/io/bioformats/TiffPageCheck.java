package io.github.holoseg.io.bioformats;

import java.util.HashMap;
import java.util.Map;

/** Whether the voxels of one page of a TIFF are in the file. */
final class TiffPageCheck {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int STRIP_OFFSETS = 273;
  private static final int SAMPLES = 277;
  private static final int STRIP_BYTES = 279;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTES = 325;

  private final Map<Integer, long[]> values = new HashMap<>();

  static boolean isWanted(int tag) {
    return switch (tag) {
      case WIDTH,
          HEIGHT,
          BITS,
          COMPRESSION,
          STRIP_OFFSETS,
          SAMPLES,
          STRIP_BYTES,
          TILE_OFFSETS,
          TILE_BYTES ->
          true;
      default -> false;
    };
  }

  void put(int tag, long[] numbers) {
    values.put(tag, numbers);
  }

  /**
   * @param length of the file
   * @param page counted from 1
   * @return what is wrong, null: nothing
   */
  String problem(long length, int page) {
    long[] offsets = values.getOrDefault(STRIP_OFFSETS, values.get(TILE_OFFSETS));
    long[] counts = values.getOrDefault(STRIP_BYTES, values.get(TILE_BYTES));
    if (offsets == null || offsets.length == 0 || first(WIDTH, 0) < 1 || first(HEIGHT, 0) < 1) {
      return "is damaged, page " + page + " has no voxels";
    }
    double plane =
        (double) first(WIDTH, 0) * first(HEIGHT, 0) * first(BITS, 1) * first(SAMPLES, 1) / 8;
    boolean packed = first(COMPRESSION, 1) != 1;
    double sum = 0;
    for (int i = 0; i < offsets.length; i++) {
      long count = counts != null && i < counts.length ? counts[i] : 0;
      sum += count;
      if (offsets[i] < 0 || count < 0 || offsets[i] > length - count) {
        return String.format(
            java.util.Locale.ROOT,
            "is truncated, page %d ends at byte %.0f, the file has %d bytes",
            page,
            (double) offsets[i] + count,
            length);
      }
    }
    double end = counts == null ? offsets[0] + plane : 0;
    if (!packed && (end > length || counts != null && sum < Math.floor(plane))) {
      return String.format(
          java.util.Locale.ROOT,
          "is truncated or damaged, page %d needs %.0f bytes of voxels and has %.0f",
          page,
          plane,
          Math.min(sum, length));
    }
    return null;
  }

  private long first(int tag, long otherwise) {
    long[] numbers = values.get(tag);
    return numbers == null || numbers.length == 0 ? otherwise : numbers[0];
  }
}

package io.github.holoseg.io.nrrd;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.raster.HeaderLines;
import io.github.holoseg.io.raster.VoxelOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which axes of an array are those of space, and which one holds several volumes.
 *
 * @param sizes of all axes
 * @param spatial the three axes of space, in the file's order
 * @param list the axis that holds several volumes, -1 if there is none
 * @param listKind what the header calls it, may be empty
 */
record NrrdAxes(long[] sizes, int[] spatial, int list, String listKind) {
  private static final int MOST = 16;

  /**
   * @param directions one for each axis with null for those outside space; null if the header has
   *     none
   */
  static NrrdAxes of(NrrdHeader header, List<double[]> directions, Path source)
      throws VolumeFormatException {
    long[] sizes = sizes(header, source);
    String[] kinds = kinds(header, sizes.length);
    List<Integer> spatial = spatial(header, directions, kinds);
    if (directions == null) {
      // Nothing tells space from a series: the series comes last.
      while (spatial.size() > 3) {
        spatial.remove(3);
      }
    }
    if (spatial.size() != 3) {
      throw new VolumeFormatException(
          source,
          String.format(
              Locale.ROOT,
              "has %d axes of space (sizes: %s), a volume has 3",
              spatial.size(),
              HeaderLines.shown(header.text("sizes"))));
    }
    int list = -1;
    for (int axis = 0; axis < sizes.length; axis++) {
      if (!spatial.contains(axis)) {
        requireSeries(kinds[axis], source);
        if (sizes[axis] > 1 && list >= 0) {
          throw new VolumeFormatException(
              source,
              String.format(
                  Locale.ROOT,
                  "has two axes beside those of space (sizes: %s); take it apart first",
                  HeaderLines.shown(header.text("sizes"))));
        }
        list = sizes[axis] > 1 ? axis : list;
      }
    }
    return new NrrdAxes(
        sizes, spatial.stream().mapToInt(a -> a).toArray(), list, list < 0 ? "" : kinds[list]);
  }

  static int dimension(NrrdHeader header, Path source) throws VolumeFormatException {
    header.required("dimension");
    long dimension = header.integers("dimension", 1)[0];
    if (dimension < 1 || dimension > MOST) {
      throw new VolumeFormatException(source, "its header has dimension " + dimension);
    }
    if (dimension < 3) {
      throw new VolumeFormatException(
          source, "is an image of " + dimension + " axes, not a volume; a volume has 3");
    }
    return (int) dimension;
  }

  private static long[] sizes(NrrdHeader header, Path source) throws VolumeFormatException {
    header.required("sizes");
    long[] sizes = header.integers("sizes", dimension(header, source));
    for (long size : sizes) {
      if (size < 1 || size > Integer.MAX_VALUE) {
        throw new VolumeFormatException(
            source, "its header has sizes: " + HeaderLines.shown(header.text("sizes")));
      }
    }
    return sizes;
  }

  private static String[] kinds(NrrdHeader header, int dimension) throws VolumeFormatException {
    String text = header.text("kinds");
    String[] kinds = text == null ? new String[0] : text.toLowerCase(Locale.ROOT).split("\\s+");
    if (text != null && kinds.length != dimension) {
      throw header.bad("kinds", dimension + " words");
    }
    String[] all = Arrays.copyOf(kinds, dimension);
    for (int i = 0; i < dimension; i++) {
      boolean unknown = all[i] == null || all[i].equals("???") || all[i].equals("none");
      all[i] = unknown ? "" : all[i];
    }
    return all;
  }

  private static List<Integer> spatial(NrrdHeader header, List<double[]> directions, String[] kinds)
      throws VolumeFormatException {
    double[] spacings = header.numbers("spacings", kinds.length);
    List<Integer> spatial = new ArrayList<>();
    for (int axis = 0; axis < kinds.length; axis++) {
      boolean in;
      if (directions != null) {
        double[] d = directions.get(axis);
        // Along time, a vector has nothing but its last number.
        in = d != null && !(d.length == 4 && d[0] == 0 && d[1] == 0 && d[2] == 0 && d[3] != 0);
      } else {
        in = kinds[axis].isEmpty() || kinds[axis].matches("domain|space");
        in &= spacings == null || kinds.length == 3 || !Double.isNaN(spacings[axis]);
      }
      if (in) {
        spatial.add(axis);
      }
    }
    return spatial;
  }

  private static void requireSeries(String kind, Path source) throws VolumeFormatException {
    if (kind.contains("color") || kind.equals("complex")) {
      throw new VolumeFormatException(
          source,
          "its voxels are "
              + (kind.equals("complex")
                  ? "complex numbers"
                  : "colours (" + HeaderLines.shown(kind) + ")")
              + ", not one number each; convert it to a scalar volume first");
    }
  }

  /** Sizes along x, y, z. */
  long[] size() {
    return new long[] {sizes[spatial[0]], sizes[spatial[1]], sizes[spatial[2]]};
  }

  /** How many volumes there are. */
  long count() {
    return list < 0 ? 1 : sizes[list];
  }

  VoxelOrder order(long index) {
    long block = 1;
    for (int axis = 0; axis < list; axis++) {
      block *= sizes[axis];
    }
    return list < 0 ? VoxelOrder.single(size()) : new VoxelOrder(size(), block, sizes[list], index);
  }
}

package io.github.holoseg.io.nrrd;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.raster.HeaderLines;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * The space in which a header gives directions and positions.
 *
 * @param name as in the file, or {@code unnamed}; null if there is none
 * @param toLps what each of the first three coordinates is multiplied with; null if the space is
 *     not tied to the patient
 * @param dimension numbers in a vector: 3, or 4 with time last
 */
record NrrdSpace(String name, int[] toLps, int dimension) {
  private static final Map<String, int[]> PATIENT =
      Map.of(
          "right-anterior-superior", new int[] {-1, -1, 1},
          "ras", new int[] {-1, -1, 1},
          "left-anterior-superior", new int[] {1, -1, 1},
          "las", new int[] {1, -1, 1},
          "left-posterior-superior", new int[] {1, 1, 1},
          "lps", new int[] {1, 1, 1});

  static NrrdSpace of(NrrdHeader header, Path source) throws VolumeFormatException {
    String name = header.text("space");
    if (name == null) {
      long[] dimension = header.integers("spacedimension", 1);
      if (dimension == null) {
        return new NrrdSpace(null, null, 3);
      }
      return new NrrdSpace("unnamed", null, checked(dimension[0], source));
    }
    String lower = name.toLowerCase(Locale.ROOT);
    boolean time = lower.endsWith("-time") || lower.matches("rast|last|lpst");
    String bare = time ? lower.replaceFirst("-time$|t$", "") : lower;
    int[] toLps = PATIENT.get(bare);
    boolean known = toLps != null || bare.matches("scanner-xyz|3d-right-handed|3d-left-handed");
    if (!known) {
      throw new VolumeFormatException(
          source,
          "its header has the space '"
              + HeaderLines.shown(name)
              + "', which NRRD does not have; known are left-posterior-superior,"
              + " right-anterior-superior and left-anterior-superior");
    }
    return new NrrdSpace(name, toLps, time ? 4 : 3);
  }

  private static int checked(long dimension, Path source) throws VolumeFormatException {
    if (dimension != 3 && dimension != 4) {
      throw new VolumeFormatException(
          source, "its space has " + dimension + " dimensions, a volume needs 3");
    }
    return (int) dimension;
  }

  boolean isPatient() {
    return toLps != null;
  }

  /** A vector of this space in LPS, without time. */
  double[] lps(double[] vector) {
    return new double[] {toLps[0] * vector[0], toLps[1] * vector[1], toLps[2] * vector[2]};
  }
}

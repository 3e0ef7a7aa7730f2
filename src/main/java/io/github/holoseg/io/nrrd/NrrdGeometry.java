package io.github.holoseg.io.nrrd;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.raster.HeaderLines;
import io.github.holoseg.io.raster.StepVectors;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.VolumeGeometry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where an NRRD header places its voxels: by {@code space directions} and {@code space origin} in a
 * space of the patient; else by {@code spacings} or {@code axis mins} and {@code axis maxs} alone,
 * which do not say where the axes point.
 */
final class NrrdGeometry {
  private final NrrdHeader header;
  private final NrrdSpace space;
  private final NrrdAxes axes;
  private final Path source;
  private final List<String> warnings;

  NrrdGeometry(
      NrrdHeader header, NrrdSpace space, NrrdAxes axes, Path source, List<String> warnings) {
    this.header = header;
    this.space = space;
    this.axes = axes;
    this.source = source;
    this.warnings = warnings;
  }

  /**
   * @param directions null if the header has none
   * @param asked where the user says that the axes point, null if nowhere
   */
  VolumeGeometry read(List<double[]> directions, AxisOrder asked) throws VolumeFormatException {
    List<double[]> origins = NrrdVectors.read(header, "spaceorigin", 1, space.dimension());
    double[] origin = origins == null ? null : origins.get(0);
    if (directions != null && space.isPatient()) {
      return inPatient(directions, origin);
    }
    double[] steps = new double[3];
    double[] start = new double[3];
    if (directions != null) {
      double unit = unit(NrrdVectors.quoted(header.text("spaceunits")));
      for (int a = 0; a < 3; a++) {
        steps[a] = StepVectors.length(directions.get(axes.spatial()[a])) * unit;
      }
      warnings.add(
          "its space, "
              + space.name()
              + ", is not tied to the patient; of its directions only the voxel sizes are used");
    } else {
      byAxes(steps, start);
    }
    return StepVectors.unoriented(source, axes.size(), steps, start, asked, warnings);
  }

  private VolumeGeometry inPatient(List<double[]> directions, double[] origin)
      throws VolumeFormatException {
    double unit = unit(NrrdVectors.quoted(header.text("spaceunits")));
    double[][] steps = new double[3][];
    for (int a = 0; a < 3; a++) {
      steps[a] = times(space.lps(directions.get(axes.spatial()[a])), unit);
    }
    if (origin == null) {
      warnings.add(
          "no position: the file does not say where its first voxel lies; 0, 0, 0 is taken");
      origin = new double[space.dimension()];
    }
    return StepVectors.grid(source, axes.size(), steps, times(space.lps(origin), unit));
  }

  /** Fields for each axis on its own, as files before NRRD0004 have them. */
  private void byAxes(double[] steps, double[] start) throws VolumeFormatException {
    int n = axes.sizes().length;
    double[] spacings = header.numbers("spacings", n);
    double[] mins = header.numbers("axismins", n);
    double[] maxs = header.numbers("axismaxs", n);
    boolean[] node = nodes(n);
    List<String> units = NrrdVectors.quoted(header.text("units"));
    List<String> spatialUnits = new ArrayList<>();
    int missing = 0;
    for (int a = 0; a < 3; a++) {
      int axis = axes.spatial()[a];
      double min = mins == null ? Double.NaN : mins[axis];
      double max = maxs == null ? Double.NaN : maxs[axis];
      long cells = axes.sizes()[axis] - (node[axis] ? 1 : 0);
      steps[a] = spacings == null ? Double.NaN : spacings[axis];
      if (Double.isNaN(steps[a]) && cells > 0) {
        steps[a] = (max - min) / cells;
      }
      if (Double.isNaN(steps[a])) {
        missing++;
        steps[a] = 1;
      }
      // The minimum of a cell-centred axis is the border of the first voxel, not its centre.
      start[a] = Double.isNaN(min) ? 0 : node[axis] ? min : min + steps[a] / 2;
      spatialUnits.add(axis < units.size() ? units.get(axis) : "");
    }
    if (missing == 3) {
      warnings.add("no voxel size: the file does not give spacings; 1 mm is assumed");
    } else if (missing > 0) {
      throw new VolumeFormatException(
          source, "its header gives no voxel size along every axis; correct the header");
    }
    double unit = unit(spatialUnits);
    for (int a = 0; a < 3; a++) {
      steps[a] *= unit;
      start[a] *= unit;
    }
  }

  private boolean[] nodes(int n) throws VolumeFormatException {
    boolean[] node = new boolean[n];
    String text = header.text("centers");
    String[] words = text == null ? new String[n] : text.toLowerCase(Locale.ROOT).split("\\s+");
    if (words.length != n) {
      throw header.bad("centers", n + " words");
    }
    for (int i = 0; i < n; i++) {
      node[i] = "node".equals(words[i]);
    }
    return node;
  }

  /** In mm; what is no known unit counts as mm. */
  private double unit(List<String> units) throws VolumeFormatException {
    double factor = 1;
    String first = null;
    for (int i = 0; i < Math.min(3, units.size()); i++) {
      String unit = units.get(i).strip();
      if (first != null && !unit.equals(first)) {
        throw new VolumeFormatException(
            source,
            "gives lengths in several units (" + HeaderLines.shown(first + ", " + unit) + ")");
      }
      first = unit;
    }
    if (first == null) {
      return factor;
    }
    factor =
        switch (first.toLowerCase(Locale.ROOT)) {
          case "mm", "millimeter", "millimeters", "millimetre", "", "???" -> 1;
          case "um", "\u00b5m", "\u03bcm", "micron", "microns", "micrometer", "micrometers" -> 1e-3;
          case "cm", "centimeter", "centimeters" -> 10;
          case "m", "meter", "meters" -> 1000;
          default -> Double.NaN;
        };
    if (Double.isNaN(factor)) {
      warnings.add(
          "the unit of length '" + HeaderLines.shown(first) + "' is not known and was taken as mm");
      return 1;
    }
    if (factor != 1) {
      warnings.add("lengths are given in " + first + " and were converted to mm");
    }
    return factor;
  }

  private static double[] times(double[] v, double factor) {
    return new double[] {v[0] * factor, v[1] * factor, v[2] * factor};
  }
}

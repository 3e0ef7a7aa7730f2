package io.github.holoseg.io.dicom;

import io.github.holoseg.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The slices of a group in the order of their positions, and whether they form a regular grid.
 *
 * <p>x runs along a line of the image, y along a column, z along their cross product, so that the
 * grid is always right-handed: slices are sorted by increasing position along that normal, whatever
 * the order of files, instance numbers or slice locations. The spacing along z is the distance of
 * the first and last slice over the number of steps: positions are rounded in files, and the
 * rounding of one step, repeated, would shift the far end.
 *
 * @param frames lowest position first, without files that are there twice
 * @param geometry null if there are problems
 * @param step spacing along the normal in mm; the median if uneven, NaN if not known
 * @param problems why the slices cannot be read as a volume, each a sentence without a full stop
 * @param warnings what is odd
 * @param rectified to what the slices can be resampled if they are no regular grid; null if they
 *     are one, or cannot be
 */
record SliceStack(
    List<DicomFrame> frames,
    VolumeGeometry geometry,
    double step,
    List<String> problems,
    List<String> warnings,
    RectifiedGrid rectified) {

  /** Columns, rows, slices. */
  long[] size() {
    PixelFormat format = frames.get(0).image().format();
    return new long[] {format.columns(), format.rows(), frames.size()};
  }

  static SliceStack of(FrameGroup group) {
    return new Builder(group).build();
  }

  private static final class Builder {
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final DicomFrame first;
    private List<DicomFrame> frames;
    private double step = Double.NaN;
    private RectifiedGrid rectified;

    Builder(FrameGroup group) {
      this.frames = group.frames();
      this.first = group.first();
      this.warnings.addAll(group.warnings());
    }

    SliceStack build() {
      requireElements();
      VolumeGeometry geometry = null;
      if (problems.isEmpty()) {
        double[] normal = cross(first.orientation());
        frames = sorted(normal);
        double[] heights = frames.stream().mapToDouble(f -> dot(normal, 0, f.position())).toArray();
        judgeSteps(heights, normal);
        if (problems.isEmpty()) {
          try {
            geometry = geometry(normal);
          } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
          }
        }
      }
      warnings.addAll(ValueWarnings.of(frames));
      return new SliceStack(
          List.copyOf(frames),
          geometry,
          step,
          List.copyOf(problems),
          List.copyOf(warnings),
          rectified);
    }

    private void requireElements() {
      Map<List<DicomFrame>, List<String>> missing = new LinkedHashMap<>();
      missing("Image Position (0020,0032)", f -> f.position() == null, missing);
      missing("Image Orientation (0020,0037)", f -> f.orientation() == null, missing);
      missing("Pixel Spacing (0028,0030)", f -> Double.isNaN(f.spacingX()), missing);
      missing.forEach(
          (without, elements) ->
              problems.add(
                  "no "
                      + String.join(", ", elements)
                      + " in "
                      + (frames.size() == 1 ? "" : without.size() + " of ")
                      + frames.size()
                      + (frames.size() == 1 ? " slice, " : " slices, first ")
                      + without.get(0).name()));
    }

    private void missing(
        String element, Predicate<DicomFrame> lacks, Map<List<DicomFrame>, List<String>> missing) {
      List<DicomFrame> without = frames.stream().filter(lacks).toList();
      if (!without.isEmpty()) {
        missing.computeIfAbsent(without, w -> new ArrayList<>()).add(element);
      }
    }

    private List<DicomFrame> sorted(double[] normal) {
      return frames.stream()
          .sorted(Comparator.comparingDouble(f -> dot(normal, 0, f.position())))
          .toList();
    }

    private void judgeSteps(double[] heights, double[] normal) {
      if (frames.size() == 1) {
        step = first.thickness();
        if (step > 0) {
          warnings.add(
              String.format(
                  Locale.ROOT,
                  "a single slice; its thickness of %.3f mm is taken as the slice spacing",
                  step));
        } else {
          problems.add("a single slice without Slice Thickness (0018,0050) has no depth");
        }
        return;
      }
      SliceSteps steps = new SliceSteps(heights, first.spacingX());
      if (steps.coincide() != null) {
        problems.add(steps.coincide());
        return;
      }
      step = steps.spacing();
      SliceDrift drift = SliceDrift.of(frames, heights, normal);
      if (drift.problem() != null) {
        problems.add(drift.problem());
      }
      if (drift.warning() != null) {
        warnings.add(drift.warning());
      }
      if (steps.uneven() != null) {
        step = steps.median();
        problems.add(steps.uneven());
      }
      if (!problems.isEmpty()) {
        rectify(heights, normal, steps, drift);
      }
    }

    private void rectify(double[] heights, double[] normal, SliceSteps steps, SliceDrift drift) {
      String refusal = RectifiedGrid.refusal(steps, drift);
      String remedy = "; not to be resampled, for " + refusal;
      if (refusal == null) {
        rectified = RectifiedGrid.of(frames, heights, normal, steps, drift, problems);
        remedy =
            "; ask for resampling to a rectangular grid (--rectify on the command line, rectify in"
                + " a macro)";
      }
      problems.add(problems.remove(problems.size() - 1) + remedy);
    }

    private VolumeGeometry geometry(double[] n) {
      double[] o = first.orientation();
      PixelFormat format = first.image().format();
      return new VolumeGeometry(
          new long[] {format.columns(), format.rows(), frames.size()},
          new double[] {first.spacingX(), first.spacingY(), step},
          frames.get(0).position(),
          new double[][] {{o[0], o[3], n[0]}, {o[1], o[4], n[1]}, {o[2], o[5], n[2]}});
    }
  }

  /** Unit vector at right angles to the plane: line × column. */
  static double[] cross(double[] o) {
    double[] n = {o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5], o[0] * o[4] - o[1] * o[3]};
    double length = Math.sqrt(dot(n, 0, n));
    return new double[] {n[0] / length, n[1] / length, n[2] / length};
  }

  /** Scalar product of {@code a[from..from+2]} and {@code b}. */
  static double dot(double[] a, int from, double[] b) {
    return a[from] * b[0] + a[from + 1] * b[1] + a[from + 2] * b[2];
  }
}

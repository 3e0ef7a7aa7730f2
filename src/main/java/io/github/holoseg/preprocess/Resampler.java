package io.github.holoseg.preprocess;

import io.github.holoseg.grid.AxisSampling.Convention;
import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.grid.GridPlacement;
import io.github.holoseg.grid.SeparateAxis;
import io.github.holoseg.grid.SliceGrid;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.ResampleSpec.Coordinates;
import io.github.holoseg.model.ResampleSpec.Interpolation;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import io.github.holoseg.task.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries a grid to another number of voxels, one axis after the other, in double, stored as
 * float32.
 *
 * <p>Cubic results are cut to the minimum and maximum of the input, per slice when an axis is
 * separated, before anything is done along that axis; nnU-Net's (scikit-image's) {@code clip=True}.
 * Corner-aligned ones are not (scipy).
 */
final class Resampler {
  private final int[] inputSize;
  private final int[] outputSize;
  private final ResampleSpec spec;
  private final int threads;
  private final int separate;
  private final AxisOperator[] operators = new AxisOperator[3];
  private final TruncatedLinear truncatedLinear;
  private final Resampler swapped;

  /** As below, for originals whose first array axis is the slowest of the grid. */
  Resampler(
      int[] inputSize,
      int[] outputSize,
      double[] current,
      double[] next,
      ResampleSpec spec,
      int threads) {
    this(
        inputSize,
        outputSize,
        current,
        next,
        GridPlacement.NONE,
        spec,
        new int[] {2, 1, 0},
        threads);
  }

  /**
   * @param current spacing of the input in mm, per grid axis
   * @param next spacing of the output in mm, per grid axis
   * @param placement of the output on the input, for first-voxel coordinates; a skew is taken for
   *     what it is in the middle
   * @param arrayAxes the grid axes in the order of the original's array axes; decides last bits of
   *     {@link ResampleSpec#truncate()}
   */
  Resampler(
      int[] inputSize,
      int[] outputSize,
      double[] current,
      double[] next,
      GridPlacement placement,
      ResampleSpec spec,
      int[] arrayAxes,
      int threads) {
    this.inputSize = inputSize.clone();
    this.outputSize = outputSize.clone();
    this.spec = spec;
    this.threads = threads;
    this.separate =
        switch (spec.separate()) {
          case AUTO -> SeparateAxis.automatic(current, next);
          case ALWAYS -> SeparateAxis.coarsest(current);
          case NEVER -> -1;
        };
    for (int axis = 0; axis < 3; axis++) {
      Interpolation kernel = axis == separate ? spec.separateInterpolation() : spec.interpolation();
      operators[axis] =
          AxisOperator.of(
              inputSize[axis],
              outputSize[axis],
              kernel,
              convention(spec.coordinates()),
              next[axis] / current[axis],
              placement.middle(axis, outputSize));
    }
    boolean blends =
        separate >= 0
            && spec.separateInterpolation() != Interpolation.NEAREST
            && inputSize[separate] != outputSize[separate];
    // What is blended along the separated axis has been cut before: that axis must come last.
    this.swapped =
        blends && separate < 2
            ? new Resampler(
                SwappedGrid.swap(inputSize, separate),
                SwappedGrid.swap(outputSize, separate),
                SwappedGrid.swap(current, separate),
                SwappedGrid.swap(next, separate),
                spec,
                threads)
            : null;
    this.truncatedLinear =
        spec.truncate() && spec.interpolation() == Interpolation.LINEAR && separate < 0
            ? new TruncatedLinear(
                inputSize,
                outputSize,
                convention(spec.coordinates()),
                new double[] {next[0] / current[0], next[1] / current[1], next[2] / current[2]},
                arrayAxes)
            : null;
  }

  private static Convention convention(Coordinates coordinates) {
    return switch (coordinates) {
      case HALF_PIXEL -> Convention.HALF_PIXEL;
      case CORNER_ALIGNED -> Convention.CORNER_ALIGNED;
      case FIRST_VOXEL -> Convention.FIRST_VOXEL;
      case TORCH -> Convention.TORCH;
    };
  }

  /** Whether any voxel changes. */
  boolean isIdentity() {
    return operators[0] == null && operators[1] == null && operators[2] == null;
  }

  /** The resampled grid; progress counts slices of all channels. */
  SliceGrid apply(FloatGrid grid, ProgressListener progress, CancellationToken cancel) {
    SliceGrid result = new SliceGrid(grid.channels(), outputSize);
    if (swapped != null) {
      FloatGrid turned = swapped.apply(new SwappedGrid(grid, separate), progress, cancel);
      FloatGrid back = new SwappedGrid(turned, separate);
      int[] slice = {outputSize[0], outputSize[1], 1};
      for (int channel = 0; channel < grid.channels(); channel++) {
        for (int z = 0; z < outputSize[2]; z++) {
          back.read(channel, new int[] {0, 0, z}, slice, result.slice(channel, z), 0);
        }
      }
      return result;
    }
    try (Workers workers = new Workers(threads)) {
      for (int channel = 0; channel < grid.channels(); channel++) {
        progress.onProgress(Stage.PREPROCESS, channel, grid.channels());
        resample(grid, channel, result, workers, cancel);
      }
    }
    progress.onProgress(Stage.PREPROCESS, grid.channels(), grid.channels());
    return result;
  }

  private void resample(
      FloatGrid grid, int channel, SliceGrid result, Workers workers, CancellationToken cancel) {
    if (truncatedLinear != null) {
      truncatedLinear.apply(grid, channel, result, workers, cancel);
      return;
    }
    boolean clips =
        spec.interpolation() == Interpolation.CUBIC && spec.coordinates() == Coordinates.HALF_PIXEL;
    ValueBounds bounds = clips ? new ValueBounds(inputSize, separate) : null;
    double[][] planes = new double[inputSize[2]][];
    workers.each(
        inputSize[2],
        z -> {
          cancel.throwIfCancelled();
          planes[z] = inPlane(grid, channel, z, bounds);
        });
    int width = outputSize[0];
    workers.each(
        outputSize[1],
        y -> {
          cancel.throwIfCancelled();
          double[] column = alongDepth(planes, y, width);
          for (int z = 0; z < outputSize[2]; z++) {
            float[] slice = result.slice(channel, z);
            for (int x = 0; x < width; x++) {
              double value = column[z * width + x];
              if (bounds != null && separate != 2) {
                value = bounds.clip(value, sourceIndex(x, y, z));
              }
              slice[y * width + x] = spec.truncate() ? (float) (long) value : (float) value;
            }
          }
        });
  }

  /** The input slice that an output voxel was taken from along the separated axis. */
  private int sourceIndex(int x, int y, int z) {
    if (separate < 0) {
      return 0;
    }
    int o = separate == 0 ? x : separate == 1 ? y : z;
    return operators[separate] == null ? o : operators[separate].source(o);
  }

  /** One input slice resampled along axes 0 and 1, rows of the output width. */
  private double[] inPlane(FloatGrid grid, int channel, int z, ValueBounds bounds) {
    int n0 = inputSize[0];
    int n1 = inputSize[1];
    float[] values = new float[n0 * n1];
    grid.read(channel, new int[] {0, 0, z}, new int[] {n0, n1, 1}, values, 0);
    if (bounds != null) {
      bounds.add(values, z);
    }
    double[] plane = new double[values.length];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = values[i];
    }
    plane = inPlane(plane);
    if (bounds != null && separate == 2) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] = bounds.clip(plane[i], z);
      }
    }
    return plane;
  }

  private double[] inPlane(double[] input) {
    double[] plane = input;
    int n0 = inputSize[0];
    int n1 = inputSize[1];
    int m0 = outputSize[0];
    if (operators[0] != null) {
      double[] lines = transpose(plane, n0, n1);
      double[] resampled = new double[m0 * n1];
      operators[0].apply(lines, resampled, n1, new double[operators[0].scratchSize(n1)]);
      plane = transpose(resampled, n1, m0);
    }
    if (operators[1] != null) {
      double[] resampled = new double[m0 * outputSize[1]];
      operators[1].apply(plane, resampled, m0, new double[operators[1].scratchSize(m0)]);
      plane = resampled;
    }
    return plane;
  }

  /** Row y of every slice, resampled along axis 2. */
  private double[] alongDepth(double[][] planes, int y, int width) {
    double[] rows = new double[inputSize[2] * width];
    for (int z = 0; z < inputSize[2]; z++) {
      System.arraycopy(planes[z], y * width, rows, z * width, width);
    }
    if (operators[2] == null) {
      return rows;
    }
    double[] result = new double[outputSize[2] * width];
    operators[2].apply(rows, result, width, new double[operators[2].scratchSize(width)]);
    return result;
  }

  /** From rows of {@code columns} values to rows of {@code rows} values. */
  private static double[] transpose(double[] values, int columns, int rows) {
    double[] turned = new double[values.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        turned[c * rows + r] = values[r * columns + c];
      }
    }
    return turned;
  }

  /** Steps that a model's resampling may ask for but that are not offered; empty if all are. */
  static List<String> unsupported(ResampleSpec spec) {
    List<String> problems = new ArrayList<>();
    if (spec.interpolation() == Interpolation.CUBIC
        && (spec.coordinates() == Coordinates.FIRST_VOXEL
            || spec.coordinates() == Coordinates.TORCH)) {
      problems.add("cubic interpolation with first-voxel or torch coordinates");
    }
    if (spec.separateInterpolation() == Interpolation.CUBIC
        && spec.separate() != ResampleSpec.Separate.NEVER) {
      problems.add("cubic interpolation along a separated axis");
    }
    return problems;
  }
}

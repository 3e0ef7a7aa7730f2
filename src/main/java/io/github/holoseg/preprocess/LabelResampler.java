package io.github.holoseg.preprocess;

import io.github.holoseg.grid.AxisSampling;
import io.github.holoseg.grid.AxisSampling.Convention;
import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.grid.Half;
import io.github.holoseg.grid.SeparateAxis;
import io.github.holoseg.grid.SliceGrid;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.ResampleSpec.Coordinates;
import io.github.holoseg.model.ResampleSpec.Interpolation;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;

/**
 * Carries a grid of labels to another number of voxels, as nnU-Net brings a cascade's labels to the
 * finer grid.
 *
 * <p>Linear means: each label on its own as a mask of zeros and ones, and the label with the
 * largest weight stays. By default (batchgenerators {@code resize_segmentation} since it decides by
 * the maximum; earlier ones asked for half of the weight) equal weights are settled by the nearest
 * voxel if it is among them, else the lowest label stays. With {@link Coordinates#TORCH} (nnunetv2
 * {@code resample_torch_simple}) weights are counted in thousandths of half precision and the
 * lowest of equal ones stays. Weights are multiplied and summed in the originals' order, because
 * equal ones are frequent.
 */
final class LabelResampler {
  private static final int MAX_TAPS = 8;
  private static final float TORCH_SCALE = 1000;

  private final int[] inputSize;
  private final int[] outputSize;
  private final boolean torch;
  private final int[][] low = new int[3][];
  private final int[][] high = new int[3][];
  private final double[][] fraction = new double[3][];

  /**
   * @param current spacing of the input in mm, per grid axis
   * @param next spacing of the output in mm, per grid axis
   */
  LabelResampler(
      int[] inputSize, int[] outputSize, double[] current, double[] next, ResampleSpec spec) {
    this.inputSize = inputSize.clone();
    this.outputSize = outputSize.clone();
    this.torch = spec.coordinates() == Coordinates.TORCH;
    int separate =
        switch (spec.separate()) {
          case AUTO -> SeparateAxis.automatic(current, next);
          case ALWAYS -> SeparateAxis.coarsest(current);
          case NEVER -> -1;
        };
    Convention convention = torch ? Convention.TORCH : Convention.HALF_PIXEL;
    for (int axis = 0; axis < 3; axis++) {
      int n = inputSize[axis];
      AxisSampling sampling = AxisSampling.of(n, outputSize[axis], convention, 1);
      Interpolation kind = axis == separate ? spec.separateInterpolation() : spec.interpolation();
      low[axis] = new int[outputSize[axis]];
      high[axis] = new int[outputSize[axis]];
      fraction[axis] = new double[outputSize[axis]];
      for (int o = 0; o < outputSize[axis]; o++) {
        if (kind == Interpolation.NEAREST || n == outputSize[axis]) {
          low[axis][o] = n == outputSize[axis] ? o : sampling.nearest(o);
          high[axis][o] = low[axis][o];
        } else {
          low[axis][o] = Math.max(0, Math.min(n - 1, sampling.lower(o)));
          high[axis][o] = Math.max(0, Math.min(n - 1, sampling.lower(o) + 1));
          fraction[axis][o] = sampling.fraction(o);
        }
      }
    }
  }

  /** The resampled labels, one channel. */
  SliceGrid apply(FloatGrid labels, int threads, CancellationToken cancel) {
    SliceGrid result = new SliceGrid(1, outputSize);
    int plane = inputSize[0] * inputSize[1];
    int[] size = {inputSize[0], inputSize[1], 1};
    try (Workers workers = new Workers(threads)) {
      workers.each(
          outputSize[2],
          z -> {
            cancel.throwIfCancelled();
            float[] lower = new float[plane];
            float[] upper = new float[plane];
            labels.read(0, new int[] {0, 0, low[2][z]}, size, lower, 0);
            labels.read(0, new int[] {0, 0, high[2][z]}, size, upper, 0);
            slice(lower, upper, fraction[2][z], result.slice(0, z));
          });
    }
    return result;
  }

  private void slice(float[] lower, float[] upper, double tz, float[] target) {
    float[] values = new float[MAX_TAPS];
    double[] weights = new double[MAX_TAPS];
    for (int y = 0; y < outputSize[1]; y++) {
      double ty = fraction[1][y];
      int y0 = low[1][y] * inputSize[0];
      int y1 = high[1][y] * inputSize[0];
      for (int x = 0; x < outputSize[0]; x++) {
        int x0 = low[0][x];
        int x1 = high[0][x];
        float first = lower[y0 + x0];
        if (first == lower[y0 + x1]
            && first == lower[y1 + x0]
            && first == lower[y1 + x1]
            && first == upper[y0 + x0]
            && first == upper[y0 + x1]
            && first == upper[y1 + x0]
            && first == upper[y1 + x1]) {
          target[y * outputSize[0] + x] = first;
          continue;
        }
        double tx = fraction[0][x];
        int n = 0;
        n = add(values, weights, n, lower[y0 + x0], (1 - tz) * (1 - ty) * (1 - tx));
        n = add(values, weights, n, lower[y0 + x1], (1 - tz) * (1 - ty) * tx);
        n = add(values, weights, n, lower[y1 + x0], (1 - tz) * ty * (1 - tx));
        n = add(values, weights, n, lower[y1 + x1], (1 - tz) * ty * tx);
        n = add(values, weights, n, upper[y0 + x0], tz * (1 - ty) * (1 - tx));
        n = add(values, weights, n, upper[y0 + x1], tz * (1 - ty) * tx);
        n = add(values, weights, n, upper[y1 + x0], tz * ty * (1 - tx));
        n = add(values, weights, n, upper[y1 + x1], tz * ty * tx);
        float[] nearZ = tz >= 0.5 ? upper : lower;
        float nearest = nearZ[(ty >= 0.5 ? y1 : y0) + (tx >= 0.5 ? x1 : x0)];
        target[y * outputSize[0] + x] =
            torch ? thousandths(values, weights, n) : largest(values, weights, n, nearest);
      }
    }
  }

  /** Adds a weight to its label's sum. */
  private static int add(float[] values, double[] weights, int count, float value, double weight) {
    for (int i = 0; i < count; i++) {
      if (values[i] == value) {
        weights[i] += weight;
        return count;
      }
    }
    values[count] = value;
    weights[count] = weight;
    return count + 1;
  }

  private static float largest(float[] values, double[] weights, int count, float nearest) {
    float label = 0;
    double best = -1;
    boolean settled = false;
    for (int i = 0; i < count; i++) {
      if (weights[i] > best) {
        best = weights[i];
        label = values[i];
        settled = label == nearest;
      } else if (weights[i] == best && !settled) {
        settled = values[i] == nearest;
        label = settled ? nearest : Math.min(label, values[i]);
      }
    }
    return label;
  }

  private static float thousandths(float[] values, double[] weights, int count) {
    float label = 0;
    float best = -1;
    for (int i = 0; i < count; i++) {
      float rounded = Half.round((float) (weights[i] * TORCH_SCALE));
      if (rounded > best || rounded == best && values[i] < label) {
        best = rounded;
        label = values[i];
      }
    }
    return label;
  }
}

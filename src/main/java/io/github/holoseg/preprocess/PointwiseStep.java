package io.github.holoseg.preprocess;

import io.github.holoseg.model.IntensityStep;
import io.github.holoseg.model.IntensityStep.Quantile;

/**
 * A value operation with everything that it needs to know of the whole channel already found out,
 * so that it can be done on any part. All in float32, with the originals' order of operations.
 */
interface PointwiseStep {
  /** Changes {@code n} values from {@code offset} on. */
  void apply(float[] values, int offset, int n);

  /** Whether only voxels inside the crop's mask are changed. */
  default boolean masked() {
    return false;
  }

  /** Whether slices are treated differently: {@link #ofSlice} says how. */
  default boolean perSlice() {
    return false;
  }

  /** What is done to a slice along the grid's slowest axis. */
  default PointwiseStep ofSlice(int z) {
    return this;
  }

  /** One step for each slice. */
  static PointwiseStep perSlice(PointwiseStep[] slices) {
    return new PointwiseStep() {
      @Override
      public void apply(float[] values, int offset, int n) {
        throw new IllegalStateException("which slice is not said");
      }

      @Override
      public boolean masked() {
        return slices[0].masked();
      }

      @Override
      public boolean perSlice() {
        return true;
      }

      @Override
      public PointwiseStep ofSlice(int z) {
        return slices[z];
      }
    };
  }

  /**
   * @param statistics of the values as the steps before have left them
   */
  static PointwiseStep of(IntensityStep step, ChannelStatistics statistics) {
    if (step instanceof IntensityStep.Clip s) {
      return clip((float) s.min(), (float) s.max());
    } else if (step instanceof IntensityStep.ClipPercentiles s) {
      double[] p = statistics.percentiles(s.min(), s.max(), s.quantile());
      return clip((float) p[0], (float) p[1]);
    } else if (step instanceof IntensityStep.ZScoreFixed s) {
      return shiftScale((float) s.mean(), Math.max((float) s.std(), 1e-8f));
    } else if (step instanceof IntensityStep.ZScore s) {
      return zScore(s, statistics);
    } else if (step instanceof IntensityStep.Linear s) {
      float gain = (float) s.gain();
      float shift = (float) s.offset();
      return (v, o, n) -> {
        for (int i = o; i < o + n; i++) {
          v[i] = v[i] * gain + shift;
        }
      };
    } else if (step instanceof IntensityStep.ScaleRange s) {
      return scaleRange(s);
    } else if (step instanceof IntensityStep.MinMax s) {
      double[] range = statistics.range();
      return minMax((float) range[0], (float) range[1], (float) s.outMin(), (float) s.outMax());
    } else if (step instanceof IntensityStep.ScalePercentiles s) {
      double[] p = statistics.percentiles(s.min(), s.max(), Quantile.LINEAR);
      return shiftScale((float) p[0], (float) (p[1] - p[0] + s.eps()));
    } else if (step instanceof IntensityStep.Binarize s) {
      float threshold = (float) s.threshold();
      return (v, o, n) -> {
        for (int i = o; i < o + n; i++) {
          v[i] = v[i] > threshold ? 1 : 0;
        }
      };
    } else if (step instanceof IntensityStep.Whole s) {
      float min = (float) s.min();
      float max = (float) s.max();
      return (v, o, n) -> {
        for (int i = o; i < o + n; i++) {
          float limited = Math.min(Math.max(v[i], min), max);
          v[i] = (float) (limited < 0 ? Math.ceil(limited) : Math.floor(limited));
        }
      };
    } else if (step instanceof IntensityStep.Sigmoid) {
      return (v, o, n) -> {
        for (int i = o; i < o + n; i++) {
          v[i] = 1f / (1f + (float) Math.exp(-v[i]));
        }
      };
    }
    throw new IllegalArgumentException("unknown intensity step " + step);
  }

  private static PointwiseStep clip(float min, float max) {
    return (v, o, n) -> {
      for (int i = o; i < o + n; i++) {
        v[i] = Math.min(Math.max(v[i], min), max);
      }
    };
  }

  private static PointwiseStep shiftScale(float shift, float divisor) {
    return (v, o, n) -> {
      for (int i = o; i < o + n; i++) {
        v[i] = (v[i] - shift) / divisor;
      }
    };
  }

  private static PointwiseStep zScore(IntensityStep.ZScore step, ChannelStatistics statistics) {
    double[] meanStd = statistics.meanAndStd(step.mask());
    float mean = (float) meanStd[0];
    float std = (float) meanStd[1];
    if (step.mask() == IntensityStep.ZScore.Mask.NONZERO) {
      float divisor = std == 0 ? 1 : std;
      return (v, o, n) -> {
        for (int i = o; i < o + n; i++) {
          v[i] = v[i] == 0 ? 0 : (v[i] - mean) / divisor;
        }
      };
    }
    float eps = (float) step.eps();
    PointwiseStep all = shiftScale(mean, step.addEps() ? std + eps : Math.max(std, eps));
    return step.mask() == IntensityStep.ZScore.Mask.ALL
        ? all
        : new PointwiseStep() {
          @Override
          public void apply(float[] values, int offset, int n) {
            all.apply(values, offset, n);
          }

          @Override
          public boolean masked() {
            return true;
          }
        };
  }

  /** MONAI ScaleIntensityRange: (x − a) / (b − a), then · (d − c) + c, then clip. */
  private static PointwiseStep scaleRange(IntensityStep.ScaleRange s) {
    float inMin = (float) s.inMin();
    float width = (float) (s.inMax() - s.inMin());
    float gain = (float) (s.outMax() - s.outMin());
    float outMin = (float) s.outMin();
    float outMax = (float) s.outMax();
    return (v, o, n) -> {
      for (int i = o; i < o + n; i++) {
        float y = (v[i] - inMin) / width * gain + outMin;
        v[i] = s.clip() ? Math.min(Math.max(y, outMin), outMax) : y;
      }
    };
  }

  private static PointwiseStep minMax(float min, float max, float outMin, float outMax) {
    float width = max - min;
    float gain = outMax - outMin;
    return (v, o, n) -> {
      for (int i = o; i < o + n; i++) {
        v[i] = width == 0 ? outMin : (v[i] - min) / width * gain + outMin;
      }
    };
  }
}

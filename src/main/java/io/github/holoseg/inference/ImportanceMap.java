package io.github.holoseg.inference;

import io.github.holoseg.grid.Half;
import io.github.holoseg.model.WindowSpec.Blend;
import java.util.Arrays;

/** The weight of each voxel of a tile when neighbouring tiles' scores are blended. */
public final class ImportanceMap {
  private static final double MONAI_FLOOR = 1e-3;

  private ImportanceMap() {}

  /**
   * Weights of a tile, axis 0 fastest.
   *
   * @param patch voxels along grid axes
   * @param sigma as a fraction of the patch
   * @return null for {@link Blend#CROP_HALO}, which has no weights
   */
  public static float[] of(Blend blend, int[] patch, double sigma) {
    return switch (blend) {
      case CROP_HALO -> null;
      case CONSTANT -> constant(patch);
      case GAUSSIAN_NNUNET -> nnUnet(patch, sigma);
      case GAUSSIAN_MONAI -> monai(patch, sigma);
    };
  }

  private static float[] constant(int[] patch) {
    float[] map = new float[patch[0] * patch[1] * patch[2]];
    Arrays.fill(map, 1);
    return map;
  }

  /**
   * nnU-Net's compute_gaussian (v2.8.1): a unit impulse at the centre blurred by scipy's truncated
   * discrete Gaussian, scaled to a maximum of 10, rounded to half; zeros become the smallest
   * non-zero value.
   */
  private static float[] nnUnet(int[] patch, double sigma) {
    double[][] kernels = new double[3][];
    double max = 1;
    for (int a = 0; a < 3; a++) {
      kernels[a] = discreteGaussian(patch[a], patch[a] * sigma);
      max *= Arrays.stream(kernels[a]).max().orElseThrow();
    }
    float[] map = new float[patch[0] * patch[1] * patch[2]];
    float smallest = Float.POSITIVE_INFINITY;
    int at = 0;
    for (double z : kernels[2]) {
      for (double y : kernels[1]) {
        for (double x : kernels[0]) {
          float w = Half.round((float) (z * y * x / (max / 10)));
          map[at++] = w;
          smallest = w > 0 && w < smallest ? w : smallest;
        }
      }
    }
    for (int i = 0; i < map.length; i++) {
      map[i] = map[i] == 0 ? smallest : map[i];
    }
    return map;
  }

  private static double[] discreteGaussian(int n, double sigma) {
    int radius = (int) (4 * sigma + 0.5);
    double sum = 0;
    for (int d = -radius; d <= radius; d++) {
      sum += Math.exp(-0.5 / (sigma * sigma) * d * d);
    }
    double[] kernel = new double[n];
    for (int i = 0; i < n; i++) {
      int d = i - n / 2;
      kernel[i] = Math.abs(d) <= radius ? Math.exp(-0.5 / (sigma * sigma) * d * d) / sum : 0;
    }
    return kernel;
  }

  /**
   * MONAI's compute_importance_map: a sampled Gaussian about the middle, in float32, not below 1e-3
   * (data/utils.py).
   */
  private static float[] monai(int[] patch, double sigma) {
    float[][] kernels = new float[3][];
    for (int a = 0; a < 3; a++) {
      kernels[a] = new float[patch[a]];
      float s = (float) (patch[a] * sigma);
      for (int i = 0; i < patch[a]; i++) {
        float x = (float) (i - (patch[a] - 1) / 2.0);
        kernels[a][i] = (float) Math.exp(x * x / (-2 * s * s));
      }
    }
    float[] map = new float[patch[0] * patch[1] * patch[2]];
    float smallest = Float.POSITIVE_INFINITY;
    int at = 0;
    for (float z : kernels[2]) {
      for (float y : kernels[1]) {
        float zy = z * y;
        for (float x : kernels[0]) {
          map[at] = zy * x;
          smallest = map[at] > 0 ? Math.min(smallest, map[at]) : smallest;
          at++;
        }
      }
    }
    float floor = Math.max(smallest, (float) MONAI_FLOOR);
    for (int i = 0; i < map.length; i++) {
      map[i] = Math.max(map[i], floor);
    }
    return map;
  }
}

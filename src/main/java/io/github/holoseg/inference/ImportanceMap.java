package io.github.holoseg.inference;

import io.github.holoseg.grid.Half;
import io.github.holoseg.model.WindowSpec.Blend;
import java.util.Arrays;

/**
 * Weights of the voxels of a tile, axis 0 fastest: 1 in the simplest case, a Gaussian around the
 * centre where scores near a tile's border shall count less.
 */
public final class ImportanceMap {
  private static final double NNUNET_MAXIMUM = 10;
  private static final float MONAI_MINIMUM = 1e-3f;

  private ImportanceMap() {}

  /**
   * @param size voxels per grid axis
   * @param sigma as a fraction of the size; ignored for {@link Blend#CONSTANT}
   * @return weights; for {@link Blend#GAUSSIAN_NNUNET} all of them half-precision numbers
   * @throws IllegalArgumentException for {@link Blend#CROP_HALO}, which has no weights
   */
  public static float[] of(Blend blend, int[] size, double sigma) {
    return switch (blend) {
      case CONSTANT -> constant(size);
      case GAUSSIAN_NNUNET -> nnunet(size, sigma);
      case GAUSSIAN_MONAI -> monai(size, sigma);
      case CROP_HALO -> throw new IllegalArgumentException("CROP_HALO has no weights");
    };
  }

  private static float[] constant(int[] size) {
    float[] map = allocate(size);
    Arrays.fill(map, 1);
    return map;
  }

  private static float[] allocate(int[] size) {
    return new float[Math.multiplyExact(Math.multiplyExact(size[0], size[1]), size[2])];
  }

  /**
   * nnU-Net {@code compute_gaussian}: a unit impulse at {@code n / 2} filtered by scipy (sampled
   * kernel, sum 1, cut at 4 sigma), scaled so that the maximum is 10, rounded to half; zeros become
   * the smallest other value, so that no voxel is without weight.
   */
  private static float[] nnunet(int[] size, double sigma) {
    double[][] line = new double[3][];
    double maximum = 1;
    for (int axis = 0; axis < 3; axis++) {
      line[axis] = impulseResponse(size[axis], sigma * size[axis]);
    }
    for (int axis = 2; axis >= 0; axis--) {
      maximum *= line[axis][size[axis] / 2];
    }
    double scale = maximum / NNUNET_MAXIMUM;
    float[] map = allocate(size);
    float smallest = Float.POSITIVE_INFINITY;
    int at = 0;
    for (int z = 0; z < size[2]; z++) {
      for (int y = 0; y < size[1]; y++) {
        double row = line[2][z] * line[1][y];
        for (int x = 0; x < size[0]; x++) {
          // through float, as the tensor library casts
          float weight = Half.round((float) (row * line[0][x] / scale));
          map[at++] = weight;
          if (weight > 0 && weight < smallest) {
            smallest = weight;
          }
        }
      }
    }
    for (int i = 0; i < map.length; i++) {
      if (map[i] == 0) {
        map[i] = smallest;
      }
    }
    return map;
  }

  private static double[] impulseResponse(int size, double sigma) {
    if (size == 1) {
      return new double[] {1}; // no axis of the tile: a network of slices
    }
    int radius = (int) (4 * sigma + 0.5);
    double[] kernel = new double[2 * radius + 1];
    double sum = 0;
    for (int i = -radius; i <= radius; i++) {
      kernel[i + radius] = Math.exp(-0.5 / (sigma * sigma) * ((double) i * i));
      sum += kernel[i + radius];
    }
    double[] response = new double[size];
    for (int i = 0; i < size; i++) {
      int offset = i - size / 2;
      if (Math.abs(offset) <= radius) {
        response[i] = kernel[offset + radius] / sum;
      }
    }
    return response;
  }

  /**
   * MONAI {@code compute_importance_map}: a Gaussian sampled around the exact centre, uncut, with a
   * lower bound. Equal to it within the few units in the last place by which two float exponentials
   * may differ.
   */
  private static float[] monai(int[] size, double sigma) {
    float[][] line = new float[3][];
    for (int axis = 0; axis < 3; axis++) {
      double width = sigma * size[axis];
      float divisor = (float) (-2 * (width * width));
      line[axis] = new float[size[axis]];
      for (int i = 0; i < size[axis]; i++) {
        float x = i - (size[axis] - 1) / 2f;
        line[axis][i] = (float) Math.exp(x * x / divisor);
      }
    }
    float[] map = allocate(size);
    float minimum = Float.POSITIVE_INFINITY;
    int at = 0;
    for (int z = 0; z < size[2]; z++) {
      for (int y = 0; y < size[1]; y++) {
        float row = line[2][z] * line[1][y];
        for (int x = 0; x < size[0]; x++) {
          map[at] = row * line[0][x];
          minimum = Math.min(minimum, map[at++]);
        }
      }
    }
    float bound = Math.max(minimum, MONAI_MINIMUM);
    for (int i = 0; i < map.length; i++) {
      map[i] = Math.max(map[i], bound);
    }
    return map;
  }
}

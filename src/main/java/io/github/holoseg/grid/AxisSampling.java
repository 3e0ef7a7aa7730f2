package io.github.holoseg.grid;

/**
 * Where the output voxels of one axis lie on its input voxels. Immutable.
 *
 * <p>The products are formed in the order of the originals, because a position that falls on half a
 * voxel decides a nearest neighbour by its last bit.
 */
public final class AxisSampling {
  /** Position u on an input axis of n voxels of output voxel o of m. */
  public enum Convention {
    /** u = (o + ½)·(n/m) − ½ (scikit-image {@code resize}, scipy {@code zoom(grid_mode=True)}). */
    HALF_PIXEL,
    /** u = o·((n−1)/(m−1)) (scipy {@code zoom}); 0 when m is 1. */
    CORNER_ALIGNED,
    /**
     * u = o·ratio + first: MONAI {@code Spacingd}, where the first voxel centres coincide (first is
     * 0) unless the axes are not quite at right angles.
     */
    FIRST_VOXEL,
    /**
     * As HALF_PIXEL with every operation rounded to float32 (PyTorch {@code interpolate}). Far from
     * the origin the weights have few digits: at voxel 300 they differ by 1e-5.
     */
    TORCH
  }

  private final int inputSize;
  private final Convention convention;
  private final double step;
  private final double first;

  private AxisSampling(int inputSize, Convention convention, double step, double first) {
    this.inputSize = inputSize;
    this.convention = convention;
    this.step = step;
    this.first = first;
  }

  /**
   * @param inputSize n, at least 1
   * @param outputSize m, at least 1
   * @param ratio output spacing over input spacing; used by {@link Convention#FIRST_VOXEL} only
   */
  public static AxisSampling of(
      int inputSize, int outputSize, Convention convention, double ratio) {
    return of(inputSize, outputSize, convention, ratio, 0);
  }

  /**
   * @param first position of output voxel 0; used by {@link Convention#FIRST_VOXEL} only
   */
  public static AxisSampling of(
      int inputSize, int outputSize, Convention convention, double ratio, double first) {
    double step =
        switch (convention) {
          case HALF_PIXEL -> (double) inputSize / outputSize;
          case CORNER_ALIGNED -> outputSize == 1 ? 0 : (double) (inputSize - 1) / (outputSize - 1);
          case FIRST_VOXEL -> ratio;
          case TORCH -> (float) inputSize / outputSize;
        };
    return new AxisSampling(inputSize, convention, step, first);
  }

  /**
   * The position; may lie outside the voxel centres, by up to half a step at both ends (half pixel,
   * first voxel).
   */
  public double position(int output) {
    return switch (convention) {
      case HALF_PIXEL -> (output + 0.5) * step - 0.5;
      case TORCH -> (float) step * (output + 0.5f) - 0.5f;
      case CORNER_ALIGNED -> output * step;
      case FIRST_VOXEL -> output * step + first;
    };
  }

  /** The nearest input voxel; halfway the upper one; at the ends the last one. */
  public int nearest(int output) {
    double position = position(output);
    return clamp(
        (int)
            Math.floor(convention == Convention.TORCH ? (float) position + 0.5f : position + 0.5));
  }

  /** The input voxel at or below the position; may lie one or more outside. */
  public int lower(int output) {
    return (int) Math.floor(position(output));
  }

  /** How far the position lies above {@link #lower}, 0 to below 1. */
  public double fraction(int output) {
    return position(output) - Math.floor(position(output));
  }

  private int clamp(int index) {
    return Math.max(0, Math.min(inputSize - 1, index));
  }
}

package io.github.holoseg.postprocess;

/**
 * Nearest neighbour as MONAI's {@code SpatialResample} gets it from PyTorch, for positions u =
 * output · ratio + first.
 *
 * <p>With spacings such as 1.5 mm and 3 mm every second output lies halfway between two samples.
 * Which one PyTorch takes there follows from the rounding of its normalised coordinates ({@code
 * to_norm_affine}, {@code affine_grid}, {@code grid_sample} with {@code align_corners=False}), so
 * these are repeated in their order, in double, for a diagonal affine.
 */
final class TorchNearest {
  private final int inputs;
  private final int outputs;
  private final double scale;
  private final double shift;

  /**
   * @param ratio output spacing over input spacing
   * @param first position of output 0
   */
  TorchNearest(int inputs, int outputs, double ratio, double first) {
    this.inputs = inputs;
    this.outputs = outputs;
    double toInput = 2.0 / inputs * ratio;
    double fromOutput = 1 / (2.0 / outputs);
    scale = toInput * fromOutput;
    shift =
        toInput * -((1.0 / outputs - 1) * fromOutput) + (2.0 / inputs * first + (1.0 / inputs - 1));
  }

  /** The nearest input sample, halfway the even one, after the rounding of the position. */
  int sample(int output) {
    double normalised = line(output) * (outputs - 1) / outputs * scale + shift;
    double position = ((normalised + 1) * inputs - 1) / 2;
    return (int) Math.rint(Math.max(0, Math.min(inputs - 1, position)));
  }

  /**
   * {@code torch.linspace(-1, 1, outputs)}, which counts from both ends and rounds once per value.
   */
  private double line(int output) {
    if (outputs == 1) {
      return 0;
    }
    double step = 2.0 / (outputs - 1);
    return output < outputs / 2
        ? Math.fma(step, output, -1)
        : Math.fma(-step, outputs - 1 - output, 1);
  }
}

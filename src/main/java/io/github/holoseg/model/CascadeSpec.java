package io.github.holoseg.model;

import java.util.List;

/**
 * nnU-Net's cascade: a coarser model runs first, and its labels join the input channels of the
 * finer one, one channel of zeros and ones for each label.
 *
 * @param previous the coarser model, complete; its labels are decided on the scan's grid
 * @param labelValues its label values in the order of the added channels, which follow the image
 *     channels. They are not among {@link NetworkSpec#channels()}.
 * @param resampling how the labels are brought to the finer model's grid. LINEAR: every label on
 *     its own, then the one with the largest weight (TORCH: the rule of nnU-Net's torch resampling)
 */
public record CascadeSpec(ModelSpec previous, List<Integer> labelValues, ResampleSpec resampling) {
  /** nnU-Net's default: per label linear, a coarse axis apart by nearest neighbour. */
  public static final ResampleSpec DEFAULT_RESAMPLING =
      new ResampleSpec(
          ResampleSpec.Interpolation.LINEAR,
          ResampleSpec.Coordinates.HALF_PIXEL,
          ResampleSpec.Separate.AUTO,
          ResampleSpec.Interpolation.NEAREST,
          false);

  public CascadeSpec {
    labelValues = List.copyOf(labelValues);
  }
}

package io.github.holoseg.model;

import java.util.List;

/**
 * nnU-Net's cascade: a coarser model runs first, and its labels join the input channels of the
 * finer one, one channel of zeros and ones for each label.
 *
 * @param previous the coarser model, complete; its labels are decided on the scan's grid
 * @param labelValues its label values in the order of the added channels, which follow the image
 *     channels. They are not among {@link NetworkSpec#channels()}.
 */
public record CascadeSpec(ModelSpec previous, List<Integer> labelValues) {
  public CascadeSpec {
    labelValues = List.copyOf(labelValues);
  }
}

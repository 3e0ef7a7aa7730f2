package io.github.holoseg.model.nnunet;

/**
 * The network that a plans file describes. Triples are z, y, x of the network's tensor; networks of
 * slices have 1 for z.
 *
 * <p>Source: {@code dynamic_network_architectures} 0.4.4, {@code architectures/unet.py} and {@code
 * building_blocks}.
 *
 * @param residual residual encoder ({@code ResidualEncoderUNet}); else {@code PlainConvUNet}
 * @param dimensions 2 or 3
 * @param features channels of each stage of the encoder
 * @param kernels of each stage
 * @param strides at the start of each stage
 * @param blocks convolutions, or residual blocks, of each stage of the encoder
 * @param decoderConvs convolutions of each stage of the decoder, coarsest first
 * @param convBias whether convolutions have one
 * @param norm which one follows each convolution
 * @param affine whether the norm has weights
 * @param epsilon of the norm
 * @param slope of the leaky ReLU; 0 for a ReLU; NaN: no activation
 * @param activationFirst activation before norm
 * @param bottleneckChannels inner channels of bottleneck blocks of each stage; null for basic ones
 * @param stemChannels of the convolution before the residual stages
 */
record Architecture(
    boolean residual,
    int dimensions,
    int[] features,
    int[][] kernels,
    int[][] strides,
    int[] blocks,
    int[] decoderConvs,
    boolean convBias,
    Norm norm,
    boolean affine,
    double epsilon,
    float slope,
    boolean activationFirst,
    int[] bottleneckChannels,
    int stemChannels) {
  enum Norm {
    NONE,
    INSTANCE,
    BATCH
  }

  int stages() {
    return features.length;
  }

  /** What a size along z, y, x must be divisible by, so that up- and downsampled tensors fit. */
  int[] divisor() {
    int[] product = {1, 1, 1};
    for (int[] stride : strides) {
      for (int a = 0; a < 3; a++) {
        product[a] *= stride[a];
      }
    }
    return product;
  }
}

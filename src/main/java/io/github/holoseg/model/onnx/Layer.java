package io.github.holoseg.model.onnx;

import java.util.List;

/**
 * One step of a convolutional network. Triples are along the tensor's spatial axes, slowest first
 * (z, y, x); weights are named as in the network's file.
 */
public sealed interface Layer {
  /** Name of the tensor it makes. */
  String output();

  /** Names of the tensors it takes. */
  List<String> inputs();

  /**
   * A convolution.
   *
   * @param weight (out, in, z, y, x)
   * @param bias (out); null if none
   * @param pad voxels of zeros on each side
   */
  record Conv(
      String input,
      String output,
      String weight,
      String bias,
      int[] kernel,
      int[] stride,
      int[] pad)
      implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /**
   * A transposed convolution whose kernel is as large as its stride, so that outputs do not
   * overlap.
   *
   * @param weight (in, out, z, y, x)
   * @param bias (out); null if none
   */
  record UpConv(String input, String output, String weight, String bias, int[] stride)
      implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** Instance norm: (x − mean) / sqrt(var + eps) · gamma + beta, of each channel of the tile. */
  record Norm(String input, String output, String gamma, String beta, double epsilon)
      implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** Batch norm at inference, with stored statistics. */
  record Affine(
      String input,
      String output,
      String gamma,
      String beta,
      String mean,
      String variance,
      double epsilon)
      implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** max(x, slope · x): leaky ReLU, or ReLU with a slope of 0. */
  record Activation(String input, String output, float slope) implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** Channels one after the other. */
  record Concat(List<String> inputs, String output) implements Layer {
    public Concat {
      inputs = List.copyOf(inputs);
    }
  }

  /** Voxel by voxel. */
  record Add(String first, String second, String output) implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(first, second);
    }
  }

  /** Means of boxes that lie side by side; what does not fill a box is left out. */
  record AveragePool(String input, String output, int[] stride) implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }
}

package io.github.holoseg.model.onnx;

import java.util.List;

/**
 * A convolutional network as layers in an order in which they can run.
 *
 * @param dimensions 3, or 2 for networks of slices; layers have three sizes all the same, z first,
 *     which is 1 for networks of slices
 * @param input name of the input tensor, (batch, channel, z, y, x)
 * @param inputChannels of the input
 * @param output name of the output tensor
 * @param outputChannels of the output
 * @param weights the tensors that layers name
 */
public record LayerGraph(
    int dimensions,
    String input,
    int inputChannels,
    String output,
    int outputChannels,
    List<Layer> layers,
    WeightSource weights) {
  public LayerGraph {
    layers = List.copyOf(layers);
  }

  /** Sizes of a tensor of weights as five: those of networks of slices have no z. */
  public long[] shape5(String weight) {
    long[] shape = weights.shape(weight);
    return shape.length == 4 ? new long[] {shape[0], shape[1], 1, shape[2], shape[3]} : shape;
  }
}

package io.github.holoseg.model;

import java.nio.file.Path;
import java.util.List;

/**
 * The network file or files and the layout of their tensors.
 *
 * @param weights one ONNX file, or one per fold; their scores are averaged
 * @param input name of the input tensor
 * @param output name of the output tensor
 * @param type element type of both tensors
 * @param axes order of the tensor axes: {@code bc} followed by a permutation of {@code zyx}; the
 *     last letter is the fastest axis. The letters mean the oriented volume's axes. A network of
 *     single slices has two letters; slices lie one after the other along the axis left out.
 * @param channels names of the input channels, for example {@code CT}
 * @param outputChannels number of score channels
 * @param size which sizes the network takes along x, y, z
 */
public record NetworkSpec(
    List<Weights> weights,
    String input,
    String output,
    ElementType type,
    String axes,
    List<String> channels,
    int outputChannels,
    List<SizeRule> size) {

  public NetworkSpec {
    weights = List.copyOf(weights);
    channels = List.copyOf(channels);
    size = List.copyOf(size);
  }

  /** The same network in other files. */
  public NetworkSpec withWeights(List<Weights> others) {
    return new NetworkSpec(others, input, output, type, axes, channels, outputChannels, size);
  }

  /** Element type of the network's tensors. */
  public enum ElementType {
    FLOAT32,
    FLOAT16
  }

  /**
   * An ONNX file.
   *
   * @param file absolute path
   * @param sha256 of the file, lower-case hex
   * @param externalData the files beside it that hold its large tensors, usually none
   */
  public record Weights(Path file, String sha256, List<DataFile> externalData) {
    public Weights {
      externalData = List.copyOf(externalData);
    }

    /** A file that holds all of its tensors itself. */
    public Weights(Path file, String sha256) {
      this(file, sha256, List.of());
    }
  }

  /**
   * A file of ONNX external data, which the runtime finds by the name written in the ONNX file.
   *
   * @param file absolute path
   * @param sha256 of the file, lower-case hex
   */
  public record DataFile(Path file, String sha256) {}

  /**
   * Sizes that the network takes along one axis: {@code min + n * step}, or exactly {@code fixed}.
   *
   * @param fixed the only size, 0 if the axis is free
   */
  public record SizeRule(int min, int step, int fixed) {
    /** The smallest allowed size that holds {@code n} voxels; {@code fixed} if the axis is. */
    public int atLeast(int n) {
      if (fixed > 0) {
        return fixed;
      }
      return n <= min ? min : min + (n - min + step - 1) / step * step;
    }

    /** Whether the network takes this size. */
    public boolean allows(int n) {
      return fixed > 0 ? n == fixed : n >= min && (n - min) % step == 0;
    }
  }
}

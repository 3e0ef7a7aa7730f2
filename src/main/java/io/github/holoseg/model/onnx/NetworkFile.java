package io.github.holoseg.model.onnx;

import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.NetworkSpec.DataFile;
import io.github.holoseg.model.NetworkSpec.ElementType;
import io.github.holoseg.model.NetworkSpec.Weights;
import io.github.holoseg.model.WeightFiles;
import io.github.holoseg.model.onnx.OnnxFile.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An ONNX file of a model folder whose network can be run: one input and one output of batch,
 * channels and two or three spatial axes, float32 or float16.
 *
 * @param weights the file and what lies beside it
 * @param input shape −1 where free
 * @param output shape −1 where free; no sizes at all if the file does not say
 * @param type of both
 */
public record NetworkFile(Weights weights, Tensor input, Tensor output, ElementType type) {
  /** Stands for a hash that was not asked for. */
  private static final String NO_HASH = "0".repeat(64);

  private static final int FLOAT = 1;
  private static final int FLOAT16 = 10;

  /**
   * @param folder the model's folder
   * @param relative the file in it, separated by {@code /}
   * @param hash whether the SHA-256 of the files are worked out; else they are zeros
   * @throws ModelFormatException naming the file and what does not fit
   */
  public static NetworkFile read(Path folder, String relative, boolean hash) throws IOException {
    Path file = WeightFiles.resolve(folder, relative);
    OnnxFile onnx = OnnxFile.read(file);
    List<DataFile> data = new ArrayList<>();
    String parent = relative.substring(0, relative.lastIndexOf('/') + 1);
    for (String name : onnx.externalFiles()) {
      Path beside = WeightFiles.resolve(folder, parent + name);
      data.add(new DataFile(beside, hash ? WeightFiles.sha256(beside) : NO_HASH));
    }
    Tensor input = only(file, "input", onnx.inputs());
    Tensor output = only(file, "output", onnx.outputs());
    if (input.elementType() != FLOAT && input.elementType() != FLOAT16
        || output.elementType() != input.elementType()) {
      throw new ModelFormatException(
          file, "its tensors are not both float32 or both float16; only such networks are run");
    }
    int rank = input.sizes().length;
    int outputRank = output.sizes().length;
    if (rank != 4 && rank != 5 || outputRank != rank && outputRank != 0) {
      throw new ModelFormatException(
          file,
          "its input has the shape "
              + Arrays.toString(input.sizes())
              + " and its output "
              + Arrays.toString(output.sizes())
              + " (-1 is free); both must be batch, channels and two or three spatial axes");
    }
    if (input.sizes()[0] > 1) {
      throw new ModelFormatException(
          file,
          "its input takes batches of "
              + input.sizes()[0]
              + " only; export it again with a batch of 1");
    }
    Weights weights = new Weights(file, hash ? WeightFiles.sha256(file) : NO_HASH, data);
    return new NetworkFile(
        weights,
        input,
        output,
        input.elementType() == FLOAT ? ElementType.FLOAT32 : ElementType.FLOAT16);
  }

  private static Tensor only(Path file, String what, List<Tensor> tensors) throws IOException {
    if (tensors.size() != 1) {
      throw new ModelFormatException(
          file,
          "has "
              + tensors.size()
              + " "
              + what
              + "s "
              + tensors.stream().map(Tensor::name).toList()
              + "; only networks with one "
              + what
              + " can be run");
    }
    return tensors.get(0);
  }

  /** Axes of the image, 2 or 3. */
  public int spatialAxes() {
    return input.sizes().length - 2;
  }

  /** Input channels, −1 if the file does not say. */
  public int inputChannels() {
    return (int) Math.min(Integer.MAX_VALUE, input.sizes()[1]);
  }

  /** Output channels, −1 if the file does not say. */
  public int outputChannels() {
    return output.sizes().length == 0 ? -1 : (int) Math.min(Integer.MAX_VALUE, output.sizes()[1]);
  }

  /** The size of a spatial axis counted from the slowest, −1 if free. */
  public int inputSize(int axis) {
    return (int) Math.min(Integer.MAX_VALUE, input.sizes()[2 + axis]);
  }
}

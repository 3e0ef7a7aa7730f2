package io.github.holoseg.model.nnunet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.io.npy.NpyFile;
import io.github.holoseg.model.onnx.LayerGraph;
import io.github.holoseg.model.onnx.WeightSource;
import java.io.IOException;
import java.nio.file.Path;

/** A network of {@code nnunet_networks.py} with an input and what PyTorch made of it. */
public record NetworkCase(Path folder) {
  /**
   * An array of float32.
   *
   * @param shape slowest axis first
   */
  public record Array(long[] shape, float[] values) {}

  public Array input() throws IOException {
    return read("input.npy");
  }

  public Array output() throws IOException {
    return read("output.npy");
  }

  public LayerGraph graph() throws IOException {
    return graph(new StoredWeights(folder));
  }

  LayerGraph graph(WeightSource weights) throws IOException {
    JsonNode configuration =
        new ObjectMapper().readTree(folder.resolve("configuration.json").toFile());
    Path plans = folder.resolve("plans.json");
    Architecture net = ArchitectureReader.read(plans, "/configurations/x", configuration, null);
    return UnetGraph.of(
        net,
        (int) input().shape()[1],
        (int) output().shape()[1],
        weights,
        folder.resolve("checkpoint_final.pth"));
  }

  private Array read(String name) throws IOException {
    try (NpyFile npy = NpyFile.open(folder.resolve(name))) {
      float[] values = new float[Math.toIntExact(npy.values())];
      npy.read(0, values.length, values);
      return new Array(npy.shape(), values);
    }
  }
}

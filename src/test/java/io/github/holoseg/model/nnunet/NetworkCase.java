package io.github.holoseg.model.nnunet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.model.onnx.LayerGraph;
import io.github.holoseg.model.onnx.WeightSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    byte[] bytes = Files.readAllBytes(folder.resolve(name));
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = buffer.getShort(8) & 0xffff;
    String header = new String(bytes, 10, length, StandardCharsets.US_ASCII);
    Matcher shape = Pattern.compile("'shape': \\(([^)]*)\\)").matcher(header);
    if (!shape.find() || !header.contains("'<f4'") || !header.contains("'fortran_order': False")) {
      throw new IOException(name + ": " + header);
    }
    long[] sizes =
        Arrays.stream(shape.group(1).split(","))
            .map(String::trim)
            .mapToLong(Long::parseLong)
            .toArray();
    float[] values = new float[(bytes.length - 10 - length) / 4];
    buffer.position(10 + length).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return new Array(sizes, values);
  }
}

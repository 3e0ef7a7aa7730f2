package io.github.holoseg.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.model.nnunet.NetworkCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are written tensor by tensor; parity of what they compute is NetworkParityTest's part. */
class OnnxWriterTest {
  @TempDir Path temp;

  @Test
  void asksForEachTensorOnce() throws IOException {
    LayerGraph graph =
        new NetworkCase(Path.of("src/test/resources/golden/networks/residual")).graph();
    List<String> asked = new ArrayList<>();
    WeightSource watched =
        new WeightSource() {
          @Override
          public Set<String> names() {
            return graph.weights().names();
          }

          @Override
          public long[] shape(String name) {
            return graph.weights().shape(name);
          }

          @Override
          public float[] values(String name) throws IOException {
            asked.add(name);
            return graph.weights().values(name);
          }

          @Override
          public boolean isSameData(String a, String b) {
            return graph.weights().isSameData(a, b);
          }
        };
    OnnxWriter.write(with(graph, watched), Map.of(), temp.resolve("network.onnx"));
    assertThat(asked).containsExactlyInAnyOrderElementsOf(graph.weights().names());
  }

  @Test
  void theSameNetworkGivesTheSameBytes() throws IOException {
    LayerGraph graph = new NetworkCase(Path.of("src/test/resources/golden/networks/plain")).graph();
    OnnxWriter.write(graph, Map.of(), temp.resolve("a.onnx"));
    OnnxWriter.write(graph, Map.of(), temp.resolve("b.onnx"));
    assertThat(temp.resolve("a.onnx")).hasSameBinaryContentAs(temp.resolve("b.onnx"));
  }

  /** Before the values are asked for, so that this needs no memory. */
  @Test
  void refusesWhatAnOnnxFileCannotHold() {
    Path target = temp.resolve("large.onnx");
    assertThatThrownBy(
            () ->
                OnnxWriter.write(
                    convolution(new long[] {20_000, 1_000, 3, 3, 3}), Map.of(), target))
        .isInstanceOf(IOException.class)
        .hasMessage(
            target + ": the network has 2059 MiB of weights, an ONNX file holds at most 1984 MiB");
    assertThat(Files.exists(target)).isFalse();
  }

  @Test
  void refusesASourceThatGivesFewerValuesThanItsShapeSays() {
    Path target = temp.resolve("short.onnx");
    assertThatThrownBy(
            () -> OnnxWriter.write(convolution(new long[] {2, 1, 3, 3, 3}), Map.of(), target))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the tensor 'w' has 0 values, its shape [2, 1, 3, 3, 3] says 54");
  }

  private static LayerGraph with(LayerGraph graph, WeightSource weights) {
    return new LayerGraph(
        graph.dimensions(),
        graph.input(),
        graph.inputChannels(),
        graph.output(),
        graph.outputChannels(),
        graph.layers(),
        weights);
  }

  private static LayerGraph convolution(long[] shape) {
    int[] kernel = {3, 3, 3};
    int[] one = {1, 1, 1};
    WeightSource empty =
        new WeightSource() {
          @Override
          public Set<String> names() {
            return Set.of("w");
          }

          @Override
          public long[] shape(String name) {
            return shape.clone();
          }

          @Override
          public float[] values(String name) {
            return new float[0];
          }

          @Override
          public boolean isSameData(String a, String b) {
            return a.equals(b);
          }
        };
    return new LayerGraph(
        3,
        "input",
        (int) shape[1],
        "output",
        (int) shape[0],
        List.of(new Layer.Conv("input", "output", "w", null, kernel, one, one)),
        empty);
  }
}

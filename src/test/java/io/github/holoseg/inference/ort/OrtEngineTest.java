package io.github.holoseg.inference.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.grid.Half;
import io.github.holoseg.inference.Device;
import io.github.holoseg.inference.InferenceEngine;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.NetworkSpec.ElementType;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.task.CancellationToken;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrtEngineTest {
  private static final int[] TILE = {2, 3, 4};
  private final OrtEngine engine = new OrtEngine();

  private static Path resource(String name) {
    try {
      return Path.of(OrtEngineTest.class.getResource("/golden/inference/" + name).toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static NetworkSpec network(
      Path file, String in, String out, ElementType type, int channels, int classes) {
    SizeRule any = new SizeRule(1, 1, 0);
    return new NetworkSpec(
        List.of(new NetworkSpec.Weights(file, "")),
        in,
        out,
        type,
        "bczyx",
        Collections.nCopies(channels, "CT"),
        classes,
        List.of(any, any, any));
  }

  private static NetworkSpec simple(String name) {
    return network(resource(name), "x", "y", ElementType.FLOAT32, 1, 1);
  }

  @Test
  void isFoundAsAService() {
    ServiceLoader<InferenceEngine> loader =
        ServiceLoader.load(InferenceEngine.class, InferenceEngine.class.getClassLoader());
    assertThat(loader).hasExactlyElementsOfTypes(OrtEngine.class);
    assertThat(engine.name()).isEqualTo("onnxruntime 1.29.0");
  }

  @Test
  void readsAndWritesTheSameBuffersRunAfterRun() throws IOException {
    try (InferenceEngine.Session session =
        engine.open(simple("double_fixed.onnx"), 0, TILE, Device.CPU, 1)) {
      assertThat(session.provider()).isEqualTo("CPU");
      assertThat(session.warnings()).isEmpty();
      FloatBuffer in = session.input();
      FloatBuffer out = session.output();
      assertThat(in.isDirect()).isTrue();
      assertThat(out.isDirect()).isTrue();
      for (int run = 1; run <= 3; run++) {
        for (int i = 0; i < 24; i++) {
          in.put(i, i * run);
        }
        session.run(CancellationToken.none());
        for (int i = 0; i < 24; i++) {
          assertThat(out.get(i)).isEqualTo(2f * i * run);
        }
      }
    }
  }

  @Test
  void convertsHalfPrecisionAtTheEdge() throws IOException {
    NetworkSpec half = network(resource("double_half.onnx"), "x", "y", ElementType.FLOAT16, 1, 1);
    int[] tile = {40, 30, 20};
    try (InferenceEngine.Session session = engine.open(half, 0, tile, Device.CPU, 2)) {
      for (int i = 0; i < 24000; i++) {
        session.input().put(i, i * 0.37f);
      }
      session.run(CancellationToken.none());
      for (int i = 0; i < 24000; i++) {
        assertThat(session.output().get(i)).isEqualTo(Half.round(2 * Half.round(i * 0.37f)));
      }
    }
  }

  @Test
  void outputThatTheFileDoesNotDescribeIsAccepted() throws IOException {
    try (InferenceEngine.Session session =
        engine.open(simple("reciprocal.onnx"), 0, TILE, Device.CPU, 1)) {
      assertThat(session.provider()).isEqualTo("CPU");
      session.input().put(5, 4);
      session.run(CancellationToken.none());
      assertThat(session.output().get(5)).isEqualTo(0.25f);
    }
  }

  @Test
  void outputOfAnotherSizeFailsNamingTheFile() throws IOException {
    try (InferenceEngine.Session session =
        engine.open(simple("shrinks.onnx"), 0, new int[] {4, 4, 4}, Device.CPU, 1)) {
      assertThatThrownBy(() -> session.run(CancellationToken.none()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("shrinks.onnx")
          .hasMessageContaining("CPU");
    }
  }

  @Test
  void differencesToTheDescriptionAreNamed(@TempDir Path folder) throws IOException {
    refused(network(folder.resolve("no.onnx"), "x", "y", ElementType.FLOAT32, 1, 1), "is missing");
    Path junk = Files.writeString(folder.resolve("junk.onnx"), "this is not a network");
    refused(network(junk, "x", "y", ElementType.FLOAT32, 1, 1), "junk.onnx: ONNX Runtime cannot");
    Path file = resource("double_fixed.onnx");
    refused(
        network(file, "image", "y", ElementType.FLOAT32, 1, 1),
        "no input named 'image'; it has [x]");
    refused(
        network(file, "x", "scores", ElementType.FLOAT32, 1, 1),
        "no output named 'scores'; it has [y]");
    refused(
        network(file, "x", "y", ElementType.FLOAT16, 1, 1), "'x' holds FLOAT values", "FLOAT16");
    refused(
        network(file, "x", "y", ElementType.FLOAT32, 2, 1), "[1, 1, 4, 3, 2]", "[1, 2, 4, 3, 2]");
    refused(network(file, "x", "y", ElementType.FLOAT32, 1, 5), "output 'y'", "[1, 5, 4, 3, 2]");
    refused(simple("two_inputs.onnx"), "2 inputs");
    assertThatThrownBy(
            () -> engine.open(simple("double_fixed.onnx"), 0, new int[] {4, 3, 2}, Device.CPU, 1))
        .hasMessageContaining("[1, 1, 2, 3, 4]");
  }

  private void refused(NetworkSpec network, String... parts) {
    assertThatThrownBy(() -> engine.open(network, 0, TILE, Device.CPU, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void tileAboveTwoGibibytesIsRefusedBeforeAllocating() {
    assertThatThrownBy(
            () ->
                engine.open(
                    simple("reciprocal.onnx"), 0, new int[] {1024, 1024, 512}, Device.CPU, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("2048 MiB");
  }

  @Test
  void cancelledTokenStopsTheRunAndTheSessionRunsAgain() throws IOException {
    try (InferenceEngine.Session session =
        engine.open(simple("double_fixed.onnx"), 0, TILE, Device.CPU, 1)) {
      CancellationToken cancel = new CancellationToken();
      cancel.cancel();
      assertThatThrownBy(() -> session.run(cancel)).isInstanceOf(CancellationException.class);
      session.input().put(0, 3);
      session.run(CancellationToken.none());
      assertThat(session.output().get(0)).isEqualTo(6);
    }
  }

  @Test
  void closingTwiceIsHarmlessAndRunningAfterwardsIsNot() throws IOException {
    InferenceEngine.Session session =
        engine.open(simple("double_fixed.onnx"), 0, TILE, Device.CPU, 1);
    session.close();
    session.close();
    assertThatThrownBy(() -> session.run(CancellationToken.none()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("double_fixed.onnx is closed");
  }
}

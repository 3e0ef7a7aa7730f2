package io.github.holoseg.inference.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.holoseg.inference.Device;
import io.github.holoseg.inference.InferenceEngine;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.task.CancellationToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CUDA in the three situations: not in the build, in the build but not here, working. */
class CudaTest {
  private static final int[] TILE = {24, 20, 16};
  private static final Device CUDA = Device.parse("cuda");

  private static InferenceEngine.Session open(Device device) throws Exception {
    Path file = Path.of(CudaTest.class.getResource("/golden/inference/conv_0.onnx").toURI());
    SizeRule any = new SizeRule(1, 1, 0);
    NetworkSpec network =
        new NetworkSpec(
            List.of(new NetworkSpec.Weights(file, "")),
            "image",
            "scores",
            NetworkSpec.ElementType.FLOAT32,
            "bczyx",
            List.of("a", "b"),
            3,
            List.of(any, any, any));
    return new OrtEngine().open(network, 0, TILE, device, 2);
  }

  private static String failure() {
    try {
      new CudaProvider(0).probe();
      return "";
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  @Test
  void buildWithoutCuda() throws Exception {
    assumeFalse(OrtRuntime.hasCuda(), "this build has CUDA");
    assertThatThrownBy(() -> open(Device.parse("cuda:1")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("CUDA:1 cannot be used")
        .hasMessageContaining("Maven profile cuda");
    try (InferenceEngine.Session session = open(Device.AUTO)) {
      assertThat(session.provider()).isEqualTo("CPU");
      assertThat(session.warnings()).as("nothing was promised").isEmpty();
    }
  }

  @Test
  void buildWithCudaOnAMachineWithout() throws Exception {
    assumeTrue(OrtRuntime.hasCuda(), "this build has no CUDA (-Pcuda)");
    String failure = failure();
    assumeFalse(failure.isEmpty(), "CUDA works here");
    System.out.println(failure);
    assertThatThrownBy(() -> open(CUDA)).isInstanceOf(IOException.class).hasMessage(failure);
    try (InferenceEngine.Session session = open(Device.AUTO)) {
      assertThat(session.provider()).isEqualTo("CPU");
      assertThat(session.warnings()).containsExactly("The GPU is not used: " + failure);
      session.run(CancellationToken.none());
    }
  }

  @Test
  void workingCudaEqualsTheCpu() throws Exception {
    assumeTrue(OrtRuntime.hasCuda(), "this build has no CUDA (-Pcuda)");
    assumeTrue(failure().isEmpty(), "CUDA does not work here");
    try (InferenceEngine.Session gpu = open(CUDA);
        InferenceEngine.Session auto = open(Device.AUTO);
        InferenceEngine.Session cpu = open(Device.CPU)) {
      assertThat(gpu.provider()).isEqualTo("CUDA:0");
      assertThat(auto.provider()).isEqualTo("CUDA:0");
      for (InferenceEngine.Session session : List.of(gpu, auto, cpu)) {
        for (int i = 0; i < session.input().capacity(); i++) {
          session.input().put(i, i * 31 % 17 - 8);
        }
        session.run(CancellationToken.none());
      }
      for (int i = 0; i < cpu.output().capacity(); i++) {
        // whole numbers: exact in float32, and not in TF32 or half
        assertThat(gpu.output().get(i)).isEqualTo(cpu.output().get(i));
        assertThat(auto.output().get(i)).isEqualTo(cpu.output().get(i));
      }
    }
  }
}

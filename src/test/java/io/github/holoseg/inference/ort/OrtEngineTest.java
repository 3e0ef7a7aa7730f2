package io.github.holoseg.inference.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import io.github.holoseg.inference.Device;
import io.github.holoseg.inference.InferenceEngine.Session;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.NetworkSpec.ElementType;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.testing.Grids;
import io.github.holoseg.testing.ModelSpecs;
import io.github.holoseg.testing.OnnxTensors;
import io.github.holoseg.testing.OnnxTensors.Tensor;
import io.github.holoseg.testing.SharedData;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class OrtEngineTest {
  private static final int[] TILE = {6, 5, 4};

  /** Operators of the first ONNX versions, which ONNX Runtime has dropped: refused by name. */
  private static final List<String> TOO_OLD = List.of("AvgPool3d", "BatchNorm3d", "PReLU_3d");

  /** ONNX's own one-operation networks: the installed runtime computes what the standard says. */
  @TestFactory
  List<DynamicTest> onnxsOwnThreeDimensionalTests() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> cases = Files.list(SharedData.shared("libonnx-testdata-3d"))) {
      for (Path one : cases.sorted().toList()) {
        String name = one.getFileName().toString();
        boolean tooOld = TOO_OLD.stream().anyMatch(name::contains);
        tests.add(DynamicTest.dynamicTest(name, () -> runOrRefuse(one, tooOld)));
      }
    }
    assertThat(tests).hasSize(18);
    return tests;
  }

  private static void runOrRefuse(Path folder, boolean tooOld) throws Exception {
    if (tooOld) {
      ModelSpecs specs = new ModelSpecs().weights(folder.resolve("model.onnx"));
      refused(specs.network(), "Could not find an implementation for");
    } else {
      run(folder);
    }
  }

  private static void run(Path folder) throws Exception {
    Path data = folder.resolve("test_data_set_0");
    Tensor expected = OnnxTensors.read(data.resolve("output_0.pb"));
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try (OrtSession session =
        Ort.environment().createSession(folder.resolve("model.onnx").toString())) {
      int number = 0;
      for (String name : session.getInputNames()) {
        Tensor input = OnnxTensors.read(data.resolve("input_" + number++ + ".pb"));
        inputs.put(
            name,
            OnnxTensor.createTensor(
                Ort.environment(), FloatBuffer.wrap(input.values()), input.shape()));
      }
      try (OrtSession.Result result = session.run(inputs)) {
        OnnxTensor output = (OnnxTensor) result.get(0);
        assertThat(output.getInfo().getShape()).isEqualTo(expected.shape());
        float[] values = new float[expected.values().length];
        output.getFloatBuffer().get(values);
        assertThat(Grids.maxDifference(values, expected.values())).isLessThan(1e-5);
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  @Test
  void whatDoesNotFitTheDescriptionIsNamed() throws Exception {
    ModelSpecs specs = conv();
    specs.input = "image";
    refused(specs.network(), "input 'image' is not in the network, it has [input]");
    specs = conv();
    specs.output = "scores";
    refused(specs.network(), "output 'scores' is not in the network, it has [output]");
    specs = conv();
    specs.classes = 4;
    refused(specs.network(), "output 'output' has shape [1, 3, -1, -1, -1]");
    NetworkSpec n = conv().network();
    refused(
        new NetworkSpec(
            n.weights(),
            n.input(),
            n.output(),
            ElementType.FLOAT16,
            n.axes(),
            n.channels(),
            n.outputChannels(),
            n.size()),
        "has elements of type FLOAT, the model's description says FLOAT16");
  }

  @Test
  void aFileThatIsNoNetworkIsNamed(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("my model.onnx"), "no network");
    refused(new ModelSpecs().weights(file).network(), "my model.onnx: ONNX Runtime cannot load");
  }

  @Test
  void cudaIsNeverReplacedByTheCpuSilently() throws Exception {
    NetworkSpec network = conv().network();
    if (!Ort.hasCudaJar()) {
      assertThatThrownBy(
              () -> new OrtEngine().open(network, 0, TILE, new Device(Device.Kind.CUDA, 0), 1))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("CPU jar is installed; use the onnxruntime_gpu jar");
      try (Session session = new OrtEngine().open(network, 0, TILE, Device.AUTO, 1)) {
        assertThat(session.provider()).isEqualTo("CPU");
        assertThat(session.warnings()).isEmpty();
      }
    }
  }

  @Test
  void aClosedSessionDoesNotRun() throws Exception {
    Session session = new OrtEngine().open(conv().network(), 0, TILE, Device.CPU, 1);
    session.close();
    session.close();
    assertThatThrownBy(() -> session.run(CancellationToken.none()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aMissingLibraryIsNamedWithWhatBringsIt() {
    String message =
        "Error code - ORT_FAIL - message: /src/bridge.cc:1988 Provider& Get() [ONNXRuntimeError] :"
            + " 1 : FAIL : Failed to load library /tmp/x/libonnxruntime_providers_cuda.so with"
            + " error: libcublasLt.so.12: cannot open shared object file: No such file";
    assertThat(CudaLibraries.problem(message))
        .isEqualTo("the library libcublasLt.so.12 is missing");
    assertThat(CudaLibraries.remedy(message)).contains("nvidia-cublas-cu12");
    assertThat(CudaLibraries.remedy("CUDA driver version is insufficient for CUDA runtime"))
        .contains("update NVIDIA's driver");
    assertThat(CudaLibraries.problem("a [ONNXRuntimeError] : 1 : FAIL : no kernel image"))
        .isEqualTo("no kernel image");
  }

  @Test
  void theDoctorRunsTheCpu() {
    assertThat(OrtDoctor.examine())
        .anySatisfy(
            finding -> {
              assertThat(finding.topic()).isEqualTo("CPU");
              assertThat(finding.ok()).isTrue();
            });
  }

  private static void refused(NetworkSpec network, String sentence) {
    assertThatThrownBy(() -> new OrtEngine().open(network, 0, TILE, Device.CPU, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(sentence);
  }

  private static ModelSpecs conv() throws Exception {
    return new ModelSpecs()
        .weights(Path.of(OrtEngineTest.class.getResource("/golden/inference/conv.onnx").toURI()));
  }
}

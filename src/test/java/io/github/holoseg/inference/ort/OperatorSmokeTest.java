package io.github.holoseg.inference.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.holoseg.inference.Device;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.testing.SharedData;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Single 3-D operators with published inputs and outputs, run with the options of our sessions.
 * They have a batch of two and most change the size, so they go past {@link OrtEngine}, which must
 * refuse them.
 */
class OperatorSmokeTest {
  @Test
  void operatorsGiveThePublishedOutputs() throws Exception {
    Path folder = SharedData.shared("libonnx-testdata-3d");
    List<Path> models;
    try (Stream<Path> list = Files.list(folder)) {
      models = list.filter(Files::isDirectory).sorted().toList();
    }
    assertThat(models).hasSizeGreaterThanOrEqualTo(18);
    OrtEnvironment environment = OrtRuntime.environment();
    List<String> refused = new ArrayList<>();
    for (Path model : models) {
      TensorProtoFile expected = TensorProtoFile.read(model.resolve("test_data_set_0/output_0.pb"));
      try (OrtSession.SessionOptions options = OrtRuntime.options(2);
          OrtSession session =
              environment.createSession(model.resolve("model.onnx").toString(), options)) {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        int index = 0;
        for (String name : session.getInputNames()) {
          TensorProtoFile input =
              TensorProtoFile.read(model.resolve("test_data_set_0/input_" + index++ + ".pb"));
          inputs.put(
              name,
              OnnxTensor.createTensor(
                  environment, FloatBuffer.wrap(input.values()), input.shape()));
        }
        try (OrtSession.Result result = session.run(inputs)) {
          OnnxTensor output = (OnnxTensor) result.get(0);
          assertThat(output.getInfo().getShape()).as("%s", model).isEqualTo(expected.shape());
          FloatBuffer values = output.getFloatBuffer();
          for (int i = 0; i < expected.values().length; i++) {
            float value = expected.values()[i];
            assertThat((double) Math.abs(values.get(i) - value))
                .as("%s, value %d", model.getFileName(), i)
                .isLessThanOrEqualTo(1e-5 + 1e-5 * Math.abs(value));
          }
        }
        inputs.values().forEach(OnnxTensor::close);
      } catch (OrtException e) {
        assertThat(e.getCode()).isEqualTo(OrtException.OrtErrorCode.ORT_NOT_IMPLEMENTED);
        refused.add(model.getFileName().toString());
      }
    }
    // Files of opset 6; ONNX Runtime has these operators from opset 7 on. The other 11 must run.
    assertThat(refused)
        .containsExactly(
            "test_AvgPool3d",
            "test_AvgPool3d_stride",
            "test_AvgPool3d_stride1_pad0_gpu_input",
            "test_BatchNorm3d_eval",
            "test_BatchNorm3d_momentum_eval",
            "test_PReLU_3d",
            "test_PReLU_3d_multiparam");
  }

  @Test
  void aBatchOfTwoIsRefused() {
    Path file = SharedData.shared("libonnx-testdata-3d/test_MaxPool3d/model.onnx");
    SizeRule any = new SizeRule(1, 1, 0);
    NetworkSpec network =
        new NetworkSpec(
            List.of(new NetworkSpec.Weights(file, "")),
            "0",
            "1",
            NetworkSpec.ElementType.FLOAT32,
            "bczyx",
            List.of("a", "b", "c"),
            3,
            List.of(any, any, any));
    assertThatThrownBy(() -> new OrtEngine().open(network, 0, new int[] {5, 5, 5}, Device.CPU, 1))
        .hasMessageContaining("input '0' has the shape [2, 3, 5, 5, 5]")
        .hasMessageContaining("[1, 3, 5, 5, 5]");
  }
}

package io.github.holoseg.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.testing.Golden;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of PyTorch itself; src/main/python/reference/torch_golden.py. */
class TorchGoldenTest {
  private static Path file(String name) {
    try {
      return Path.of(TorchGoldenTest.class.getResource("/golden/torch/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<JsonNode> cases() {
    return Golden.manifest("torch").get("cases").valueStream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tensorsAreWhatPyTorchSays(JsonNode golden) throws IOException {
    try (TorchCheckpoint checkpoint = TorchCheckpoint.open(file(golden.get("file").asText()))) {
      Map<String, TorchTensor> weights = checkpoint.tensors("network_weights");
      JsonNode expected = golden.get("weights");
      assertThat(weights.keySet()).containsExactlyElementsOf(expected::fieldNames);
      for (Map.Entry<String, TorchTensor> entry : weights.entrySet()) {
        JsonNode facts = expected.get(entry.getKey());
        TorchTensor tensor = entry.getValue();
        String type = tensor.type().name().toLowerCase(Locale.ROOT);
        assertThat(type).isEqualTo(facts.get("type").asText());
        assertThat(tensor.shape()).containsExactly(longs(facts.get("shape")));
        assertThat(tensor.stride()).containsExactly(longs(facts.get("stride")));
        assertThat(tensor.offset()).isEqualTo(facts.get("offset").asLong());
        if (facts.has("bits")) {
          assertThat(bits(tensor.floats())).containsExactly(longs(facts.get("bits")));
        }
      }
    }
  }

  private static long[] bits(float[] values) {
    long[] bits = new long[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]) & 0xffffffffL;
    }
    return bits;
  }

  private static long[] longs(JsonNode array) {
    return array.valueStream().mapToLong(JsonNode::asLong).toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fp32_optimizer", "numpy1", "protocol3", "protocol4", "protocol5"})
  void theRestOfTheCheckpointIsThere(String name) throws IOException {
    try (TorchCheckpoint checkpoint = TorchCheckpoint.open(file(name + ".pth"))) {
      assertThat(checkpoint.text("trainer_name")).contains("nnUNetTrainer");
      assertThat(checkpoint.text("init_args", "configuration")).contains("3d_fullres");
      assertThat(checkpoint.value("init_args", "plans", "spacing"))
          .isEqualTo(List.of(1.0, 0.5, 0.5));
      assertThat(checkpoint.value("init_args", "dataset_json", "labels"))
          .isEqualTo(Map.of("background", 0L, "hip", 1L));
      assertThat(checkpoint.value("init_args", "device")).hasToString("torch.device");
      assertThat(checkpoint.value("_best_ema")).isEqualTo(0.5);
      assertThat(checkpoint.value("logging", "mean_fg_dice")).isEqualTo(List.of(0.25, 0.5));
      assertThat(checkpoint.value("logging", "dice_per_class_or_region"))
          .isEqualTo(List.of(List.of(0.125, Double.NaN)));
      assertThat(checkpoint.value("inference_allowed_mirroring_axes"))
          .isEqualTo(List.of(0L, 1L, 2L));
    }
  }

  @Test
  void theOptimizersTensorsAreKnownToo() throws IOException {
    try (TorchCheckpoint checkpoint = TorchCheckpoint.open(file("fp32_optimizer.pth"))) {
      Map<?, ?> state = (Map<?, ?>) checkpoint.value("optimizer_state", "state");
      Map<?, ?> first = (Map<?, ?>) state.get(0L);
      assertThat(((TorchTensor) first.get("momentum_buffer")).shape())
          .containsExactly(3, 1, 1, 3, 3);
    }
  }

  @Test
  void namesForOneTensorAreSeen() throws IOException {
    try (TorchCheckpoint checkpoint = TorchCheckpoint.open(file("aliases.pth"))) {
      Map<String, TorchTensor> weights = checkpoint.tensors("network_weights");
      assertThat(weights.get("same").isSameData(weights.get("0.weight"))).isTrue();
      assertThat(weights.get("row").isSameData(weights.get("0.weight"))).isFalse();
    }
  }

  @Test
  void theOldLayoutIsRefusedWithWhatToDo() {
    assertThatThrownBy(() -> TorchCheckpoint.open(file("old_layout.pth")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageEndingWith(
            "old_layout.pth: is a checkpoint in the layout of PyTorch before 1.6; load it in Python"
                + " with torch.load and save it again with torch.save");
  }

  @Test
  void torchScriptIsRefusedWithWhatToDo() {
    assertThatThrownBy(() -> TorchCheckpoint.open(file("script.pt")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("is a TorchScript program")
        .hasMessageContaining("state_dict");
  }

  @Test
  void postprocessingRulesAreNamesAndArguments() throws IOException {
    String module = "nnunetv2.postprocessing.remove_connected_components";
    String name = "remove_all_but_largest_component_from_segmentation";
    Object rules = PickleReader.read(file("postprocessing.pkl"), Set.of(module + "." + name));
    SymbolicName function = new SymbolicName(module, name);
    assertThat(rules)
        .isEqualTo(
            List.of(
                List.of(function, function),
                List.of(
                    Map.of(
                        "labels_or_regions",
                        List.of(1L, 2L, List.of(1L, 2L)),
                        "background_label",
                        0L),
                    Map.of("labels_or_regions", 2L))));
    assertThatThrownBy(() -> PickleReader.read(file("postprocessing.pkl"), Set.of()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("names the global '" + module);
  }
}

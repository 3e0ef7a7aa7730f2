package io.github.holoseg.model.nnunet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.onnx.LayerGraph;
import io.github.holoseg.model.onnx.WeightSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every tensor of a checkpoint finds its place in the network, or is named. */
class StateDictTest {
  private static final String CONV = "encoder.stages.0.0.convs.0.conv.";
  private static final String NORM = "encoder.stages.0.0.convs.0.norm.";
  private static final String ALIAS = "encoder.stages.0.0.convs.0.all_modules.";

  private final NetworkCase plain =
      new NetworkCase(Path.of("src/test/resources/golden/networks/plain"));

  @ParameterizedTest
  @ValueSource(strings = {"_orig_mod.", "module.", "network.", "module._orig_mod."})
  void whatWrappersPutBeforeNamesIsTakenOff(String prefix) throws IOException {
    LayerGraph graph = plain.graph(stored().rename(name -> prefix + name));
    LayerGraph expected = plain.graph(stored());
    assertThat(graph.layers()).usingRecursiveComparison().isEqualTo(expected.layers());
    assertThat(graph.weights().values(CONV + "weight"))
        .containsExactly(expected.weights().values(CONV + "weight"));
  }

  @Test
  void onlyTheTensorsOfInferenceAreKept() throws IOException {
    assertThat(plain.graph(stored()).weights().names())
        .contains("decoder.seg_layers.1.weight", CONV + "weight", NORM + "bias")
        .doesNotContain("decoder.seg_layers.0.weight")
        .noneMatch(name -> name.contains("all_modules") || name.contains("decoder.encoder"));
  }

  /** A checkpoint of someone who removed the other names. */
  @Test
  void otherNamesNeedNotBeThere() throws IOException {
    Altered all = stored();
    all.names().stream()
        .filter(name -> name.contains("all_modules") || name.startsWith("decoder.encoder."))
        .toList()
        .forEach(all::remove);
    assertThat(plain.graph(all).weights().names()).contains(CONV + "weight");
  }

  @Test
  void equalCopiesInPlaceOfAliasesAreTaken() throws IOException {
    Altered all = stored();
    for (String tensor : new String[] {"0.weight", "0.bias", "1.weight", "1.bias"}) {
      all.put(ALIAS + tensor, all.shape(ALIAS + tensor), all.values(ALIAS + tensor).clone());
    }
    assertThat(plain.graph(all).weights().names()).contains(CONV + "weight");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ALIAS + "0.weight",
        ALIAS + "1.bias",
        "decoder." + CONV + "weight",
        "decoder." + ALIAS + "1.weight"
      })
  void copiesThatDifferAreRefused(String name) throws IOException {
    float[] values = stored().values(name).clone();
    values[values.length - 1] += 1e-3f;
    refuses(
        stored().put(name, stored().shape(name), values),
        "the tensor '" + name + "' must be the same as 'encoder.stages.0.0.convs.0.");
  }

  @Test
  void missing() {
    refuses(
        stored().remove(NORM + "weight"),
        "the tensor '" + NORM + "weight' of shape [4] is missing");
  }

  @Test
  void ofAnotherShape() {
    refuses(
        stored().put(CONV + "bias", new long[] {5}, new float[5]),
        "the tensor '"
            + CONV
            + "bias' has the shape [5], the network of plans.json and"
            + " dataset.json needs [4]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "encoder.stages.3.0.convs.0.conv.weight",
        "encoder.stages.0.0.convs.2.conv.weight",
        "encoder.stages.0.0.convs.0.all_modules.3.gate",
        "decoder.seg_layers.2.weight",
        "decoder.encoder.other",
        "x"
      })
  void leftOver(String name) {
    refuses(
        stored().put(name, new long[] {4}, new float[4]),
        "the tensor '" + name + "' has no place in the network that plans.json describes");
  }

  @Test
  void twoForTheSamePlace() {
    refuses(
        stored().put("module." + CONV + "bias", new long[] {4}, new float[4]),
        "the tensors '" + CONV + "bias' and 'module." + CONV + "bias' are for the same place");
  }

  @Test
  void moreThanAnOnnxFileHolds() throws IOException {
    StateDict tensors = new StateDict(Path.of("a.pth"), stored());
    tensors.take(CONV + "weight", 4, 1, 3, 3, 3);
    tensors.requireAtMost(432);
    assertThatThrownBy(() -> tensors.requireAtMost(431))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("a.pth: has a network of 0 MiB; an ONNX file");
  }

  private void refuses(Altered weights, String problem) {
    assertThatThrownBy(() -> plain.graph(weights))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("checkpoint_final.pth: ")
        .hasMessageContaining(problem);
  }

  private Altered stored() {
    try {
      return new Altered(new StoredWeights(plain.folder()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The stored weights with some names changed; what was not changed shares its data as before. */
  private static final class Altered implements WeightSource {
    private final WeightSource stored;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, long[]> shapes = new LinkedHashMap<>();
    private final Map<String, float[]> values = new LinkedHashMap<>();

    Altered(WeightSource stored) {
      this.stored = stored;
      stored.names().forEach(name -> names.put(name, name));
    }

    Altered rename(UnaryOperator<String> by) {
      Map<String, String> before = new LinkedHashMap<>(names);
      names.clear();
      before.forEach((name, at) -> names.put(by.apply(name), at));
      return this;
    }

    Altered remove(String name) {
      assertThat(names.remove(name)).isNotNull();
      return this;
    }

    Altered put(String name, long[] shape, float[] data) {
      names.put(name, null);
      shapes.put(name, shape);
      values.put(name, data);
      return this;
    }

    @Override
    public Set<String> names() {
      return names.keySet();
    }

    @Override
    public long[] shape(String name) {
      return shapes.containsKey(name) ? shapes.get(name) : stored.shape(names.get(name));
    }

    @Override
    public float[] values(String name) throws IOException {
      return values.containsKey(name) ? values.get(name) : stored.values(names.get(name));
    }

    @Override
    public boolean isSameData(String a, String b) {
      return !values.containsKey(a)
          && !values.containsKey(b)
          && stored.isSameData(names.get(a), names.get(b));
    }
  }
}

package io.github.holoseg.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.nnunet.NetworkCase;
import io.github.holoseg.testing.ReaderOracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file says about itself is read as it was written; damaged files are refused. */
class OnnxFileTest {
  private static final Path CASES = Path.of("src/test/resources/golden/networks");

  @TempDir Path temp;
  private Path file;
  private LayerGraph graph;

  @BeforeEach
  void write() throws IOException {
    file = temp.resolve("network.onnx");
    graph = new NetworkCase(CASES.resolve("batchnorm")).graph();
    OnnxWriter.write(graph, Map.of("origin", "test"), file);
  }

  @Test
  void inputsOutputsOpsetAndMetadata() throws IOException {
    OnnxFile onnx = OnnxFile.read(file);
    assertThat(onnx.opsets()).containsExactly(Map.entry("", 17));
    assertThat(onnx.metadata()).containsEntry("origin", "test");
    assertThat(onnx.externalFiles()).isEmpty();
    OnnxFile.Tensor input = onnx.inputs().get(0);
    assertThat(onnx.inputs()).hasSize(1);
    assertThat(input.name()).isEqualTo("input");
    assertThat(input.elementType()).isEqualTo(1);
    assertThat(input.sizes()).containsExactly(1, 1, -1, -1, -1);
    assertThat(input.symbols()).containsExactly("", "", "z", "y", "x");
    assertThat(onnx.outputs()).hasSize(1);
    assertThat(onnx.outputs().get(0).sizes()).containsExactly(1, 2, -1, -1, -1);
  }

  @Test
  void layersAndTheirWeights() throws IOException {
    LayerGraph found = OnnxFile.read(file).layers().orElseThrow();
    assertThat(found.layers()).usingRecursiveComparison().isEqualTo(graph.layers());
    for (String name : graph.weights().names()) {
      assertThat(found.weights().values(name)).containsExactly(graph.weights().values(name));
    }
  }

  /** Programs that simplify or quantise a file change its nodes and keep its metadata. */
  @Test
  void layersAreNotBelievedOnceNodesHaveChanged() throws IOException {
    ModelProto.Builder model = parsed();
    int leaky = 0;
    while (!model.getGraph().getNode(leaky).getOpType().equals("LeakyRelu")) {
      leaky++;
    }
    model.getGraphBuilder().getNodeBuilder(leaky).setOpType("Relu").clearAttribute();
    assertThat(OnnxFile.read(saved(model)).layers()).isEmpty();
  }

  /** Exporters of the time before IR version 4 do so. */
  @Test
  void weightsThatAreListedAsInputsAreNone() throws IOException {
    ModelProto.Builder model = parsed();
    TensorProto sizes =
        TensorProto.newBuilder()
            .setName("sizes")
            .addDims(1)
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addInt64Data(3)
            .build();
    model.getGraphBuilder().addInitializer(sizes);
    model
        .getGraphBuilder()
        .addInput(model.getGraph().getInput(0).toBuilder().setName("sizes").build());
    assertThat(OnnxFile.read(saved(model)).inputs())
        .extracting(OnnxFile.Tensor::name)
        .containsExactly("input");
  }

  @Test
  void namesTheFilesThatHoldItsWeights() throws IOException {
    ModelProto.Builder model = parsed();
    TensorProto.Builder weight = model.getGraphBuilder().getInitializerBuilder(0);
    weight
        .clearRawData()
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(
            StringStringEntryProto.newBuilder().setKey("location").setValue("../weights.bin"));
    assertThat(OnnxFile.read(saved(model)).externalFiles()).containsExactly("../weights.bin");
  }

  @Test
  void describesItselfWithAtMostSixteenMebibytes() throws IOException {
    ModelProto.Builder model = parsed();
    String much = "x".repeat(9 << 20);
    for (String key : new String[] {"a", "b"}) {
      model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(much));
    }
    Path large = saved(model);
    assertThatThrownBy(() -> OnnxFile.read(large))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("descriptions of more than");
  }

  /** The weights come last, so that something is always missing. */
  @Test
  void cutOff() throws IOException {
    int length = (int) Files.size(file);
    for (int cut = 0; cut < length; cut += cut < 256 ? 1 : 311) {
      refusesTheFirst(cut);
    }
  }

  /** Where nothing but the announced size of the graph tells that something is missing. */
  @Test
  void cutOffBetweenTwoTensors() throws IOException {
    List<TensorProto> weights = parsed().getGraph().getInitializerList();
    int cut = (int) Files.size(file);
    for (int i = weights.size() - 1; i >= 0; i--) {
      cut -= CodedOutputStream.computeMessageSize(5, weights.get(i));
      refusesTheFirst(cut);
    }
  }

  private void refusesTheFirst(int bytes) throws IOException {
    Path cut = temp.resolve("cut.onnx");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(file), bytes));
    assertThatThrownBy(() -> OnnxFile.read(cut))
        .as("%d bytes", bytes)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(cut + ": ");
  }

  @Test
  void anyByteAltered() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Path altered = temp.resolve("altered.onnx");
    Random random = new Random(1);
    int refused = 0;
    for (int i = 0; i < 1500; i++) {
      byte[] bytes = whole.clone();
      for (int k = 0; k <= i % 3; k++) {
        bytes[random.nextInt(i % 2 == 0 ? 6000 : bytes.length)] = (byte) random.nextInt(256);
      }
      Files.write(altered, bytes);
      try {
        OnnxFile.read(altered).layers();
      } catch (IOException e) {
        ReaderOracle.requireSentence(e, altered);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(100);
  }

  private ModelProto.Builder parsed() throws IOException {
    return ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
  }

  private Path saved(ModelProto.Builder model) throws IOException {
    Path other = temp.resolve("other.onnx");
    Files.write(other, model.build().toByteArray());
    return other;
  }

  /** Tensors of a graph that is no file of ours need no values in place. */
  @Test
  void otherFilesHaveNoLayers() throws IOException {
    ModelProto.Builder model = parsed().clearMetadataProps();
    GraphProto.Builder inner = model.getGraphBuilder();
    inner.addInitializer(
        TensorProto.newBuilder()
            .setName("half")
            .setDataType(TensorProto.DataType.FLOAT16_VALUE)
            .setRawData(ByteString.copyFrom(new byte[2])));
    assertThat(OnnxFile.read(saved(model)).layers()).isEmpty();
  }
}

package io.github.holoseg.model.onnx;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Objects;

/**
 * The layers of a network as text, kept in the metadata of the ONNX file that they were written to.
 * So whoever runs the network can see its layers without guessing them from operators.
 */
final class LayerJson {
  /** Key of the ONNX metadata entry. */
  static final String KEY = "holoseg.layers";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addMixIn(Layer.class, Typed.class);

  private LayerJson() {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Layer.Conv.class, name = "conv"),
    @JsonSubTypes.Type(value = Layer.UpConv.class, name = "upConv"),
    @JsonSubTypes.Type(value = Layer.Norm.class, name = "norm"),
    @JsonSubTypes.Type(value = Layer.Affine.class, name = "affine"),
    @JsonSubTypes.Type(value = Layer.Activation.class, name = "activation"),
    @JsonSubTypes.Type(value = Layer.Concat.class, name = "concat"),
    @JsonSubTypes.Type(value = Layer.Add.class, name = "add"),
    @JsonSubTypes.Type(value = Layer.AveragePool.class, name = "averagePool")
  })
  private interface Typed {}

  /** {@link LayerGraph} without its weights. */
  record Document(
      int version,
      int dimensions,
      String input,
      int inputChannels,
      String output,
      int outputChannels,
      List<Layer> layers) {}

  static String write(LayerGraph graph) {
    try {
      return JSON.writeValueAsString(
          new Document(
              1,
              graph.dimensions(),
              graph.input(),
              graph.inputChannels(),
              graph.output(),
              graph.outputChannels(),
              graph.layers()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("layers are plain records", e);
    }
  }

  /**
   * @return null if the text is of another version or no such document
   */
  static Document read(String text) {
    try {
      Document document = JSON.readValue(text, Document.class);
      return document != null
              && document.version() == 1
              && document.layers() != null
              && document.layers().stream().noneMatch(Objects::isNull)
          ? document
          : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}

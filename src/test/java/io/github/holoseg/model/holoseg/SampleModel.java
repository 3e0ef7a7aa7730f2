package io.github.holoseg.model.holoseg;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.holoseg.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The example of docs/model-format.md, so that what people copy is what is tested. */
final class SampleModel {
  static final ObjectMapper JSON = new ObjectMapper();

  private SampleModel() {}

  static String text() throws IOException {
    String page = Files.readString(SharedData.project().resolve("docs/model-format.md"));
    int start = page.indexOf("```json\n") + 8;
    return page.substring(start, page.indexOf("```", start));
  }

  static ObjectNode document() throws IOException {
    return (ObjectNode) JSON.readTree(text());
  }

  /** Writes the document and an empty model.onnx, whose SHA-256 the example states. */
  static void write(JsonNode document, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("model.onnx"), new byte[0]);
    Files.writeString(folder.resolve("holoseg.json"), JSON.writeValueAsString(document));
  }
}

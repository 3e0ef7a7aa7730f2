package io.github.holoseg.model.monai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.model.BundleFolders;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.ModelSpecs;
import io.github.holoseg.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every value of a bundle's files, replaced by what does not belong there. */
class MalformedBundlesTest {
  private static final Path BUNDLES =
      SharedData.project().resolve("src/test/resources/golden/monai");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONFIG = "configs/inference.json";
  private static final String METADATA = "configs/metadata.json";

  @TempDir Path temp;
  private Path folder;

  @BeforeEach
  void copy() throws IOException {
    folder = temp.resolve("spleen");
    BundleFolders.copy(BUNDLES.resolve("spleen"), folder);
  }

  /** It is read, or refused with the file's name; there is no third way. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "-1",
        "1e308",
        "-1e-320",
        "99999999999999999999999999",
        "\"\"",
        "\"text\"",
        "\"\\u0000../../x\"",
        "\"@::::::a\"",
        "[]",
        "{}",
        "{\"_target_\":3}",
        "{\"_target_\":\"Compose\",\"transforms\":\"@preprocessing\"}",
        "NaN"
      })
  void anyValueIsReadOrRefusedByName(String value) throws IOException {
    for (String file : List.of(CONFIG, METADATA)) {
      String original = Files.readString(folder.resolve(file));
      for (String pointer : pointers(JSON.readTree(original))) {
        JsonNode document = JSON.readTree(original);
        boolean number = value.equals("NaN");
        BundleFolders.change(document, pointer, number ? "\"@NUMBER@\"" : value);
        Files.writeString(folder.resolve(file), document.toString().replace("\"@NUMBER@\"", value));
        try {
          new MonaiFormat().describe(folder);
        } catch (ModelFormatException e) {
          assertThat(e.getMessage())
              .as(file + pointer)
              .containsAnyOf("inference.json", "metadata.json", "model.onnx");
        } catch (RuntimeException | StackOverflowError e) {
          fail(file + pointer + " = " + value, e);
        }
      }
      Files.writeString(folder.resolve(file), original);
    }
  }

  /** An expression changes nothing, or is refused. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$1 + 1",
        "$[3, 3, 3] * 1",
        "$__import__('os').getcwd()",
        "$True if @nothing else False",
        "$(lambda: 1)()",
        "$'a' 'b'",
        "$0x10",
        "$1_000",
        "$@preprocessing.transforms",
        "$print"
      })
  void anExpressionIsNeverAValue(String expression) throws IOException {
    Object untouched = ModelSpecs.comparable(new MonaiFormat().describe(folder));
    String original = Files.readString(folder.resolve(CONFIG));
    int refused = 0;
    for (String pointer : pointers(JSON.readTree(original))) {
      JsonNode document = JSON.readTree(original);
      BundleFolders.change(document, pointer, JSON.writeValueAsString(expression));
      Files.writeString(folder.resolve(CONFIG), document.toString());
      Object changed;
      try {
        changed = ModelSpecs.comparable(new MonaiFormat().describe(folder));
      } catch (ModelFormatException e) {
        assertThat(e.getMessage()).as(pointer).contains("inference.json");
        refused++;
        continue;
      }
      assertThat(changed).as(pointer).isEqualTo(untouched);
    }
    assertThat(refused).isGreaterThan(20);
  }

  @ParameterizedTest
  @CsvSource({CONFIG + ",json", METADATA + ",json", "configs/inference.yaml,yaml"})
  void endlessNestingIsRefused(String name, String kind) throws IOException {
    Path file = folder.resolve(name);
    if (kind.equals("yaml")) {
      Files.delete(folder.resolve(CONFIG));
    }
    for (int depth : new int[] {5_000, 500_000}) {
      Files.writeString(file, "{\"preprocessing\": " + "[".repeat(depth) + "]".repeat(depth) + "}");
      assertThatThrownBy(() -> new MonaiFormat().describe(folder))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining(name);
    }
  }

  @Test
  void referencesInACircleAreRefused() throws IOException {
    Path file = folder.resolve(CONFIG);
    BundleFolders.change(file, "/a", "\"@b\"");
    BundleFolders.change(file, "/b", "\"$@a\"");
    BundleFolders.change(file, "/inferer/roi_size", "\"@a\"");
    assertThatThrownBy(() -> new MonaiFormat().describe(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("is a reference that leads back to itself");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%../../secret.json::roi", "%/etc/passwd", "%C:\\\\x.json::a"})
  void noOtherFileIsTakenIn(String macro) throws IOException {
    BundleFolders.change(
        folder.resolve(CONFIG), "/inferer/roi_size", JSON.writeValueAsString(macro));
    assertThatThrownBy(() -> new MonaiFormat().describe(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("/inferer/roi_size is ")
        .hasMessageContaining("which takes in another file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "3", "{", "{\"a\":1,\"a\":2}", "{} {}", "\u0000\u0001"})
  void whatIsNoObjectIsRefused(String text) throws IOException {
    for (String file : List.of(CONFIG, METADATA)) {
      String original = Files.readString(folder.resolve(file));
      Files.writeString(folder.resolve(file), text);
      assertThatThrownBy(() -> new MonaiFormat().describe(folder))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining(file);
      Files.writeString(folder.resolve(file), original);
    }
  }

  /** Of everything in a document but the document itself. */
  private static List<String> pointers(JsonNode document) {
    List<String> all = new ArrayList<>();
    collect(document, "", all);
    return all;
  }

  private static void collect(JsonNode node, String at, List<String> all) {
    if (!at.isEmpty()) {
      all.add(at);
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(node.get(i), at + "/" + i, all);
      }
    }
    node.fieldNames()
        .forEachRemaining(
            name ->
                collect(
                    node.get(name), at + "/" + name.replace("~", "~0").replace("/", "~1"), all));
  }
}

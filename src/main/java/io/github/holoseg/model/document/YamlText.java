package io.github.holoseg.model.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.holoseg.model.ModelFormatException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * YAML 1.2 with the core schema, as plain data. Tags that stand for objects are refused; aliases
 * are copied, within a limit on the whole, so that a few lines cannot become a gigabyte.
 */
final class YamlText {
  private static final int MAX_VALUES = 200_000;
  private static final int MAX_DEPTH = 100;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Path file;
  private int values;

  private YamlText(Path file) {
    this.file = file;
  }

  static JsonNode parse(Path file, String text) throws ModelFormatException {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel("the document")
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setAllowNonScalarKeys(false)
            .setMaxAliasesForCollections(1000)
            .setParseComments(false)
            .setCodePointLimit(Math.max(1, text.length()))
            .build();
    try {
      return new YamlText(file).node(new Load(settings).loadFromString(text), 0);
    } catch (MarkedYamlEngineException e) {
      String at =
          e.getProblemMark()
              .map(m -> " (line %d, column %d)".formatted(m.getLine() + 1, m.getColumn() + 1))
              .orElse("");
      throw invalid(file, at, e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw invalid(file, "", e.getMessage(), e);
    } catch (StackOverflowError e) {
      throw new ModelFormatException(file, "is nested too deeply to be a description", e);
    }
  }

  private static ModelFormatException invalid(
      Path file, String at, String message, YamlEngineException cause) {
    String reason = message == null ? "" : message.lines().findFirst().orElse("");
    return new ModelFormatException(
        file, "is no valid YAML" + at + ": " + (reason.isBlank() ? "not readable" : reason), cause);
  }

  private JsonNode node(Object value, int depth) throws ModelFormatException {
    if (++values > MAX_VALUES || depth > MAX_DEPTH) {
      throw new ModelFormatException(
          file,
          "has more than "
              + MAX_VALUES
              + " values, or is nested more than "
              + MAX_DEPTH
              + " levels, and is not read");
    }
    if (value == null) {
      return NODES.nullNode();
    } else if (value instanceof String s) {
      return NODES.textNode(s);
    } else if (value instanceof Boolean b) {
      return NODES.booleanNode(b);
    } else if (value instanceof Integer i) {
      return NODES.numberNode(i);
    } else if (value instanceof Long l) {
      return NODES.numberNode(l);
    } else if (value instanceof BigInteger big) {
      return NODES.numberNode(big);
    } else if (value instanceof Double d) {
      return NODES.numberNode(d);
    } else if (value instanceof List<?> list) {
      ArrayNode array = NODES.arrayNode();
      for (Object item : list) {
        array.add(node(item, depth + 1));
      }
      return array;
    } else if (value instanceof Map<?, ?> map) {
      return object(map, depth);
    }
    throw new ModelFormatException(
        file, "has a value that is no text, number, list or map; write it as one of these");
  }

  private JsonNode object(Map<?, ?> map, int depth) throws ModelFormatException {
    ObjectNode object = NODES.objectNode();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object key = entry.getKey();
      if (key instanceof List<?> || key instanceof Map<?, ?>) {
        throw new ModelFormatException(file, "has a list or map as a key; keys must be texts");
      }
      String name = String.valueOf(key);
      if (object.has(name)) {
        throw new ModelFormatException(file, "has the key '" + name + "' twice in one map");
      }
      object.set(name, node(entry.getValue(), depth + 1));
    }
    return object;
  }
}

package io.github.holoseg.model;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A hash of all that a model says about a run, hashes of the weights included: equal for two models
 * that give equal results, wherever they lie. Names and texts for people and golden values are part
 * of it only as far as they say which model it is.
 */
public final class SpecDigest {
  private SpecDigest() {}

  /** Lower-case hex, 64 digits. */
  public static String of(ModelSpec spec) {
    StringBuilder text = new StringBuilder();
    append(spec, text);
    return WeightFiles.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void append(Object value, StringBuilder text) {
    if (value instanceof Path || value instanceof GoldenTest) {
      return; // the weights' hashes say which files, and tests change no result
    }
    if (value instanceof Record) {
      text.append(value.getClass().getSimpleName()).append('(');
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        if (component.getGenericType().getTypeName().contains("PlausibilityRule")) {
          continue; // a warning changes no result, and earlier certificates stay good
        }
        Object part = component(value, component);
        if (part == null && component.getType() == SplitSpec.class) {
          continue; // as above
        }
        text.append(component.getName()).append('=');
        append(part, text);
        text.append(';');
      }
      text.append(')');
    } else if (value instanceof List<?> list) {
      text.append('[');
      list.forEach(
          item -> {
            append(item, text);
            text.append(',');
          });
      text.append(']');
    } else if (value != null && value.getClass().isArray()) {
      text.append('[');
      for (int i = 0; i < Array.getLength(value); i++) {
        text.append(Array.get(value, i)).append(',');
      }
      text.append(']');
    } else {
      text.append(value);
    }
  }

  private static Object component(Object value, RecordComponent component) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }
}

package io.github.holoseg.model.bioimageio;

import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.document.Field;
import io.github.holoseg.volume.AxisOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The block {@code holoseg} under {@code config}: what the specification has no place for.
 *
 * @param labels names of the output channels, null if not stated; {@code background} is none
 * @param values label value of each output channel, null if not stated
 * @param argmax true: the largest score wins; false: scores above a threshold; null: not stated
 * @param thresholds one for all output channels, or one for each; null if not stated
 * @param spacingStated whether there is a spacing, even if it is null
 * @param spacing mm along x, y, z, NaN for an axis that keeps the scan's own; null: the scan's own
 * @param orientation axis codes; null: as stored
 * @param modality CT, MR or any
 * @param patch tile size along x, y, z; null if not stated
 * @param halo voxels that tiles give up along x, y, z; null if not stated
 */
record Settings(
    List<String> labels,
    int[] values,
    Boolean argmax,
    double[] thresholds,
    boolean spacingStated,
    double[] spacing,
    String orientation,
    String modality,
    int[] patch,
    int[] halo) {

  static Settings of(Description description) throws IOException {
    Optional<Field> config = description.root().find("config");
    Optional<Field> block = config.isPresent() ? config.get().find("holoseg") : Optional.empty();
    int channels = description.output().channel().fixed();
    if (block.isEmpty()) {
      return new Settings(null, null, null, null, false, null, null, "any", null, null);
    }
    Field node = block.get();
    node.only(
        "labels",
        "values",
        "decision",
        "threshold",
        "spacing",
        "orientation",
        "modality",
        "patch",
        "halo");
    return new Settings(
        labels(node, channels),
        values(node, channels),
        argmax(node, channels),
        thresholds(node, channels),
        node.node().has("spacing"),
        spacing(node),
        orientation(node),
        modality(node),
        triple(node, "patch", 1),
        triple(node, "halo", 0));
  }

  private static List<String> labels(Field node, int channels) throws ModelFormatException {
    if (!node.has("labels")) {
      return null;
    }
    List<Field> items = node.get("labels").items();
    requireCount(node.get("labels"), items.size(), channels);
    List<String> labels = new ArrayList<>();
    for (Field item : items) {
      labels.add(item.text());
    }
    return labels;
  }

  private static void requireCount(Field field, int count, int channels)
      throws ModelFormatException {
    if (count != channels) {
      throw field.bad("must have one for each of the " + channels + " output channels");
    }
  }

  private static int[] values(Field node, int channels) throws ModelFormatException {
    if (!node.has("values")) {
      return null;
    }
    List<Field> items = node.get("values").items();
    requireCount(node.get("values"), items.size(), channels);
    int[] values = new int[channels];
    for (int c = 0; c < channels; c++) {
      values[c] = items.get(c).whole(0, 65535);
      for (int other = 0; other < c; other++) {
        if (values[c] > 0 && values[other] == values[c]) {
          throw items.get(c).bad("must differ from the other values");
        }
      }
    }
    return values;
  }

  private static Boolean argmax(Field node, int channels) throws ModelFormatException {
    if (!node.has("decision")) {
      return null;
    }
    Field decision = node.get("decision");
    boolean argmax = decision.text().equals("argmax");
    if (!argmax && !decision.text().equals("threshold")) {
      throw decision.bad("must be argmax or threshold");
    }
    if (argmax && channels < 2) {
      throw decision.bad("must be threshold, because there is one output channel");
    }
    if (argmax && node.has("threshold")) {
      throw node.get("threshold").bad("must be left out with decision argmax");
    }
    return argmax;
  }

  private static double[] thresholds(Field node, int channels) throws ModelFormatException {
    if (!node.has("threshold")) {
      return null;
    }
    Field field = node.get("threshold");
    if (!field.isList()) {
      return new double[] {field.number()};
    }
    requireCount(field, field.items().size(), channels);
    return field.numbers();
  }

  private static double[] spacing(Field node) throws ModelFormatException {
    if (!node.has("spacing")) {
      return null;
    }
    List<Field> items = node.get("spacing").items(3);
    double[] spacing = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      spacing[axis] = items.get(axis).isNull() ? Double.NaN : items.get(axis).number();
      if (spacing[axis] <= 0) {
        throw items.get(axis).bad("must be above 0, in mm");
      }
    }
    return Arrays.stream(spacing).allMatch(Double::isNaN) ? null : spacing;
  }

  private static String orientation(Field node) throws ModelFormatException {
    if (!node.has("orientation") || node.get("orientation").text().equals("file")) {
      return null;
    }
    String codes = node.get("orientation").text();
    try {
      if (codes.matches("[RLAPSI]{3}") && AxisOrder.of(codes) != null) {
        return codes;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw node.get("orientation").bad("must be file, or one letter each of R/L, A/P and S/I");
  }

  private static String modality(Field node) throws ModelFormatException {
    if (!node.has("modality")) {
      return "any";
    }
    String modality = node.get("modality").text();
    if (!modality.matches("CT|MR|any")) {
      throw node.get("modality").bad("must be CT, MR or any");
    }
    return modality;
  }

  private static int[] triple(Field node, String name, int min) throws ModelFormatException {
    if (!node.has(name)) {
      return null;
    }
    List<Field> items = node.get(name).items(3);
    int[] triple = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      triple[axis] = items.get(axis).whole(min, 1 << 14);
    }
    return triple;
  }
}

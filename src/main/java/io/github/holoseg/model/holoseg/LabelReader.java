package io.github.holoseg.model.holoseg;

import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.volume.CodedConcept;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelColors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code /labels}, and the steps of {@code /postprocess} that refer to them. */
final class LabelReader {
  private LabelReader() {}

  static List<Label> readLabels(StrictNode root) throws IOException {
    List<Label> labels = new ArrayList<>();
    Set<Integer> values = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (StrictNode node : root.objects("labels")) {
      Label label = label(node);
      if (!values.add(label.value())) {
        throw node.bad("value", "must differ from the values of the labels before it");
      }
      if (!names.add(label.name())) {
        throw node.bad("name", "must differ from the names of the labels before it");
      }
      labels.add(label);
    }
    if (labels.isEmpty()) {
      throw root.bad("labels", "must list at least one label");
    }
    return labels;
  }

  private static Label label(StrictNode node) throws IOException {
    node.only("value", "name", "color", "concept");
    int value = node.whole("value", 1, 65535);
    String name = node.text("name");
    // Names are listed on command lines and in macros, separated by commas.
    if (!name.matches("[^\\s,\\p{Cntrl}]([^,\\p{Cntrl}]*[^\\s,\\p{Cntrl}])?")) {
      throw node.bad("name", "must be a name without commas, line breaks or spaces at its ends");
    }
    CodedConcept concept = null;
    if (node.has("concept")) {
      StrictNode c = node.object("concept").only("scheme", "code", "meaning");
      concept =
          new CodedConcept(c.filledText("scheme"), c.filledText("code"), c.filledText("meaning"));
    }
    int argb = node.has("color") ? color(node) : LabelColors.colorOf(value);
    return new Label(value, name, argb, concept);
  }

  private static int color(StrictNode node) throws IOException {
    String text = node.text("color");
    if (!text.matches("#([0-9A-Fa-f]{2})?[0-9A-Fa-f]{6}")) {
      throw node.bad("color", "must be #RRGGBB or #AARRGGBB in hexadecimal digits");
    }
    int argb = Integer.parseUnsignedInt(text.substring(1), 16);
    return text.length() == 7 ? 0xFF000000 | argb : argb;
  }

  /** The field {@code labels} of an item, which names some of the model's; absent: none. */
  static List<String> names(StrictNode node, List<Label> labels) throws IOException {
    List<String> names = node.texts("labels");
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (labels.stream().noneMatch(l -> l.name().equals(name))) {
        throw node.bad("labels/" + i, "must be the name of one of /labels");
      }
    }
    return names;
  }

  static PostprocessStep readPostprocess(StrictNode node, List<Label> labels) throws IOException {
    String op = node.text("op");
    List<String> names = names(node, labels);
    switch (op) {
      case "keepLargest":
        node.only("op", "labels", "neighbours");
        int neighbours = node.has("neighbours") ? node.whole("neighbours", 6, 26) : 6;
        if (neighbours != 6 && neighbours != 26) {
          throw node.bad("neighbours", "must be 6 (faces) or 26 (faces, edges and corners)");
        }
        return new PostprocessStep.KeepLargest(names, neighbours);
      case "keepLargestTogether":
        node.only("op", "labels");
        return new PostprocessStep.KeepLargestTogether(names);
      case "removeSmall":
        node.only("op", "labels", "minVolume", "minVoxels");
        if (node.has("minVoxels")) {
          if (node.has("minVolume")) {
            throw node.error("minVoxels", "stands beside minVolume; leave one of them out");
          }
          int minVoxels = node.whole("minVoxels", 1, Integer.MAX_VALUE);
          return new PostprocessStep.RemoveSmall(names, 0, minVoxels);
        }
        double minVolume = node.number("minVolume");
        if (minVolume <= 0) {
          throw node.bad("minVolume", "must be above 0 (mm³)");
        }
        return new PostprocessStep.RemoveSmall(names, minVolume);
      case "fillHoles":
        node.only("op", "labels");
        return new PostprocessStep.FillHoles(names);
      case "refineBoundary":
        node.only("op", "labels", "maxShift");
        double maxShift = node.number("maxShift", PostprocessStep.RefineBoundary.DEFAULT_MAX_SHIFT);
        if (!(maxShift > 0 && maxShift <= 10)) {
          throw node.bad("maxShift", "must be above 0 and at most 10 (mm)");
        }
        return new PostprocessStep.RefineBoundary(names, maxShift);
      default:
        throw node.bad(
            "op",
            "must be one of keepLargest, keepLargestTogether, removeSmall, fillHoles,"
                + " refineBoundary");
    }
  }
}

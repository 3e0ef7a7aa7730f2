package io.github.holoseg.model.holoseg;

import io.github.holoseg.model.CascadeSpec;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.RoiSpec;
import io.github.holoseg.volume.Label;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code /parts} and {@code /cascade}: complete models inside a model. */
final class CompositionReader {
  private CompositionReader() {}

  /**
   * @param labels those of the whole model, which every label of a part must be among
   */
  static List<ModelSpec> parts(Path file, StrictNode root, List<Label> labels) throws IOException {
    List<ModelSpec> parts = new ArrayList<>();
    if (!root.has("parts")) {
      return parts;
    }
    for (StrictNode node : root.objects("parts")) {
      ModelSpec part = SpecReader.model(file, node.object("model"), true, true);
      node.only("model");
      for (Label label : part.labels()) {
        if (!labels.contains(label)) {
          throw node.error(
              "model/labels",
              "has "
                  + label.value()
                  + " '"
                  + label.name()
                  + "', which is not among /labels with the same value, name, color and concept");
        }
      }
      parts.add(part);
    }
    return parts;
  }

  /** Null if there is none. */
  static RoiSpec roi(StrictNode root) throws IOException {
    if (!root.has("roi")) {
      return null;
    }
    StrictNode node = root.object("roi").only("model", "source", "labels", "margin", "always");
    double margin = node.number("margin", RoiSpec.DEFAULT_MARGIN);
    if (margin < 0) {
      throw node.bad("margin", "must be 0 or more (mm)");
    }
    return new RoiSpec(
        node.filledText("model"),
        node.text("source", ""),
        node.texts("labels"),
        margin,
        node.flag("always", false));
  }

  /** Null if there is none. */
  static CascadeSpec cascade(Path file, StrictNode root) throws IOException {
    if (!root.has("cascade")) {
      return null;
    }
    StrictNode node = root.object("cascade").only("previous", "labelValues", "resampling");
    ModelSpec previous = SpecReader.model(file, node.object("previous"), true, false);
    List<Integer> values = new ArrayList<>();
    for (int value : node.wholes("labelValues", -1, 1)) {
      if (values.contains(value)
          || previous.labels().stream().noneMatch(label -> label.value() == value)) {
        throw node.bad(
            "labelValues/" + values.size(),
            "must be a value of one of /cascade/previous/labels, listed once");
      }
      values.add(value);
    }
    if (values.isEmpty()) {
      throw node.bad("labelValues", "must list at least one value");
    }
    return new CascadeSpec(
        previous,
        values,
        node.has("resampling")
            ? GeometryReader.resampling(node.object("resampling"))
            : CascadeSpec.DEFAULT_RESAMPLING);
  }
}

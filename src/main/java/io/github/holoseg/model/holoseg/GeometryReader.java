package io.github.holoseg.model.holoseg;

import io.github.holoseg.model.CropSpec;
import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.GeometrySpec;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.ResampleSpec.Coordinates;
import io.github.holoseg.model.ResampleSpec.Interpolation;
import io.github.holoseg.model.ResampleSpec.Separate;
import io.github.holoseg.model.SplitSpec;
import io.github.holoseg.model.StepKind;
import io.github.holoseg.model.TensorAxes;
import io.github.holoseg.volume.AxisOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code /geometry}, {@code /crop} and {@code /order}, which must fit together. */
final class GeometryReader {
  private GeometryReader() {}

  static List<StepKind> readOrder(StrictNode root) throws IOException {
    List<StepKind> order = new ArrayList<>();
    if (!root.has("order")) {
      throw root.error(
          "order", "is missing, must be a list of steps such as [\"orient\", \"pad\"]");
    }
    for (String step : root.texts("order")) {
      order.add(step(root, step, order.size()));
    }
    if (order.isEmpty()
        || order.get(0) != StepKind.ORIENT
        || order.get(order.size() - 1) != StepKind.PAD) {
      throw root.bad("order", "must begin with orient and end with pad");
    }
    return order;
  }

  private static StepKind step(StrictNode root, String name, int index) throws IOException {
    for (StepKind kind : StepKind.values()) {
      if (EnumNames.of(kind).equals(name)) {
        return kind;
      }
    }
    throw root.bad(
        "order/" + index, "must be one of " + String.join(", ", EnumNames.of(StepKind.class)));
  }

  static GeometrySpec read(StrictNode node, List<StepKind> order) throws IOException {
    node.only("orientation", "spacing", "spacingTolerance", "image", "scores", "split");
    String orientation = orientation(node);
    boolean resample = order.contains(StepKind.RESAMPLE);
    double[] spacing = node.isNull("spacing") ? null : node.numbersOrNull("spacing", 3);
    if (spacing == null) {
      if (resample) {
        throw node.error(
            "spacing", "is null, but /order has the step resample; state the spacing in mm");
      }
      for (String field : List.of("spacingTolerance", "image", "scores", "split")) {
        if (node.has(field)) {
          throw node.error(
              field, "has no meaning while " + "spacing is null; leave it out or state a spacing");
        }
      }
      return new GeometrySpec(orientation, null, 0, ResampleSpec.UNUSED, ResampleSpec.UNUSED, null);
    }
    for (double mm : spacing) {
      if (mm <= 0) {
        throw node.bad(
            "spacing",
            "must be three numbers above 0 (mm along x, y, z; null: the scan's own), or null");
      }
    }
    if (!resample) {
      throw node.error(
          "spacing", "is stated, but /order has no step resample; add it or set spacing to null");
    }
    double tolerance = node.number("spacingTolerance", 0);
    if (tolerance < 0 || tolerance >= 1) {
      throw node.bad("spacingTolerance", "must be at least 0 and below 1");
    }
    return new GeometrySpec(
        orientation,
        spacing,
        tolerance,
        resampling(node.object("image")),
        resampling(node.object("scores")),
        node.has("split") ? split(node.object("split"), order) : null);
  }

  private static SplitSpec split(StrictNode node, List<StepKind> order) throws IOException {
    node.only("margin", "voxels", "slices");
    int margin = node.whole("margin", 1, 1 << 14);
    if (order.get(1) != StepKind.RESAMPLE) {
      throw node.error(
          "margin", "cuts the resampled grid; the step resample must follow orient in /order");
    }
    if (!node.has("voxels")) {
      if (node.has("slices")) {
        throw node.error("slices", "has no meaning without voxels; leave it out or add voxels");
      }
      return new SplitSpec(margin, SplitSpec.WHEN_ASKED, 0);
    }
    int slices = node.whole("slices", 3 * margin, 1 << 20);
    return new SplitSpec(margin, node.whole("voxels", 0, Integer.MAX_VALUE), slices);
  }

  /** Pieces are put together as labels, slice by slice. */
  static void requireSplit(
      StrictNode root, GeometrySpec geometry, NetworkSpec network, DecisionSpec decision)
      throws IOException {
    if (geometry.split() == null) {
      return;
    }
    if (TensorAxes.of(network).axisToGrid(2) != 2) {
      throw root.error(
          "geometry/split",
          "cuts along z, which must come first of the axes in /network/axes; leave it out");
    }
    if (!decision.labelsFirst() || root.has("cascade")) {
      throw root.error(
          "geometry/split",
          "needs /decision/labelsFirst and no cascade; leave it out or resample labels");
    }
  }

  private static String orientation(StrictNode node) throws IOException {
    String codes = node.text("orientation");
    if (codes.equals("file")) {
      return null;
    }
    try {
      if (codes.matches("[RLAPSI]{3}")) {
        AxisOrder.of(codes);
        return codes;
      }
    } catch (IllegalArgumentException e) {
      // named below, with the field
    }
    throw node.bad(
        "orientation", "must be \"file\" or one letter each of R/L, A/P and S/I, for example RAS");
  }

  static ResampleSpec resampling(StrictNode node) throws IOException {
    node.only("interpolation", "coordinates", "separate", "separateInterpolation", "truncate");
    Separate separate = node.oneOf("separate", Separate.class, Separate.NEVER);
    if (separate == Separate.NEVER && node.has("separateInterpolation")) {
      throw node.error(
          "separateInterpolation", "has no meaning while separate is never; leave it out");
    }
    return new ResampleSpec(
        node.oneOf("interpolation", Interpolation.class),
        node.oneOf("coordinates", Coordinates.class),
        separate,
        node.oneOf("separateInterpolation", Interpolation.class, Interpolation.NEAREST),
        node.flag("truncate", false));
  }

  static CropSpec readCrop(StrictNode root, List<StepKind> order) throws IOException {
    if (!root.has("crop")) {
      return CropSpec.NONE;
    }
    StrictNode node = root.object("crop").only("mode", "threshold", "margin");
    CropSpec.Mode mode = node.oneOf("mode", CropSpec.Mode.class);
    if (mode != CropSpec.Mode.FOREGROUND && node.has("threshold")) {
      throw node.error(
          "threshold", "has no meaning with mode " + EnumNames.of(mode) + "; leave it out");
    }
    if (mode == CropSpec.Mode.NONE) {
      if (node.has("margin")) {
        throw node.error("margin", "has no meaning with mode none; leave it out");
      }
      return CropSpec.NONE;
    }
    if (!order.contains(StepKind.CROP)) {
      throw node.error(
          "mode", "is " + EnumNames.of(mode) + ", but /order has no step crop; add it");
    }
    double threshold = mode == CropSpec.Mode.FOREGROUND ? node.number("threshold") : 0;
    return new CropSpec(mode, threshold, node.wholes("margin", 3, 0, new int[3]));
  }
}

package io.github.holoseg.model.holoseg;

import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.WindowSpec;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.model.WindowSpec.Blend;
import io.github.holoseg.model.WindowSpec.PadMode;
import io.github.holoseg.model.WindowSpec.Placement;
import io.github.holoseg.model.WindowSpec.Whole;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code /window}. */
final class WindowReader {
  private static final String AXES = "xyz";
  private static final double SIGMA = 0.125;

  private WindowReader() {}

  static WindowSpec read(StrictNode node, NetworkSpec network) throws IOException {
    node.only(
        "patch",
        "overlap",
        "placement",
        "blend",
        "sigma",
        "halo",
        "padMode",
        "padValue",
        "mirrorAxes",
        "accumulate",
        "whole",
        "padHalo");
    int[] patch = patch(node, network.size());
    Blend blend = node.oneOf("blend", Blend.class);
    PadMode padMode = node.oneOf("padMode", PadMode.class, PadMode.CONSTANT);
    if (padMode != PadMode.CONSTANT && node.has("padValue")) {
      throw node.error(
          "padValue", "has no meaning with padMode " + EnumNames.of(padMode) + "; leave it out");
    }
    boolean padHalo = node.flag("padHalo", false);
    if (padHalo && blend != Blend.CROP_HALO) {
      throw node.error("padHalo", "is true, which needs the blend cropHalo; leave it out");
    }
    Whole whole = node.oneOf("whole", Whole.class, Whole.NEVER);
    if (whole == Whole.AUTO && blend != Blend.CROP_HALO) {
      throw node.error(
          "whole",
          "is auto, which needs the blend cropHalo: with weights the scores would depend on how"
              + " much memory there is; write never or always");
    }
    return new WindowSpec(
        patch,
        overlap(node, blend),
        node.oneOf("placement", Placement.class),
        blend,
        sigma(node, blend),
        halo(node, blend, patch),
        padMode,
        node.number("padValue", 0),
        mirrorAxes(node),
        node.oneOf("accumulate", Accumulate.class, Accumulate.FLOAT32),
        whole,
        padHalo);
  }

  private static int[] patch(StrictNode node, List<SizeRule> rules) throws IOException {
    int[] patch = node.wholes("patch", 3, 1);
    for (int axis = 0; axis < 3; axis++) {
      SizeRule rule = rules.get(axis);
      if (!rule.allows(patch[axis])) {
        String allowed =
            rule.fixed() > 0
                ? "exactly " + rule.fixed()
                : rule.min() + " plus a multiple of " + rule.step();
        throw node.bad(
            "patch/" + axis,
            "must be " + allowed + " as /network/size/" + AXES.charAt(axis) + " says");
      }
    }
    return patch;
  }

  private static double overlap(StrictNode node, Blend blend) throws IOException {
    double overlap = blend == Blend.CROP_HALO ? node.number("overlap", 0) : node.number("overlap");
    if (overlap < 0 || overlap >= 1) {
      throw node.bad("overlap", "must be at least 0 and below 1, a fraction of the patch");
    }
    return overlap;
  }

  private static double sigma(StrictNode node, Blend blend) throws IOException {
    if (blend != Blend.GAUSSIAN_NNUNET && blend != Blend.GAUSSIAN_MONAI) {
      if (node.has("sigma")) {
        throw node.error(
            "sigma", "has no meaning with blend " + EnumNames.of(blend) + "; leave it out");
      }
      return 0;
    }
    double sigma = node.number("sigma", SIGMA);
    if (sigma <= 0) {
      throw node.bad("sigma", "must be above 0, a fraction of the patch");
    }
    return sigma;
  }

  private static int[] halo(StrictNode node, Blend blend, int[] patch) throws IOException {
    if (blend != Blend.CROP_HALO) {
      if (node.has("halo")) {
        throw node.error(
            "halo", "has no meaning with blend " + EnumNames.of(blend) + "; leave it out");
      }
      return new int[3];
    }
    int[] halo = node.wholes("halo", 3, 0);
    for (int axis = 0; axis < 3; axis++) {
      if (2L * halo[axis] >= patch[axis]) {
        throw node.bad("halo/" + axis, "must be below half of the patch, which is " + patch[axis]);
      }
    }
    return halo;
  }

  private static List<Integer> mirrorAxes(StrictNode node) throws IOException {
    List<Integer> axes = new ArrayList<>();
    for (String axis : node.texts("mirrorAxes")) {
      if (axis.length() != 1 || AXES.indexOf(axis) < 0) {
        throw node.bad("mirrorAxes/" + axes.size(), "must be x, y or z");
      }
      axes.add(AXES.indexOf(axis));
    }
    return axes;
  }
}

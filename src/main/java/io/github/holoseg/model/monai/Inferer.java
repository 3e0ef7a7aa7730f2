package io.github.holoseg.model.monai;

import io.github.holoseg.model.WindowSpec;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.model.WindowSpec.Blend;
import io.github.holoseg.model.WindowSpec.PadMode;
import io.github.holoseg.model.WindowSpec.Placement;
import io.github.holoseg.model.WindowSpec.Whole;
import io.github.holoseg.model.document.Field;
import java.io.IOException;
import java.util.List;

/**
 * How the bundle runs its network: in windows or in one pass. Source: MONAI 1.6.1 {@code
 * inferers/inferer.py}.
 *
 * @param patch size of the windows along x, y, z; null: one pass
 */
record Inferer(
    Field field,
    int[] patch,
    double overlap,
    boolean gaussian,
    double sigma,
    boolean edge,
    double padValue) {

  static Inferer of(Component inferer) throws IOException {
    if (inferer.name().equals("SimpleInferer")) {
      inferer.noOthers();
      return new Inferer(inferer.field(), null, 0, false, 0, false, 0);
    }
    if (!inferer.name().equals("SlidingWindowInferer")) {
      throw inferer
          .field()
          .error(
              "is the inferer "
                  + inferer.name()
                  + ", which is not supported; these are: SlidingWindowInferer, SimpleInferer");
    }
    int[] patch = new int[3];
    List<Field> roi = inferer.items("roi_size");
    boolean whole = true;
    boolean some = false;
    for (int axis = 0; axis < 3; axis++) {
      if (roi.size() != 1 && roi.size() != 3) {
        throw inferer.get("roi_size").bad("must be three whole numbers");
      }
      patch[axis] = roi.get(roi.size() == 1 ? 0 : axis).whole(-1, 1 << 14);
      whole &= patch[axis] <= 0;
      some |= patch[axis] <= 0;
    }
    if (some && !whole) {
      throw inferer
          .get("roi_size")
          .bad("must be all above 0, or all -1 for the whole scan; a mixture is not supported");
    }
    boolean gaussian = oneOf(inferer, "mode", "constant", "gaussian");
    boolean edge = oneOf(inferer, "padding_mode", "constant", "replicate");
    double overlap = same(inferer, "overlap", 0.25);
    double sigma = same(inferer, "sigma_scale", 0.125);
    if (overlap < 0 || overlap >= 1) {
      throw inferer.get("overlap").bad("must be at least 0 and below 1");
    }
    if (gaussian && sigma <= 0) {
      throw inferer.get("sigma_scale").bad("must be above 0");
    }
    double padValue = inferer.number("cval", 0);
    inferer.require("with_coord", "false");
    inferer.noOthers(
        "sw_batch_size",
        "sw_device",
        "device",
        "progress",
        "cache_roi_weight_map",
        "cpu_thresh",
        "buffer_steps",
        "buffer_dim");
    return new Inferer(
        inferer.field(), whole ? null : patch, overlap, gaussian, sigma, edge, edge ? 0 : padValue);
  }

  private static boolean oneOf(Component inferer, String argument, String usual, String other)
      throws IOException {
    inferer.require(argument, "\"" + usual + "\"", "\"" + other + "\"");
    return inferer.find(argument).isPresent() && inferer.get(argument).text().equals(other);
  }

  /** A number, or one for each axis if they are equal. */
  private static double same(Component inferer, String argument, double absent) throws IOException {
    if (inferer.find(argument).isEmpty()) {
      return absent;
    }
    List<Field> items = inferer.items(argument);
    for (Field item : items) {
      if (item.number() != items.get(0).number()) {
        throw inferer.get(argument).bad("must be the same for every axis");
      }
    }
    if (items.isEmpty()) {
      throw inferer.get(argument).bad("must be a number");
    }
    return items.get(0).number();
  }

  /**
   * @param size of the windows, or one that the network takes if it runs in one pass
   */
  WindowSpec window(int[] size) {
    return new WindowSpec(
        size,
        overlap,
        Placement.FIXED_STEP,
        gaussian ? Blend.GAUSSIAN_MONAI : Blend.CONSTANT,
        gaussian ? sigma : 0,
        new int[3],
        edge ? PadMode.EDGE : PadMode.CONSTANT,
        padValue,
        List.of(),
        Accumulate.FLOAT32,
        patch == null ? Whole.ALWAYS : Whole.NEVER,
        false);
  }
}

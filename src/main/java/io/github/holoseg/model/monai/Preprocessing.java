package io.github.holoseg.model.monai;

import io.github.holoseg.model.CropSpec;
import io.github.holoseg.model.IntensityStep;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.ResampleSpec.Interpolation;
import io.github.holoseg.model.StepKind;
import io.github.holoseg.model.document.Field;
import io.github.holoseg.volume.AxisOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The transforms before the network. Source: MONAI 1.6.1 {@code transforms/spatial}, {@code
 * croppad}, {@code intensity}.
 */
final class Preprocessing {
  /** What dictionary transforms share and what has no effect on values. */
  private static final String[] COMMON = {
    "allow_missing_keys", "meta_keys", "meta_key_postfix", "device", "overwriting"
  };

  private final int channels;
  private final List<StepKind> order = new ArrayList<>();
  private final List<IntensityStep> intensity = new ArrayList<>();
  private String key;
  private String orientation;
  private double[] spacing;
  private Interpolation interpolation = Interpolation.LINEAR;
  private CropSpec crop = CropSpec.NONE;
  private int[] divisible;
  private int[] padTo;
  private Field pad;

  /**
   * @param channels of the network's input
   */
  Preprocessing(List<Component> transforms, int channels) throws IOException {
    this.channels = channels;
    for (Component transform : transforms) {
      add(transform);
    }
    if (!order.contains(StepKind.ORIENT)) {
      order.add(0, StepKind.ORIENT);
    }
    order.add(StepKind.PAD);
  }

  /** The steps in the order in which they are done; orient first, pad last. */
  List<StepKind> order() {
    return order;
  }

  List<IntensityStep> intensity() {
    return intensity;
  }

  /** Axis codes; null if the axes stay as stored. */
  String orientation() {
    return orientation;
  }

  /** mm along x, y, z, NaN for an axis that keeps its own; null if nothing is resampled. */
  double[] spacing() {
    return spacing;
  }

  Interpolation interpolation() {
    return interpolation;
  }

  CropSpec crop() {
    return crop;
  }

  /** What sizes are padded to multiples of, x, y, z; null if they are not. */
  int[] divisible() {
    return divisible;
  }

  /** What sizes are padded to at least, x, y, z; null if they are not. */
  int[] padTo() {
    return padTo;
  }

  /** Whether Invertd has anything to undo. */
  boolean changesTheGrid() {
    return orientation != null || spacing != null || crop.mode() != CropSpec.Mode.NONE;
  }

  ModelFormatException unusablePad(String why) {
    return pad.error(why);
  }

  private void add(Component transform) throws IOException {
    List<String> keys = transform.keys();
    key = key == null ? keys.get(0) : key;
    if (!keys.contains(key)) {
      throw transform
          .field()
          .error(
              "("
                  + transform.name()
                  + ") works on "
                  + keys
                  + ", not on the image '"
                  + key
                  + "'; take it out");
    }
    if (pad != null && !transform.name().equals("EnsureTyped")) {
      throw pad.error(
          "pads before " + transform.name() + "; only as the last step is it supported");
    }
    switch (transform.name()) {
      case "LoadImaged" -> load(transform);
      case "EnsureChannelFirstd", "AddChanneld" -> {
        transform.require("channel_dim", "\"no_channel\"");
        transform.noOthers(with("strict_check"));
      }
      case "EnsureTyped", "ToTensord", "CastToTyped", "ToDeviced" -> {
        transform.requireFloat32("dtype");
        transform.require("track_meta", "true");
        transform.require("data_type", "\"tensor\"");
        transform.noOthers(with("wrap_sequence", "non_blocking"));
      }
      case "Orientationd" -> orient(transform);
      case "Spacingd" -> resample(transform);
      case "CropForegroundd" -> crop(transform);
      case "DivisiblePadd", "SpatialPadd" -> pad(transform);
      default -> {
        List<IntensityStep> steps = Intensities.of(transform, channels);
        beginNormalize(transform);
        intensity.addAll(steps);
        transform.noOthers(with());
      }
    }
  }

  private static String[] with(String... more) {
    String[] all = Arrays.copyOf(COMMON, COMMON.length + more.length);
    System.arraycopy(more, 0, all, COMMON.length, more.length);
    return all;
  }

  private static void load(Component load) throws IOException {
    load.requireFloat32("dtype");
    Optional<Field> reader = load.find("reader");
    if (reader.isPresent()) {
      reader.get().text(); // by its name: an object could turn the axes round
    }
    load.noOthers(
        with(
            "image_only",
            "ensure_channel_first",
            "simple_keys",
            "prune_meta_pattern",
            "prune_meta_sep",
            "expanduser"));
  }

  /**
   * Value operations before the turn or after it give the same; anything else between two of them
   * cannot be said.
   */
  private void beginNormalize(Component transform) throws IOException {
    if (!order.contains(StepKind.NORMALIZE)) {
      order.add(StepKind.NORMALIZE);
      return;
    }
    StepKind last = order.get(order.size() - 1);
    if (last != StepKind.NORMALIZE && last != StepKind.ORIENT) {
      throw transform
          .field()
          .error(
              "("
                  + transform.name()
                  + ") changes values after a step that follows another change of values; only one"
                  + " block of such transforms is supported");
    }
  }

  private void orient(Component transform) throws IOException {
    if (order.contains(StepKind.ORIENT)
        || order.contains(StepKind.RESAMPLE)
        || order.contains(StepKind.CROP)) {
      throw transform
          .field()
          .error("(Orientationd) is supported once, before Spacingd and CropForegroundd");
    }
    boolean canonical = transform.flag("as_closest_canonical", false);
    Optional<Field> codes = transform.find("axcodes");
    if (canonical) {
      orientation = "RAS";
    } else if (codes.isEmpty()) {
      throw transform.field().get("axcodes").bad("must be three letters");
    } else {
      orientation = codes.get().text();
      if (!isOrientation(orientation)) {
        throw codes.get().bad("must be one letter each of R/L, A/P and S/I");
      }
    }
    transform.require("labels", "[[\"L\",\"R\"],[\"P\",\"A\"],[\"I\",\"S\"]]");
    transform.require("lazy", "false");
    transform.noOthers(with());
    // A turn commutes with value operations, which may stand before it.
    order.add(0, StepKind.ORIENT);
  }

  private static boolean isOrientation(String codes) {
    try {
      return codes.matches("[RLAPSI]{3}") && AxisOrder.of(codes) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void resample(Component transform) throws IOException {
    if (spacing != null) {
      throw transform.field().error("(Spacingd) is supported once");
    }
    List<Field> pixdim = transform.items("pixdim");
    Field whole = transform.get("pixdim");
    spacing = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      if (pixdim.isEmpty() || pixdim.size() > 3) {
        throw whole.bad("must be one to three numbers");
      }
      double mm = pixdim.get(Math.min(axis, pixdim.size() - 1)).number();
      spacing[axis] = mm > 0 ? mm : Double.NaN;
    }
    if (Arrays.stream(spacing).allMatch(Double::isNaN)) {
      spacing = null;
    }
    transform.require("padding_mode", "\"border\"");
    transform.require("align_corners", "false");
    transform.require("diagonal", "false");
    transform.require("scale_extent", "false");
    transform.require("recompute_affine", "false");
    transform.require("min_pixdim");
    transform.require("max_pixdim");
    transform.require("lazy", "false");
    Optional<String> type = transform.raw("dtype");
    if (type.isPresent() && !type.get().matches("\\$?((torch|np|numpy)\\.)?float64")) {
      throw transform.field().get("dtype").bad("must be float64, in which Spacingd computes");
    }
    int image = transform.keys().indexOf(key);
    Optional<Field> mode = transform.perKey("mode", image);
    if (mode.isPresent()) {
      interpolation =
          switch (mode.get().node().asText()) {
            case "bilinear" -> Interpolation.LINEAR;
            case "nearest" -> Interpolation.NEAREST;
            default -> throw mode.get().bad("must be \"bilinear\" or \"nearest\"");
          };
    }
    transform.noOthers(with("ensure_same_shape"));
    if (spacing != null) {
      order.add(StepKind.RESAMPLE);
    }
  }

  private void crop(Component transform) throws IOException {
    if (order.contains(StepKind.CROP)) {
      throw transform.field().error("(CropForegroundd) is supported once");
    }
    if (!transform.get("source_key").text().equals(key)) {
      throw transform.get("source_key").bad("must be the image, '" + key + "'");
    }
    double threshold = 0;
    Optional<String> function = transform.raw("select_fn");
    if (function.isPresent()) {
      threshold = aboveThreshold(transform, function.get());
    }
    int[] margin = new int[3];
    if (transform.find("margin").isPresent()) {
      margin = wholes(transform, "margin", 0);
    }
    boolean grown = Arrays.stream(margin).anyMatch(m -> m > 0);
    if (!transform.flag("allow_smaller", false) && grown) {
      throw transform
          .field()
          .error(
              "(CropForegroundd) has a margin that may reach beyond the scan; with"
                  + " \"allow_smaller\": true it does not, and is supported");
    }
    if (grown && !order.contains(StepKind.ORIENT)) {
      throw transform.field().error("(CropForegroundd) with a margin must follow Orientationd");
    }
    transform.require("channel_indices");
    transform.require("k_divisible", "1", "[1,1,1]");
    transform.require("lazy", "false");
    transform.noOthers(with("mode", "start_coord_key", "end_coord_key", "constant_values"));
    crop = new CropSpec(CropSpec.Mode.FOREGROUND, threshold, margin);
    order.add(StepKind.CROP);
  }

  /** Recognised as a text: {@code $lambda x: x > NUMBER}. */
  private static double aboveThreshold(Component transform, String function) throws IOException {
    String text = function.replaceAll("\\s+", " ");
    if (!text.matches("\\$ ?lambda (\\w+) ?: ?\\1 ?> ?-?[0-9]+(\\.[0-9]+)?")) {
      throw transform
          .field()
          .get("select_fn")
          .bad("and only the form \"$lambda x: x > NUMBER\" is recognised; nothing is evaluated");
    }
    return Double.parseDouble(text.substring(text.indexOf('>') + 1).strip());
  }

  private void pad(Component transform) throws IOException {
    pad = transform.field();
    transform.require("method", "\"symmetric\"");
    transform.require("mode", "\"constant\"");
    transform.require("value", "0", "0.0");
    transform.require("constant_values", "0", "0.0");
    transform.require("lazy", "false");
    if (transform.name().equals("DivisiblePadd")) {
      divisible = wholes(transform, "k", 1);
    } else {
      padTo = wholes(transform, "spatial_size", -1);
    }
    transform.noOthers(with());
  }

  /** One whole number for all axes, or three. */
  private static int[] wholes(Component transform, String argument, int min) throws IOException {
    List<Field> items = transform.items(argument);
    if (items.size() != 1 && items.size() != 3) {
      throw transform.get(argument).bad("must be one whole number or three");
    }
    int[] values = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      values[axis] = items.get(items.size() == 1 ? 0 : axis).whole(min, 1 << 14);
    }
    return values;
  }
}

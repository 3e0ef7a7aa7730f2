package io.github.holoseg.model.nnunet;

import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.ResampleSpec.Coordinates;
import io.github.holoseg.model.ResampleSpec.Interpolation;
import io.github.holoseg.model.ResampleSpec.Separate;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code resampling_fn_*} and their {@code kwargs} (nnunetv2 preprocessing/resampling).
 *
 * <p>Only functions that nnU-Net itself can call by the plans are taken: {@code
 * resample_torch_simple} and {@code resample_data_or_seg_to_spacing} have other parameters and fail
 * there.
 */
final class Resampling {
  private static final String DEFAULT = "resample_data_or_seg_to_shape";
  private static final String TORCH = "resample_torch_fornnunet";
  private static final String NONE = "no_resampling_hack";
  private static final Set<String> DEFAULT_KWARGS =
      Set.of("is_seg", "order", "order_z", "force_separate_z", "separate_z_anisotropy_threshold");
  private static final Set<String> TORCH_KWARGS =
      Set.of(
          "is_seg",
          "force_separate_z",
          "separate_z_anisotropy_threshold",
          "memefficient_seg_resampling",
          "mode",
          "aniso_axis_mode",
          "num_threads",
          "device");

  /** What is resampled. */
  enum Subject {
    DATA("resampling_fn_data"),
    PROBABILITIES("resampling_fn_probabilities"),
    SEGMENTATION("resampling_fn_seg");

    final String key;

    Subject(String key) {
      this.key = key;
    }
  }

  private Resampling() {}

  /** Empty if the plans leave the subject on its grid. */
  static Optional<ResampleSpec> of(Field configuration, Subject subject) throws IOException {
    Field function = configuration.get(subject.key);
    Field kwargs = configuration.get(subject.key + "_kwargs");
    return switch (function.text()) {
      case DEFAULT -> Optional.of(ofDefault(kwargs, subject));
      case TORCH -> Optional.of(ofTorch(kwargs, subject));
      case NONE -> {
        requireKnown(kwargs, Set.of());
        yield Optional.empty();
      }
      default ->
          throw function.bad(
              "which Holoseg cannot do; it has " + DEFAULT + ", " + TORCH + " and " + NONE);
    };
  }

  private static ResampleSpec ofDefault(Field kwargs, Subject subject) throws IOException {
    requireKnown(kwargs, DEFAULT_KWARGS);
    requireSubject(kwargs, subject);
    Interpolation inPlane = interpolation(kwargs, "order", 3);
    Interpolation along = interpolation(kwargs, "order_z", 0);
    boolean labels = subject == Subject.SEGMENTATION;
    if (inPlane == Interpolation.CUBIC && subject != Subject.DATA) {
      throw kwargs.get("order").bad("must be 0 or 1 for " + (labels ? "labels" : "probabilities"));
    }
    if (along == Interpolation.CUBIC || labels && along != Interpolation.NEAREST) {
      throw kwargs.get("order_z").bad("must be 0" + (labels ? " for labels" : " or 1"));
    }
    return new ResampleSpec(
        inPlane, Coordinates.HALF_PIXEL, separate(kwargs, Separate.NEVER), along, false);
  }

  private static ResampleSpec ofTorch(Field kwargs, Subject subject) throws IOException {
    requireKnown(kwargs, TORCH_KWARGS);
    requireSubject(kwargs, subject);
    requireText(kwargs, "mode", "linear");
    requireText(kwargs, "aniso_axis_mode", "nearest-exact");
    Optional<Field> efficient = kwargs.find("memefficient_seg_resampling");
    if (subject == Subject.SEGMENTATION && efficient.isPresent() && efficient.get().flag()) {
      throw efficient.get().bad("must be false");
    }
    return new ResampleSpec(
        Interpolation.LINEAR,
        Coordinates.TORCH,
        separate(kwargs, Separate.AUTO),
        Interpolation.NEAREST,
        false);
  }

  private static void requireText(Field kwargs, String name, String only) throws IOException {
    Optional<Field> field = kwargs.find(name);
    if (field.isPresent() && !field.get().text().equals(only)) {
      throw field.get().bad("must be " + only);
    }
  }

  private static void requireKnown(Field kwargs, Set<String> known) throws IOException {
    for (Map.Entry<String, Field> e : kwargs.fields().entrySet()) {
      if (!known.contains(e.getKey())) {
        throw e.getValue().bad("an argument that Holoseg does not know");
      }
    }
    Optional<Field> threshold = kwargs.find("separate_z_anisotropy_threshold");
    if (threshold.isPresent() && threshold.get().number() != 3) {
      throw threshold.get().bad("must be 3");
    }
  }

  /** Labels are resampled as labels and nothing else is. */
  private static void requireSubject(Field kwargs, Subject subject) throws IOException {
    boolean labels = subject == Subject.SEGMENTATION;
    Optional<Field> field = kwargs.find("is_seg");
    if (field.isPresent() ? field.get().flag() != labels : labels) {
      throw kwargs.bad("must have \"is_seg\": " + labels);
    }
  }

  private static Interpolation interpolation(Field kwargs, String name, int absent)
      throws IOException {
    Optional<Field> field = kwargs.find(name);
    return switch (field.isPresent() ? field.get().whole(0, 5) : absent) {
      case 0 -> Interpolation.NEAREST;
      case 1 -> Interpolation.LINEAR;
      case 3 -> Interpolation.CUBIC;
      default -> throw field.get().bad("must be 0, 1 or 3");
    };
  }

  /** {@code null} is the automatic rule; a missing argument has the function's default. */
  private static Separate separate(Field kwargs, Separate absent) throws IOException {
    if (!kwargs.node().has("force_separate_z")) {
      return absent;
    }
    Optional<Field> field = kwargs.find("force_separate_z");
    if (field.isEmpty()) {
      return Separate.AUTO;
    }
    return field.get().flag() ? Separate.ALWAYS : Separate.NEVER;
  }
}

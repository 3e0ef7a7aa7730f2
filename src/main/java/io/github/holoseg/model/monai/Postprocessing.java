package io.github.holoseg.model.monai;

import io.github.holoseg.model.DecisionSpec.Activation;
import io.github.holoseg.model.DecisionSpec.Rule;
import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.model.ResampleSpec.Interpolation;
import io.github.holoseg.model.document.Field;
import io.github.holoseg.volume.Label;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The transforms after the network. Their order says whether scores or labels come back to the
 * scan's grid. Source: MONAI 1.6.1 {@code transforms/post}.
 */
final class Postprocessing {
  private static final String PRED = "pred";
  private static final String KNOWN =
      "Activationsd, AsDiscreted, Invertd, KeepLargestConnectedComponentd, FillHolesd,"
          + " RemoveSmallObjectsd, EnsureTyped, ToTensord, ToDeviced, CastToTyped, SaveImaged";

  private final Field field;
  private final Preprocessing before;
  private final Field preprocessing;
  private final String imageKey;
  private final List<Component> cleanUp = new ArrayList<>();
  private Activation activation = Activation.NONE;
  private Rule rule;
  private float threshold;
  private boolean inverted;
  private boolean nearest;
  private boolean decidedFirst;
  private boolean activatedFirst;
  private boolean saved;

  /**
   * @param field where the transforms stand, for messages
   * @param preprocessing what Invertd must name
   */
  Postprocessing(
      Field field,
      List<Component> transforms,
      Preprocessing before,
      Field preprocessing,
      String imageKey)
      throws IOException {
    this.field = field;
    this.before = before;
    this.preprocessing = preprocessing;
    this.imageKey = imageKey;
    for (Component transform : transforms) {
      add(transform);
    }
    check();
  }

  Activation activation() {
    return activation;
  }

  Rule rule() {
    return rule;
  }

  /** Scores above it are labelled; MONAI compares with ≥ the next higher number. */
  double threshold() {
    return threshold;
  }

  boolean labelsFirst() {
    return decidedFirst || nearest;
  }

  boolean activationFirst() {
    return activatedFirst && !labelsFirst();
  }

  /** How scores come back, or labels. */
  Interpolation interpolation() {
    return nearest ? Interpolation.NEAREST : before.interpolation();
  }

  private void add(Component transform) throws IOException {
    if (transform.name().equals("SaveImaged")) {
      transform.require("scale");
      saved = true;
      return;
    }
    int pred = transform.keys().indexOf(PRED);
    if (pred < 0) {
      throw transform
          .field()
          .error(
              "("
                  + transform.name()
                  + ") works on "
                  + transform.keys()
                  + ", not on the prediction 'pred'; take it out");
    }
    boolean harmless =
        List.of("EnsureTyped", "ToTensord", "ToDeviced", "CastToTyped").contains(transform.name());
    if (saved && !harmless) {
      throw transform
          .field()
          .error("(" + transform.name() + ") follows SaveImaged; move it before");
    }
    switch (transform.name()) {
      case "EnsureTyped", "ToTensord", "ToDeviced", "CastToTyped" -> {
        if (rule == null) {
          transform.requireFloat32("dtype");
        }
      }
      case "Activationsd" -> activate(transform, pred);
      case "AsDiscreted" -> decide(transform, pred);
      case "Invertd" -> invert(transform, pred);
      case "KeepLargestConnectedComponentd", "FillHolesd", "RemoveSmallObjectsd" -> {
        if (rule == null) {
          throw transform.field().error("(" + transform.name() + ") must follow AsDiscreted");
        }
        if (before.changesTheGrid() && !inverted) {
          throw transform
              .field()
              .error(
                  "("
                      + transform.name()
                      + ") comes before Invertd, on the network's grid, which is not supported;"
                      + " move it after Invertd");
        }
        cleanUp.add(transform);
      }
      default ->
          throw transform
              .field()
              .error(
                  "is the transform "
                      + transform.name()
                      + ", which is not supported; these are: "
                      + KNOWN);
    }
  }

  private void activate(Component transform, int pred) throws IOException {
    if (rule != null) {
      throw transform.field().error("(Activationsd) must come before AsDiscreted");
    }
    Optional<Field> softmax = transform.perKey("softmax", pred);
    Optional<Field> sigmoid = transform.perKey("sigmoid", pred);
    boolean isSoftmax = softmax.isPresent() && softmax.get().flag();
    boolean isSigmoid = sigmoid.isPresent() && sigmoid.get().flag();
    transform.require("other");
    transform.require("dim", "0");
    transform.noOthers("allow_missing_keys");
    if (isSoftmax && isSigmoid || (isSoftmax || isSigmoid) && activation != Activation.NONE) {
      throw transform.field().error("(Activationsd) must apply one activation, once");
    }
    if (isSoftmax || isSigmoid) {
      activation = isSoftmax ? Activation.SOFTMAX : Activation.SIGMOID;
      activatedFirst = !inverted;
    }
  }

  private void decide(Component transform, int pred) throws IOException {
    Optional<Field> argmax = transform.perKey("argmax", pred);
    boolean isArgmax = argmax.isPresent() && argmax.get().flag();
    Optional<Field> limit = transform.perKey("threshold", pred);
    boolean oneHot = transform.perKey("to_onehot", pred).isPresent();
    transform.require("rounding");
    transform.require("dim", "0");
    transform.require("keepdim", "true");
    transform.noOthers("allow_missing_keys", "dtype");
    if (isArgmax && limit.isPresent() || rule != null && (isArgmax || limit.isPresent())) {
      throw transform.field().error("(AsDiscreted) must decide once, by argmax or threshold");
    }
    if (isArgmax) {
      rule = Rule.ARGMAX;
    } else if (limit.isPresent()) {
      double value = limit.get().number();
      if (activation != Activation.NONE && (value <= 0 || value > 1)) {
        throw limit.get().bad("must be above 0 and at most 1 for probabilities");
      }
      rule = Rule.THRESHOLD;
      threshold = Math.nextDown((float) value);
    } else if (oneHot && rule == null) {
      throw transform.field().error("(AsDiscreted) must decide, by argmax or threshold");
    }
    decidedFirst = rule != null && !inverted;
  }

  private void invert(Component transform, int pred) throws IOException {
    if (inverted) {
      throw transform.field().error("(Invertd) is supported once");
    }
    Field undone = transform.get("transform");
    if (!undone.pointer().equals(preprocessing.pointer())) {
      throw undone.error(
          "is not the preprocessing, " + preprocessing.pointer() + ", which Invertd must undo");
    }
    Optional<Field> original = transform.perKey("orig_keys", pred);
    if (original.isEmpty() || !original.get().text().equals(imageKey)) {
      throw transform
          .field()
          .error("(Invertd) must have the image, '" + imageKey + "', as orig_keys");
    }
    Optional<Field> interpolation = transform.perKey("nearest_interp", pred);
    nearest = interpolation.isEmpty() || interpolation.get().flag();
    transform.require("post_func");
    transform.noOthers(
        "meta_keys",
        "orig_meta_keys",
        "meta_key_postfix",
        "to_tensor",
        "device",
        "allow_missing_keys");
    inverted = true;
  }

  private void check() throws IOException {
    if (rule == null) {
      throw field.error(
          "has no AsDiscreted with argmax or threshold: the bundle gives scores, not labels; add"
              + " one");
    }
    if (!inverted && before.changesTheGrid()) {
      throw field.error(
          "has no Invertd, so that the result would stay on the network's grid; add it, with"
              + " \"transform\": \"@preprocessing\" and \"orig_keys\": \""
              + imageKey
              + "\"");
    }
    boolean moved = before.spacing() != null && before.interpolation() != Interpolation.NEAREST;
    if (decidedFirst && inverted && !nearest && moved) {
      throw field.error(
          "brings labels back by interpolating between their numbers; set \"nearest_interp\" of"
              + " Invertd to true, or move it before AsDiscreted");
    }
    if (!inverted) {
      decidedFirst = false;
    }
  }

  /** The clean-up of the finished label map. */
  List<PostprocessStep> steps(List<Label> labels) throws IOException {
    List<PostprocessStep> steps = new ArrayList<>();
    for (Component transform : cleanUp) {
      if (rule == Rule.THRESHOLD && labels.size() > 1) {
        throw transform
            .field()
            .error("(" + transform.name() + ") works on channels that may overlap here");
      }
      steps.add(
          switch (transform.name()) {
            case "FillHolesd" -> fillHoles(transform, labels);
            case "RemoveSmallObjectsd" -> removeSmall(transform, labels);
            default -> keepLargest(transform, labels);
          });
    }
    return steps;
  }

  private static List<String> applied(Component transform, List<Label> labels) throws IOException {
    List<String> names = new ArrayList<>();
    if (transform.find("applied_labels").isEmpty()) {
      labels.forEach(label -> names.add(label.name()));
      return names;
    }
    for (Field value : transform.items("applied_labels")) {
      int number = value.whole(0, 65535);
      Optional<Label> label = labels.stream().filter(l -> l.value() == number).findFirst();
      if (label.isEmpty()) {
        throw value.bad("must be one of the labels " + labels.stream().map(Label::value).toList());
      }
      names.add(label.get().name());
    }
    return names.stream().distinct().toList();
  }

  private static PostprocessStep keepLargest(Component transform, List<Label> labels)
      throws IOException {
    List<String> names = applied(transform, labels);
    transform.require("is_onehot", "false");
    transform.require("connectivity", "1", "3");
    transform.require("num_components", "1");
    boolean faces =
        transform.find("connectivity").isPresent()
            && transform.get("connectivity").whole(1, 3) == 1;
    boolean independent = transform.flag("independent", true);
    transform.noOthers("allow_missing_keys");
    if (independent || names.size() == 1) {
      return new PostprocessStep.KeepLargest(names, faces ? 6 : 26);
    }
    if (faces) {
      throw transform
          .get("connectivity")
          .bad("must be 3 if the labels are not independent; 1 is not supported");
    }
    return new PostprocessStep.KeepLargestTogether(names);
  }

  /** MONAI overwrites other labels inside, and counts diagonal ways out; one label, by faces. */
  private static PostprocessStep fillHoles(Component transform, List<Label> labels)
      throws IOException {
    List<String> names = applied(transform, labels);
    if (transform.find("connectivity").isEmpty()
        || transform.get("connectivity").whole(1, 3) != 1
        || labels.size() > 1) {
      throw transform
          .field()
          .error("(FillHolesd) is supported with connectivity 1 and a single label only");
    }
    transform.noOthers("allow_missing_keys");
    return new PostprocessStep.FillHoles(names);
  }

  /** With several labels MONAI compares whole labels, not their parts. */
  private static PostprocessStep removeSmall(Component transform, List<Label> labels)
      throws IOException {
    if (labels.size() > 1) {
      throw transform.field().error("(RemoveSmallObjectsd) is supported with a single label only");
    }
    transform.require("connectivity", "1");
    transform.require("pixdim");
    boolean volume = transform.flag("by_measure", false);
    Optional<Field> size = transform.find("min_size");
    transform.noOthers("allow_missing_keys", "independent_channels");
    if (volume) {
      double mm3 = size.isPresent() ? size.get().number() : 64;
      if (mm3 <= 0) {
        throw transform.get("min_size").bad("must be above 0");
      }
      return new PostprocessStep.RemoveSmall(List.of(), mm3);
    }
    int voxels = size.isPresent() ? size.get().whole(1, Integer.MAX_VALUE) : 64;
    return new PostprocessStep.RemoveSmall(List.of(), 0, voxels);
  }
}

package io.github.holoseg.model.bioimageio;

import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.DecisionSpec.Activation;
import io.github.holoseg.model.DecisionSpec.Rule;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.document.LabelNames;
import io.github.holoseg.volume.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How scores become labels, which the specification does not say. The rules are in
 * docs/models/bioimageio.md; what was assumed is a note.
 */
record Decision(DecisionSpec spec, List<Label> labels) {
  private static final double HALF = 0.5;
  private static final String NO_NAME = "(channel|class|output|out|c|ch)?[ _-]?[0-9]*";
  private static final String BACKGROUND = "background|bg|outside|void";
  private static final String NO_STRUCTURE =
      ".*(affinit|distance|flow|offset|embedding|vector|gradient|dist_).*";
  private static final String REMEDY =
      "; say it in the description: config: holoseg: decision: argmax or threshold (with threshold:"
          + " a number), labels: a name for each output channel";

  /**
   * @param notes gets sentences for people
   */
  static Decision of(
      Description description, Settings settings, Postprocessing after, List<String> notes)
      throws ModelFormatException {
    Tensor output = description.output();
    int channels = output.channel().fixed();
    List<String> names = names(output, settings, channels);
    boolean argmax = isArgmax(output, settings, after, names, notes);
    if (argmax && !after.keepsTheLargest()) {
      throw output
          .field()
          .error(
              "clips scores that are compared with each other, so that ties come up; take it out");
    }
    int[] values = values(settings, names, argmax, notes);
    LabelNames valid = new LabelNames();
    List<Label> labels = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      if (values[c] > 0) {
        String name = names.get(c).isEmpty() ? fallback(channels, values[c]) : names.get(c);
        labels.add(Label.of(values[c], valid.valid(name)));
      }
    }
    if (labels.isEmpty()) {
      throw output.field().error("has no channel that shows a structure, only background" + REMEDY);
    }
    if (names.stream().allMatch(String::isEmpty)) {
      notes.add("The package has no names for its output channels.");
    }
    if (!argmax && labels.size() > 1) {
      notes.add(
          "Its output channels may overlap; later channels are painted over earlier ones here.");
    }
    notes.addAll(valid.notes());
    double[] thresholds = argmax ? null : thresholds(output, settings, after, channels, notes);
    boolean one = thresholds != null && Arrays.stream(thresholds).distinct().count() == 1;
    DecisionSpec spec =
        new DecisionSpec(
            after.activation(),
            argmax ? Rule.ARGMAX : Rule.THRESHOLD,
            one ? thresholds[0] : 0,
            one ? null : thresholds,
            values,
            false,
            true);
    return new Decision(spec, labels);
  }

  private static String fallback(int channels, int value) {
    return channels == 1 ? "foreground" : "label " + value;
  }

  /** Empty where a name says nothing. */
  private static List<String> names(Tensor output, Settings settings, int channels) {
    List<String> names = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      List<String> stated = output.channel().names();
      String name =
          settings.labels() != null
              ? settings.labels().get(c)
              : stated.size() == channels ? stated.get(c) : "";
      String plain = name.strip();
      boolean says = settings.labels() != null || !lower(plain).matches(NO_NAME);
      names.add(says ? plain : "");
    }
    return names;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static boolean isBackground(String name) {
    return lower(name).matches(BACKGROUND);
  }

  private static boolean isArgmax(
      Tensor output,
      Settings settings,
      Postprocessing after,
      List<String> names,
      List<String> notes)
      throws ModelFormatException {
    if (settings.argmax() != null || settings.thresholds() != null) {
      boolean argmax = settings.argmax() != null && settings.argmax();
      if (after.thresholds() != null && (argmax || settings.thresholds() != null)) {
        throw output
            .field()
            .error(
                "is binarized by the package itself, which config/holoseg contradicts; leave one");
      }
      return argmax;
    }
    for (String name : names) {
      if (lower(name).matches(NO_STRUCTURE)) {
        throw output
            .field()
            .error(
                "has the channel '"
                    + name
                    + "', which is no probability of a structure; such a model needs its own"
                    + " program, unless config/holoseg says how its channels become labels");
      }
    }
    if (after.thresholds() != null || after.activation() == Activation.SIGMOID) {
      return false;
    }
    if (names.size() == 1) {
      double[] range = output.range();
      if (range != null && (range[0] < 0 && Double.isFinite(range[0]) || range[1] > 1)) {
        boolean open = Double.isInfinite(range[1]) && range[0] >= 0;
        if (!open) {
          throw output
              .field()
              .error(
                  "has values from %s to %s, no probabilities".formatted(range[0], range[1])
                      + REMEDY);
        }
      }
      if (after.activation() == Activation.NONE) {
        notes.add("Its output is taken for a probability.");
      }
      return false;
    }
    if (after.activation() == Activation.SOFTMAX
        || names.stream().anyMatch(Decision::isBackground)) {
      return true;
    }
    double[] range = output.range();
    if (range != null && range[0] == 0 && range[1] == 1) {
      notes.add("Its outputs are taken for probabilities.");
      return false;
    }
    throw output
        .field()
        .error(
            "has " + names.size() + " channels, and nothing says how they become labels" + REMEDY);
  }

  /** The value of each output channel; channels of the background have 0. */
  private static int[] values(
      Settings settings, List<String> names, boolean argmax, List<String> notes) {
    if (settings.values() != null) {
      return settings.values().clone();
    }
    boolean named = names.stream().anyMatch(Decision::isBackground);
    boolean nameless = names.stream().allMatch(String::isEmpty);
    boolean first = argmax && !named && nameless;
    if (first) {
      notes.add("Its first output channel is taken for the background.");
    } else if (argmax && !named) {
      notes.add("None of its output channels is the background, so that every voxel has a label.");
    }
    int[] values = new int[names.size()];
    int next = 1;
    for (int c = 0; c < values.length; c++) {
      boolean background = isBackground(names.get(c)) || first && c == 0;
      values[c] = background ? 0 : next++;
    }
    return values;
  }

  private static double[] thresholds(
      Tensor output, Settings settings, Postprocessing after, int channels, List<String> notes)
      throws ModelFormatException {
    if (after.thresholds() != null) {
      return after.thresholds();
    }
    double[] stated = settings.thresholds();
    if (stated == null) {
      notes.add("Voxels above 0.5 are labelled.");
    }
    double[] thresholds = new double[channels];
    for (int c = 0; c < channels; c++) {
      double value = stated == null ? HALF : stated[stated.length == 1 ? 0 : c];
      thresholds[c] = after.before(value);
      boolean impossible =
          !after.decides(value)
              || after.activation() != Activation.NONE && (thresholds[c] < 0 || thresholds[c] >= 1);
      if (impossible) {
        throw output
            .field()
            .error(
                "is decided at "
                    + value
                    + ", which its values cannot exceed or all exceed"
                    + REMEDY);
      }
    }
    return thresholds;
  }
}

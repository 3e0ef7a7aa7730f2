package io.github.holoseg.model.monai;

import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.document.Field;
import io.github.holoseg.model.document.LabelNames;
import io.github.holoseg.volume.Label;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code configs/metadata.json}: what the bundle says about itself and its tensors. Source: MONAI
 * 1.6.1, the bundle specification.
 */
final class BundleMetadata {
  private static final Pattern MULTIPLE = Pattern.compile("([0-9]{1,4})\\s*\\*\\s*n");
  private static final Pattern POWER =
      Pattern.compile("([0-9]{1,2})\\s*\\*\\*\\s*p(\\s*\\*\\s*n)?");

  private final Field root;
  private final Optional<Field> input;
  private final Optional<Field> output;

  BundleMetadata(Field root) throws IOException {
    this.root = root;
    Optional<Field> formats = root.find("network_data_format");
    input = formats.isPresent() ? only(formats.get(), "inputs", "image") : Optional.empty();
    output = formats.isPresent() ? only(formats.get(), "outputs", "pred") : Optional.empty();
  }

  private static Optional<Field> only(Field formats, String role, String usual) throws IOException {
    Optional<Field> tensors = formats.find(role);
    if (tensors.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Field> all = tensors.get().fields();
    if (all.size() == 1) {
      return Optional.of(all.values().iterator().next());
    }
    if (all.containsKey(usual)) {
      return Optional.of(all.get(usual));
    }
    throw tensors.get().error("has " + all.size() + " tensors; one is supported");
  }

  /** A text for people, on one line; nothing if it is absent or no text. */
  Optional<String> text(String name) {
    return root.find(name)
        .filter(Field::isText)
        .map(f -> f.node().textValue().replaceAll("\\s+", " ").strip())
        .filter(text -> !text.isEmpty());
  }

  List<String> references() {
    List<String> all = new ArrayList<>();
    root.find("references")
        .ifPresent(
            list ->
                list.node()
                    .forEach(
                        item -> {
                          String text = item.asText("").replaceAll("\\s+", " ").strip();
                          if (!text.isEmpty() && !all.contains(text)) {
                            all.add(text);
                          }
                        }));
    return all;
  }

  /** CT, MR or any. */
  String modality() {
    String stated =
        input
            .flatMap(i -> i.find("modality"))
            .map(m -> m.node().asText("").toUpperCase(Locale.ROOT))
            .orElse("");
    String format = input.flatMap(i -> i.find("format")).map(f -> f.node().asText("")).orElse("");
    if (stated.startsWith("MR")) {
      return "MR";
    }
    return stated.equals("CT") || format.equals("hounsfield") ? "CT" : "any";
  }

  /** Channels of the network, from the file if it says, else from here; the two must agree. */
  int inputChannels(int inFile) throws IOException {
    return channels(input, inFile, "inputs");
  }

  int outputChannels(int inFile) throws IOException {
    return channels(output, inFile, "outputs");
  }

  private int channels(Optional<Field> tensor, int inFile, String role) throws IOException {
    Optional<Field> stated = tensor.flatMap(t -> t.find("num_channels"));
    if (stated.isEmpty()) {
      if (inFile < 0) {
        throw root.error(
            "has no network_data_format/"
                + role
                + "/…/num_channels, and the ONNX file does not"
                + " say how many channels it has");
      }
      return inFile;
    }
    int channels = stated.get().whole(1, 65535);
    if (inFile >= 0 && inFile != channels) {
      throw stated.get().bad("the ONNX file has " + inFile + " channels");
    }
    return channels;
  }

  List<String> channelNames(int channels) {
    List<String> names = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      String name = channelName(input, c).orElse(channels == 1 ? "image" : "channel " + c);
      names.add(names.contains(name) ? name + " " + c : name);
    }
    return names;
  }

  private static Optional<String> channelName(Optional<Field> tensor, int channel) {
    return tensor
        .flatMap(t -> t.find("channel_def"))
        .flatMap(d -> d.find(String.valueOf(channel)))
        .map(f -> f.node().asText("").strip())
        .filter(name -> !name.isEmpty());
  }

  /** Whether the first output channel is called background. */
  boolean isBackgroundFirst() {
    return channelName(output, 0).filter("background"::equalsIgnoreCase).isPresent();
  }

  /** The structure that an output channel shows, with its value. */
  Label label(int channel, int value, LabelNames names, List<String> notes) {
    Optional<String> stated = channelName(output, channel);
    if (stated.isEmpty() || stated.get().equalsIgnoreCase("background")) {
      // A network of one channel is often described by the labels that its threshold gives.
      stated = channel == 0 ? channelName(output, 1) : Optional.empty();
    }
    if (stated.isEmpty()) {
      notes.add("The bundle has no name for its output channel " + channel + ".");
    }
    return Label.of(value, names.valid(stated.orElse("label " + value)));
  }

  /**
   * Sizes that a free axis of the network takes.
   *
   * @param axis 0 x, 1 y, 2 z of the image as loaded
   */
  SizeRule freeSize(int axis) throws IOException {
    Optional<Field> shape = input.flatMap(i -> i.find("spatial_shape"));
    if (shape.isEmpty()) {
      return new SizeRule(1, 1, 0);
    }
    List<Field> sizes = shape.get().items();
    if (sizes.size() != 3) {
      throw shape.get().bad("must have three sizes: only 3-D networks are supported");
    }
    Field size = sizes.get(axis);
    if (size.isNumber()) {
      return new SizeRule(1, 1, size.whole(1, 1 << 14));
    }
    String text = size.text().strip();
    if (text.equals("*") || text.equals("n")) {
      return new SizeRule(1, 1, 0);
    }
    Matcher multiple = MULTIPLE.matcher(text);
    Matcher power = POWER.matcher(text);
    int step =
        multiple.matches()
            ? Integer.parseInt(multiple.group(1))
            : power.matches() ? Integer.parseInt(power.group(1)) : 0;
    if (step == 0) {
      throw size.bad("must be a number, \"*\", \"16*n\", \"2**p\" or \"2**p*n\"");
    }
    return new SizeRule(step, step, 0);
  }

  ModelFormatException notThreeDimensional(int axes) {
    return root.error("belongs to a network of " + axes + " axes; only 3-D networks are supported");
  }
}

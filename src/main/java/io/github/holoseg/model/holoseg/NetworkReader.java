package io.github.holoseg.model.holoseg;

import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.NetworkSpec.DataFile;
import io.github.holoseg.model.NetworkSpec.ElementType;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.NetworkSpec.Weights;
import io.github.holoseg.model.WeightFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code /network}. */
final class NetworkReader {
  private NetworkReader() {}

  /**
   * @param partial whether files may be missing, as those of structures that nobody asks for
   */
  static NetworkSpec read(Path file, StrictNode node, boolean partial) throws IOException {
    node.only("weights", "input", "output", "type", "axes", "channels", "outputChannels", "size");
    List<Weights> weights = new ArrayList<>();
    for (StrictNode w : node.objects("weights")) {
      weights.add(weights(file, w, partial));
    }
    if (weights.isEmpty()) {
      throw node.bad("weights", "must name at least one ONNX file");
    }
    String axes = node.text("axes");
    if (!axes.matches("bc(xyz|xzy|yxz|yzx|zxy|zyx|xy|yx|xz|zx|yz|zy)")) {
      throw node.bad(
          "axes",
          "must be bc followed by x, y and z in any order, for example bczyx, or by two of them for"
              + " a network of slices, for example bcyx");
    }
    List<String> channels = node.texts("channels");
    if (channels.isEmpty()) {
      throw node.error("channels", "is missing or empty, must name at least one input channel");
    }
    List<SizeRule> sizes = sizes(node.object("size").only("x", "y", "z"));
    for (int axis = 0; axis < 3; axis++) {
      String letter = String.valueOf("xyz".charAt(axis));
      if (!axes.contains(letter) && sizes.get(axis).fixed() != 1) {
        throw node.bad(
            "size/" + letter, "must be {\"fixed\": 1}, because /network/axes is without " + letter);
      }
    }
    return new NetworkSpec(
        weights,
        node.filledText("input"),
        node.filledText("output"),
        node.oneOf("type", ElementType.class),
        axes,
        channels,
        node.whole("outputChannels", 1, 65536),
        sizes);
  }

  private static Weights weights(Path file, StrictNode node, boolean partial) throws IOException {
    node.only("file", "sha256", "externalData");
    List<DataFile> data = new ArrayList<>();
    if (node.has("externalData")) {
      for (StrictNode d : node.objects("externalData")) {
        d.only("file", "sha256");
        data.add(new DataFile(path(file, d, partial), sha256(d)));
      }
    }
    return new Weights(path(file, node, partial), sha256(node), data);
  }

  private static Path path(Path file, StrictNode node, boolean partial) throws IOException {
    String relative = node.filledText("file");
    Path folder = file.toAbsolutePath().getParent();
    return partial ? WeightFiles.locate(folder, relative) : WeightFiles.resolve(folder, relative);
  }

  private static String sha256(StrictNode node) throws IOException {
    String sha256 = node.text("sha256");
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw node.bad("sha256", "must be the file's SHA-256, 64 lower-case hexadecimal digits");
    }
    return sha256;
  }

  private static List<SizeRule> sizes(StrictNode node) throws IOException {
    List<SizeRule> rules = new ArrayList<>();
    for (String axis : List.of("x", "y", "z")) {
      StrictNode rule = node.object(axis).only("min", "step", "fixed");
      if (!rule.has("fixed")) {
        int max = Integer.MAX_VALUE;
        rules.add(new SizeRule(rule.whole("min", 1, max), rule.whole("step", 1, max), 0));
        continue;
      }
      if (rule.has("min") || rule.has("step")) {
        throw rule.error("", "has fixed beside min or step; a size is either fixed or free");
      }
      int fixed = rule.whole("fixed", 1, Integer.MAX_VALUE);
      rules.add(new SizeRule(fixed, 1, fixed));
    }
    return rules;
  }
}

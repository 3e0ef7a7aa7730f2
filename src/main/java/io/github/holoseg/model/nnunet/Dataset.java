package io.github.holoseg.model.nnunet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** {@code dataset.json}: channels and labels, and what people may want to know. Immutable. */
final class Dataset {
  private static final Set<String> MR =
      Set.of(
          "mr", "mri", "t1", "t2", "t1w", "t2w", "t1c", "t1ce", "t1gd", "t1n", "t2f", "flair", "pd",
          "adc", "dwi", "t1w-gd");

  private final Field root;

  private Dataset(Field root) {
    this.root = root;
  }

  static Dataset read(Path file) throws IOException {
    return new Dataset(Field.read(file));
  }

  Path file() {
    return root.file();
  }

  /** A text that says something about the data set, if it is there. */
  Optional<String> note(String... names) {
    for (String name : names) {
      Optional<String> text =
          root.find(name)
              .filter(f -> f.node().isTextual() || f.node().isNumber())
              .map(f -> f.node().asText().strip())
              .filter(t -> !t.isEmpty());
      if (text.isPresent()) {
        return text;
      }
    }
    return Optional.empty();
  }

  /** Names of the image channels in the order of their file numbers; none is there twice. */
  List<String> channels() throws IOException {
    // nnU-Net counts "modality", the older name, if both are there.
    Field field = root.has("modality") ? root.get("modality") : root.get("channel_names");
    Map<Integer, String> byNumber = new TreeMap<>();
    for (Map.Entry<String, Field> e : field.fields().entrySet()) {
      if (!e.getKey().matches("\\d{1,4}")) {
        throw field.bad("must name its channels \"0\", \"1\", …");
      }
      byNumber.put(Integer.parseInt(e.getKey()), e.getValue().node().asText().strip());
    }
    if (byNumber.isEmpty()) {
      throw field.bad("must name at least one channel");
    }
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Map.Entry<Integer, String> e : byNumber.entrySet()) {
      if (e.getKey() != names.size()) {
        throw field.bad("must name its channels \"0\", \"1\", … without gaps");
      }
      String name = e.getValue().isEmpty() ? "channel " + e.getKey() : e.getValue();
      names.add(seen.add(name) ? name : name + " (" + e.getKey() + ")");
    }
    return names;
  }

  /** {@code CT} or {@code MR} if every channel's name says so, else {@code any}. */
  String modality() throws IOException {
    List<String> names = channels().stream().map(n -> n.toLowerCase(Locale.ROOT)).toList();
    if (names.stream().allMatch("ct"::equals)) {
      return "CT";
    }
    return MR.containsAll(names) ? "MR" : "any";
  }

  LabelTable labels() throws IOException {
    return LabelTable.of(root);
  }
}

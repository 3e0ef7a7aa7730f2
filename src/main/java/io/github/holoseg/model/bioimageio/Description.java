package io.github.holoseg.model.bioimageio;

import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.document.Documents;
import io.github.holoseg.model.document.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The YAML file of a package, with what both format versions share. Source: bioimageio.spec
 * 0.5.12.0, {@code model/v0_4.py} and {@code v0_5.py}.
 */
record Description(Field root, boolean isNew, Tensor input, Tensor output) {
  /** File names, the newest first. */
  static final List<String> NAMES = List.of("bioimageio.yaml", "rdf.yaml", "model.yaml");

  private static final String UPDATE =
      "update the package with bioimageio.core: bioimageio update-format";

  /** The description's file, if the folder has one. */
  static Optional<Path> fileIn(Path folder) {
    return NAMES.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
  }

  static Description read(Path file) throws IOException {
    Field root = Documents.read(file);
    Optional<Field> type = root.find("type");
    if (type.isPresent() && !type.get().node().asText().equals("model")) {
      throw type.get().bad("must be model; other kinds of packages have nothing to run");
    }
    Field version = root.get("format_version");
    String text = version.node().asText();
    boolean isNew = text.matches("0\\.5(\\..*)?");
    if (!isNew && !text.matches("0\\.4(\\..*)?")) {
      boolean older = text.matches("0\\.[0-3](\\..*)?");
      throw version.bad(
          "must be 0.4 or 0.5; " + (older ? UPDATE : "newer ones need a newer Holoseg"));
    }
    Field inputs = only(root, "inputs");
    Field outputs = only(root, "outputs");
    if (root.find("run_mode").isPresent()) {
      throw root.get("run_mode").bad("must be left out; special ways of running are not supported");
    }
    if (isNew) {
      Tensor input = NewTensors.input(inputs).inOrder();
      return new Description(root, true, input, NewTensors.output(outputs, input));
    }
    Tensor input = OldTensors.input(root, inputs).inOrder();
    return new Description(root, false, input, OldTensors.output(root, outputs, input));
  }

  private static Field only(Field root, String role) throws ModelFormatException {
    Field list = root.get(role);
    List<Field> items = list.items();
    if (items.size() != 1) {
      throw list.error(
          "has " + items.size() + " tensors; only networks with one of them can be run");
    }
    items.get(0).fields();
    return items.get(0);
  }

  /** A text for people, on one line. */
  Optional<String> text(String name) {
    return root.find(name)
        .filter(f -> f.isText() || f.isNumber())
        .map(f -> f.node().asText().replaceAll("\\s+", " ").strip())
        .filter(text -> !text.isEmpty());
  }

  /** What to cite, each on one line. */
  List<String> citations() {
    List<String> all = new ArrayList<>();
    root.find("cite")
        .ifPresent(
            list ->
                list.node()
                    .forEach(
                        cite -> {
                          String text = cite.path("text").asText("");
                          String doi = cite.path("doi").asText(cite.path("url").asText(""));
                          String both = (text + " " + doi).replaceAll("\\s+", " ").strip();
                          if (!both.isEmpty() && !all.contains(both)) {
                            all.add(both);
                          }
                        }));
    return all;
  }
}

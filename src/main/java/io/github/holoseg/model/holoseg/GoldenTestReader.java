package io.github.holoseg.model.holoseg;

import io.github.holoseg.model.GoldenTest;
import io.github.holoseg.model.GoldenTest.Tensors.OutputIs;
import io.github.holoseg.model.WeightFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code /tests}. */
final class GoldenTestReader {
  private GoldenTestReader() {}

  static List<GoldenTest> read(Path file, StrictNode root, int channels) throws IOException {
    List<GoldenTest> tests = new ArrayList<>();
    if (!root.has("tests")) {
      return tests;
    }
    Set<String> names = new HashSet<>();
    for (StrictNode node : root.objects("tests")) {
      GoldenTest test = node.has("images") ? wholeCase(file, node, channels) : tensors(file, node);
      if (!names.add(test.name())) {
        throw node.bad("name", "must differ from the names of the tests before it");
      }
      tests.add(test);
    }
    return tests;
  }

  private static GoldenTest wholeCase(Path file, StrictNode node, int channels) throws IOException {
    node.only("name", "madeBy", "images", "preprocessed", "scores", "labels");
    List<Path> images = new ArrayList<>();
    for (String image : node.texts("images")) {
      images.add(path(file, image));
    }
    if (images.size() != channels) {
      throw node.error(
          "images", "has " + images.size() + " files, the network has " + channels + " channels");
    }
    return new GoldenTest.Case(
        node.filledText("name"),
        node.filledText("madeBy"),
        images,
        node.has("preprocessed") ? path(file, node.filledText("preprocessed")) : null,
        node.has("scores") ? path(file, node.filledText("scores")) : null,
        path(file, node.filledText("labels")));
  }

  private static GoldenTest tensors(Path file, StrictNode node) throws IOException {
    node.only(
        "name", "madeBy", "input", "output", "outputIs", "absoluteTolerance", "relativeTolerance");
    return new GoldenTest.Tensors(
        node.filledText("name"),
        node.filledText("madeBy"),
        path(file, node.filledText("input")),
        path(file, node.filledText("output")),
        node.oneOf("outputIs", OutputIs.class, OutputIs.SCORES),
        tolerance(node, "absoluteTolerance"),
        tolerance(node, "relativeTolerance"));
  }

  private static double tolerance(StrictNode node, String field) throws IOException {
    double value = node.number(field);
    if (value < 0) {
      throw node.bad(field, "must not be negative");
    }
    return value;
  }

  private static Path path(Path file, String relative) throws IOException {
    return WeightFiles.resolve(file.toAbsolutePath().getParent(), relative);
  }
}

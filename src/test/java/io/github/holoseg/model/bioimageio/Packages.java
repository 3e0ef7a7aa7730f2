package io.github.holoseg.model.bioimageio;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.model.BundleFolders;
import io.github.holoseg.model.document.Documents;
import io.github.holoseg.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The stored packages, and copies with single values changed. */
final class Packages {
  static final Path FOLDER = SharedData.project().resolve("src/test/resources/golden/bioimageio");

  private Packages() {}

  /** Names of all of them. */
  static List<String> names() throws IOException {
    try (var all = Files.list(FOLDER)) {
      return all.filter(Files::isDirectory).map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  /** A copy of a stored package in a new folder. */
  static Path copy(String name, Path temp) throws IOException {
    Path folder = Files.createTempDirectory(temp, name + " ");
    Files.delete(folder);
    BundleFolders.copy(FOLDER.resolve(name), folder);
    return folder;
  }

  /** Changes a value of the description; JSON is YAML too. */
  static void change(Path folder, String pointer, String value) throws IOException {
    Path file = folder.resolve("rdf.yaml");
    JsonNode document = Documents.read(file).node();
    BundleFolders.change(document, pointer, value);
    Files.writeString(file, BundleFolders.JSON.writeValueAsString(document));
  }
}

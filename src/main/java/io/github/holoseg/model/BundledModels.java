package io.github.holoseg.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The models inside the jar, {@code models/<id>/}, unpacked to a cache folder because runtimes want
 * files.
 *
 * <p>{@code models/SHA256SUMS} lists every file. The cache folder of a model carries the hash of
 * its part of that list, so that each version of Holoseg has its own. A file that is there with the
 * right bytes is left alone; any other is written under a temporary name and moved in place. Two
 * processes that unpack at once write the same bytes and may overtake each other harmlessly.
 * Thread-safe.
 */
final class BundledModels {
  private static final String LIST = "SHA256SUMS";
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";

  /** Opens a resource below {@code models/}; null if there is none. */
  @FunctionalInterface
  interface Resources {
    InputStream open(String name);
  }

  private final Resources resources;
  private final List<Path> caches;

  /**
   * @param caches folders to unpack to; the first that can be written is taken
   */
  BundledModels(Resources resources, List<Path> caches) {
    this.resources = resources;
    this.caches = List.copyOf(caches);
  }

  /** Those of this program's own jar. */
  static BundledModels own(List<Path> caches) {
    return new BundledModels(
        name -> BundledModels.class.getResourceAsStream("/models/" + name), caches);
  }

  /** Ids of the bundled models, in alphabetical order. */
  List<String> ids() throws IOException {
    return List.copyOf(files().keySet());
  }

  /**
   * The folder of one model, complete and checked.
   *
   * @throws IOException if no cache folder can be written, naming them
   */
  Path folder(String id) throws IOException {
    Map<String, String> sums = files().get(id);
    if (sums == null) {
      throw new IOException("no model '" + id + "' is bundled");
    }
    String version =
        WeightFiles.sha256(sums.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    IOException failure = new IOException("the bundled model '" + id + "' cannot be unpacked");
    for (Path cache : caches) {
      Path folder = cache.resolve("models").resolve(version).resolve(id);
      try {
        for (Map.Entry<String, String> file : sums.entrySet()) {
          unpack(id + "/" + file.getKey(), file.getValue(), folder.resolve(file.getKey()));
        }
        return folder;
      } catch (IOException e) {
        failure = new IOException(failure.getMessage() + "; " + folder + ": " + e.getMessage(), e);
      }
    }
    throw failure;
  }

  private void unpack(String name, String sha256, Path target) throws IOException {
    if (isIntact(target, sha256)) {
      return;
    }
    byte[] bytes = read(name);
    if (!WeightFiles.sha256(bytes).equals(sha256)) {
      throw new IOException(
          "models/" + name + " in the Holoseg jar is damaged; install Holoseg again");
    }
    Files.createDirectories(target.getParent());
    Path temporary = Files.createTempFile(target.getParent(), ".unpack", ".tmp");
    try {
      Files.write(temporary, bytes);
      move(temporary, target);
    } catch (IOException e) {
      // Where an open file cannot be replaced, another process has just put the same bytes there.
      if (!isIntact(target, sha256)) {
        throw e;
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static boolean isIntact(Path file, String sha256) throws IOException {
    return Files.isRegularFile(file) && WeightFiles.sha256(file).equals(sha256);
  }

  /** Model id to file name to SHA-256. */
  private Map<String, Map<String, String>> files() throws IOException {
    Map<String, Map<String, String>> models = new TreeMap<>();
    for (String line : new String(read(LIST), StandardCharsets.UTF_8).lines().toList()) {
      int slash = line.indexOf('/');
      if (!line.matches("[0-9a-f]{64}  " + NAME + "/" + NAME)) {
        throw new IOException("models/" + LIST + " has a line that is no sum and file: " + line);
      }
      models
          .computeIfAbsent(line.substring(66, slash), id -> new TreeMap<>())
          .put(line.substring(slash + 1), line.substring(0, 64));
    }
    return models;
  }

  private byte[] read(String name) throws IOException {
    try (InputStream in = resources.open(name)) {
      if (in == null) {
        throw new IOException(
            "models/" + name + " is not in the Holoseg jar; install Holoseg again");
      }
      return in.readAllBytes();
    }
  }
}

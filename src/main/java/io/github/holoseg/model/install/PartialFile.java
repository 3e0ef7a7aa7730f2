package io.github.holoseg.model.install;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.model.WeightFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A download that may not be complete yet, and beside it what the server said about the whole, so
 * that a later try can ask for the rest of the very same file.
 */
final class PartialFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration KEPT = Duration.ofDays(30);

  /**
   * What the server said.
   *
   * @param validator strong ETag, or date of the last change; null: it said neither, and nothing
   *     can be continued
   * @param length bytes of the whole, -1 if unknown
   */
  record Head(String url, String validator, long length) {}

  private final Path file;
  private final Path note;
  private final String url;

  private PartialFile(Path file, Path note, String url) {
    this.file = file;
    this.note = note;
    this.url = url;
  }

  static PartialFile of(Path folder, String url) {
    String name = WeightFiles.sha256(url.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    return new PartialFile(folder.resolve(name + ".part"), folder.resolve(name + ".json"), url);
  }

  /** Deletes downloads that nobody went on with for a month. */
  static void clear(Path folder) throws IOException {
    Instant oldest = Instant.now().minus(KEPT);
    try (Stream<Path> list = Files.list(folder)) {
      for (Path path : list.toList()) {
        if (Files.getLastModifiedTime(path).toInstant().isBefore(oldest)) {
          Files.deleteIfExists(path);
        }
      }
    }
  }

  Path file() {
    return file;
  }

  /** Bytes that are here and can be gone on with; 0 if none. */
  long size() throws IOException {
    return head() == null || !Files.isRegularFile(file) ? 0 : Files.size(file);
  }

  /** What the server said when these bytes came; null if there are none to go on with. */
  Head head() {
    try {
      Head head = JSON.readValue(Files.readString(note), Head.class);
      return head != null && url.equals(head.url()) && head.validator() != null ? head : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** Begins anew. */
  void begin(String validator, long length) throws IOException {
    delete();
    Files.writeString(note, JSON.writeValueAsString(new Head(url, validator, length)));
  }

  void delete() throws IOException {
    for (Path path : List.of(file, note)) {
      Files.deleteIfExists(path);
    }
  }
}

package io.github.holoseg.model.install;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an installed model came from; {@value #FILE} in its folder, which is also the mark of
 * folders that Holoseg made and may remove.
 *
 * @param source as the user named it
 * @param inside the model's folder in the source, empty for the source itself
 * @param sha256 of the file; of a folder: of the list of its files' hashes and names; of a task:
 *     empty
 * @param format key of the format that read it
 * @param id that the model had there
 * @param license as the source states it, may be empty
 * @param installed time, ISO 8601
 * @param holoseg version that installed it
 */
@JsonPropertyOrder({
  "source",
  "inside",
  "sha256",
  "format",
  "id",
  "license",
  "installed",
  "holoseg"
})
@JsonIgnoreProperties(ignoreUnknown = true)
public record Origin(
    String source,
    String inside,
    String sha256,
    String format,
    String id,
    String license,
    String installed,
    String holoseg) {
  /** Name of the file. */
  public static final String FILE = "holoseg-origin.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final long MAX_BYTES = 1 << 20;

  void write(Path folder) throws IOException {
    Files.writeString(folder.resolve(FILE), JSON.writeValueAsString(this) + "\n");
  }

  /** Of a model folder; empty if it was not installed by Holoseg, or the file is damaged. */
  public static Optional<Origin> of(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
        return Optional.empty();
      }
      return Optional.ofNullable(JSON.readValue(Files.readString(file), Origin.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}

package io.github.holoseg.model.install;

import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.holoseg.HolosegFormat;
import io.github.holoseg.model.onnx.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A single ONNX file that is a complete model: the text of a {@code holoseg.json} is the value of
 * its metadata key {@value #KEY}. That text has no {@code /network/weights}, because a file cannot
 * hold its own hash; the file itself is meant.
 */
public final class OnnxModel {
  /** Key among the file's {@code metadata_props}. */
  public static final String KEY = "holoseg";

  private OnnxModel() {}

  /** Whether it is an ONNX file by its name. */
  public static boolean isOnnx(Path file) {
    return Files.isRegularFile(file)
        && file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
  }

  /**
   * The model that the file is, its weights being the file itself.
   *
   * @throws ModelFormatException if it does not carry a description, saying what it needs; or if
   *     that is broken
   */
  public static ModelSpec load(Path file) throws IOException {
    OnnxFile onnx = OnnxFile.read(file);
    String text = onnx.metadata().get(KEY);
    if (text == null) {
      throw new ModelFormatException(
          file,
          "does not say spacing, orientation, normalisation, tiles and labels, without which its"
              + " result means nothing; put a "
              + HolosegFormat.FILE_NAME
              + " that says them beside it (docs/model-format.md) and name that folder");
    }
    if (!onnx.externalFiles().isEmpty()) {
      throw new ModelFormatException(
          file,
          "keeps weights in other files ("
              + String.join(", ", onnx.externalFiles())
              + "), so it is no model of one file; make a folder with a "
              + HolosegFormat.FILE_NAME
              + " of it (docs/model-format.md)");
    }
    return new HolosegFormat().embedded(text, file);
  }
}

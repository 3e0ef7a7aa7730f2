package io.github.holoseg.batch;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the user chose about segmenting a folder of scans.
 *
 * @param input folder that is searched, with its sub-folders
 * @param output folder for the results
 * @param each options of every case; its paths are replaced case by case
 */
public record FolderOptions(Path input, Path output, SegmentOptions each) {
  /**
   * @param arguments of {@link Operation#FOLDER}
   */
  public static FolderOptions of(Arguments arguments) {
    Map<String, String> texts = new LinkedHashMap<>(arguments.all());
    SegmentOptions each = SegmentOptions.of(Arguments.of(Operation.SEGMENT, texts));
    return new FolderOptions(each.input(), each.output(), each);
  }

  /** Reads the option string of a macro. */
  public static FolderOptions parse(String macroOptions) {
    return of(Arguments.parse(Operation.FOLDER, macroOptions));
  }
}

package io.github.holoseg.io.dicom;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a DICOMDIR (PS3.10 section 8.6, PS3.3 annex F) says about the files of its medium. Images
 * are found without it, by looking at every file, because it is often out of date; it only tells
 * which files are missing.
 */
final class DicomDirectory {
  private DicomDirectory() {}

  /**
   * Files that the directory names and that are not there. Letter case and the ending {@code ;1} of
   * CDs do not matter.
   *
   * @param header of the DICOMDIR
   * @param present all files there are
   */
  static List<String> missing(DicomHeader header, Collection<Path> present) {
    Path folder = header.file().toAbsolutePath().getParent();
    Set<String> there =
        present.stream()
            .map(file -> canonical(file.toAbsolutePath().toString().replace('\\', '/')))
            .collect(Collectors.toSet());
    String base = canonical(folder.toString().replace('\\', '/'));
    List<String> missing = new ArrayList<>();
    for (DicomDataset item : header.data().items(Tag.DIRECTORY_RECORD_SEQUENCE)) {
      String name = String.join("/", item.texts(Tag.REFERENCED_FILE_ID));
      if (!name.isEmpty() && !there.contains(base + "/" + canonical(name))) {
        missing.add(name);
      }
    }
    return missing;
  }

  private static String canonical(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    lower = lower.endsWith(";1") ? lower.substring(0, lower.length() - 2) : lower;
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}

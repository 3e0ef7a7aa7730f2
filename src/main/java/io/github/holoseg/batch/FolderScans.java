package io.github.holoseg.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The scans below a folder, as {@link SegmentFolderTask} finds them. */
public final class FolderScans {
  /** What a batch adds to the name of a scan for its label map. */
  public static final String LABELS_ENDING = "_labels.nii.gz";

  private FolderScans() {}

  /**
   * A scan.
   *
   * @param source image file or DICOM folder
   * @param name unique in the folder
   */
  public record Scan(Path source, String name) {}

  /**
   * Searches a folder with all its sub-folders, but for hidden ones; label maps are left out.
   *
   * @param except not entered: where results go
   */
  public static List<Scan> of(Path folder, Path except) throws IOException {
    Tools tools = new RealTools();
    CaseFinder.Sniffer sniffer =
        new CaseFinder.Sniffer() {
          @Override
          public CaseFinder.Kind kind(Path file) {
            return tools.kind(file, "");
          }

          @Override
          public Optional<String> passOver(Path file, CaseFinder.Kind kind) {
            return tools.passOver(file, kind, "");
          }
        };
    return new CaseFinder(sniffer)
        .find(folder, except).cases().stream()
            .map(found -> new Scan(found.source(), found.name()))
            .toList();
  }
}

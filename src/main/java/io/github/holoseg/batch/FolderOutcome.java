package io.github.holoseg.batch;

import java.nio.file.Path;
import java.util.List;

/**
 * A folder of scans, segmented.
 *
 * @param cases one for each scan, in the order in which they ran
 * @param summary the table of all cases
 */
public record FolderOutcome(List<CaseResult> cases, Path summary) {
  public FolderOutcome {
    cases = List.copyOf(cases);
  }

  /**
   * One scan.
   *
   * @param name unique in the batch
   * @param source image file or DICOM folder
   * @param failure one sentence, null if the scan was segmented
   * @param output the label map, null if the scan failed
   * @param seconds wall time
   * @param structures volumes and means, empty if the scan failed
   */
  public record CaseResult(
      String name,
      Path source,
      String failure,
      Path output,
      double seconds,
      List<Structure> structures) {}

  public List<CaseResult> failures() {
    return cases.stream().filter(c -> c.failure() != null).toList();
  }

  /** For example {@code 7 of 8 scans segmented, 1 failed}. */
  public String sentence() {
    int failed = failures().size();
    return (cases.size() - failed)
        + " of "
        + cases.size()
        + " scans segmented"
        + (failed == 0 ? "" : ", " + failed + " failed");
  }
}

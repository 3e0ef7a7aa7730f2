package io.github.holoseg.batch;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder of scans, segmented.
 *
 * @param cases one for each scan, in the order in which they ran
 * @param passedOver images that are no scans, and one sentence each that says why
 * @param summary the table of all cases
 */
public record FolderOutcome(List<CaseResult> cases, Map<Path, String> passedOver, Path summary) {
  public FolderOutcome {
    cases = List.copyOf(cases);
    passedOver = Collections.unmodifiableMap(new LinkedHashMap<>(passedOver));
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
   * @param warnings of reading and of segmenting, one sentence each
   */
  public record CaseResult(
      String name,
      Path source,
      String failure,
      Path output,
      double seconds,
      List<Structure> structures,
      List<String> warnings) {}

  public List<CaseResult> failures() {
    return cases.stream().filter(c -> c.failure() != null).toList();
  }

  /** For example {@code 7 of 8 scans segmented, 1 failed, 2 with warnings, 1 passed over}. */
  public String sentence() {
    int failed = failures().size();
    long warned = cases.stream().filter(c -> !c.warnings().isEmpty()).count();
    return (cases.size() - failed)
        + " of "
        + cases.size()
        + " scans segmented"
        + (failed == 0 ? "" : ", " + failed + " failed")
        + (warned == 0 ? "" : ", " + warned + " with warnings")
        + (passedOver.isEmpty() ? "" : ", " + passedOver.size() + " passed over");
  }
}

package io.github.holoseg.annotation.cases;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One case of a list.
 *
 * @param id unique in the list
 * @param image scan file or DICOM folder, absolute
 * @param labels label map file, absolute; null as long as there is none
 * @param status how far it is
 * @param spent working time of everybody
 * @param notes free text, may be empty
 */
public record AnnotationCase(
    String id, Path image, Path labels, CaseStatus status, Duration spent, String notes) {
  public Optional<Path> labelsPath() {
    return Optional.ofNullable(labels);
  }
}

package io.github.holoseg.annotation.cases;

import java.util.Optional;

/** How far a case is. */
public enum CaseStatus {
  TO_DO("to-do"),
  IN_WORK("in-work"),
  DONE("done"),
  /** Somebody else has to look at it. */
  FLAGGED("flagged");

  private final String key;

  CaseStatus(String key) {
    this.key = key;
  }

  /** As it stands in the file. */
  public String key() {
    return key;
  }

  static Optional<CaseStatus> of(String key) {
    for (CaseStatus status : values()) {
      if (status.key.equals(key)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}

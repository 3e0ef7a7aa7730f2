package io.github.holoseg.task;

/**
 * The parts of a run that report progress, in the order in which they happen; those of a scan
 * follow those of a model.
 */
public enum Stage {
  FETCH("Fetching"),
  UNPACK("Unpacking"),
  CONVERT("Converting"),
  READ("Reading"),
  PREPROCESS("Preparing"),
  INFER("Segmenting"),
  RESTORE("Restoring"),
  WRITE("Writing");

  private final String title;

  Stage(String title) {
    this.title = title;
  }

  /** The stage as a person reads it, for example {@code Segmenting}. */
  public String title() {
    return title;
  }
}

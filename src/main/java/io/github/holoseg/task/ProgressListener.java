package io.github.holoseg.task;

/**
 * Hears how far a run has come.
 *
 * <p>Calls come from worker threads, one at a time for one run, and must return quickly. {@code
 * done} never decreases within a stage; {@code total} is 0 while it is not known. A listener that
 * wants to stop the run cancels its {@link CancellationToken}; it does not throw.
 */
@FunctionalInterface
public interface ProgressListener {
  /** Listens to nothing. */
  ProgressListener NONE = (stage, done, total) -> {};

  /**
   * @param stage what is being done
   * @param done units finished, 0 to {@code total}
   * @param total units in all, 0 if unknown
   */
  void onProgress(Stage stage, long done, long total);
}

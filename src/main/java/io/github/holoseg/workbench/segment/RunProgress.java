package io.github.holoseg.workbench.segment;

import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import io.github.holoseg.workbench.plan.RemainingTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How far the job at work is; told by its thread, asked for by the user interface. */
final class RunProgress implements ProgressListener {
  private volatile SegmentSession.Progress last;
  private volatile boolean firstLook;
  private volatile RemainingTime remaining = new RemainingTime(Map.of());

  /** Another job begins. */
  void begin() {
    last = null;
    firstLook = false;
    remaining = new RemainingTime(Map.of());
  }

  /**
   * @param seconds that each stage is expected to take; may be empty
   */
  void expect(Map<Stage, Double> seconds) {
    remaining = new RemainingTime(seconds);
  }

  @Override
  public void onProgress(Stage stage, long done, long total) {
    last = new SegmentSession.Progress(stage, done, total);
    remaining.onProgress(stage, done, total);
  }

  Optional<SegmentSession.Progress> last() {
    return Optional.ofNullable(last);
  }

  /** Empty while it is not known. */
  Optional<Duration> remaining() {
    return remaining.remaining();
  }

  boolean isFirstLook() {
    return firstLook;
  }

  /** The tile at the crosshair is at work, or no longer. */
  void setFirstLook(boolean now) {
    firstLook = now;
  }
}

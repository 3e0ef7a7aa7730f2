package io.github.holoseg.pipeline;

import io.github.holoseg.task.Stage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Adds up wall time per stage. Not thread-safe. */
final class StageClock {
  private final Map<Stage, Long> nanos = new EnumMap<>(Stage.class);

  /** Books the time since {@code startNanos} ({@link System#nanoTime()}) to a stage. */
  void add(Stage stage, long startNanos) {
    nanos.merge(stage, System.nanoTime() - startNanos, Long::sum);
  }

  /** Moves time that was booked within {@code from} to {@code to}. */
  void move(Stage from, Stage to, long movedNanos) {
    nanos.merge(from, -movedNanos, Long::sum);
    nanos.merge(to, movedNanos, Long::sum);
  }

  Map<Stage, Duration> durations() {
    Map<Stage, Duration> result = new EnumMap<>(Stage.class);
    nanos.forEach((stage, value) -> result.put(stage, Duration.ofNanos(Math.max(0, value))));
    return result;
  }
}

package io.github.holoseg.workbench.plan;

import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long a run will still take, from its own progress. Thread-safe.
 *
 * <p>What is estimated and smoothed is the moment of the end, not the time until then: so the
 * number that a person sees runs down evenly between two reports, and new reports bend it instead
 * of making it jump. Without a plan nothing is said before a part of the tiles is done.
 */
public final class RemainingTime implements ProgressListener {
  /** Weight of a new estimate of the end; the first one counts alone. */
  private static final double NEWEST = 0.3;

  /** Part of a stage that has to be done before its own pace is believed in full. */
  private static final double TRUSTED = 0.2;

  private final LongSupplier nanos;
  private final Map<Stage, Double> planned;
  private Stage stage;
  private long stageStart;
  private long stageDone;
  private double end = Double.NaN;

  /**
   * @param planned seconds that each stage is expected to take; may be empty
   */
  public RemainingTime(Map<Stage, Double> planned) {
    this(planned, System::nanoTime);
  }

  /** With another clock. */
  RemainingTime(Map<Stage, Double> planned, LongSupplier nanos) {
    this.planned = new EnumMap<>(Stage.class);
    this.planned.putAll(planned);
    this.nanos = nanos;
  }

  @Override
  public synchronized void onProgress(Stage reported, long done, long total) {
    long now = nanos.getAsLong();
    if (reported != stage || done < stageDone) { // or a stage again, of the next network
      stage = reported;
      stageStart = now;
      stageDone = done;
    }
    double left = left(done, total, (now - stageStart) / 1e9);
    if (Double.isNaN(left)) {
      return;
    }
    double newest = now / 1e9 + left + later(reported);
    end = Double.isNaN(end) ? newest : end + NEWEST * (newest - end);
  }

  /** Seconds that the current stage still takes; NaN if nobody can say. */
  private double left(long done, long total, double elapsed) {
    double plan = planned.getOrDefault(stage, Double.NaN);
    double fraction = total > 0 ? (double) done / total : 0;
    double byPlan = plan * (1 - fraction);
    long here = done - stageDone;
    if (total <= 0) {
      return Math.max(0, plan - elapsed);
    }
    if (here <= 0) {
      return byPlan;
    }
    double byPace = elapsed / here * (total - done);
    if (Double.isNaN(plan)) {
      return byPace;
    }
    double trust = Math.min(1, fraction / TRUSTED);
    return trust * byPace + (1 - trust) * byPlan;
  }

  private double later(Stage current) {
    double sum = 0;
    for (Map.Entry<Stage, Double> entry : planned.entrySet()) {
      sum += entry.getKey().compareTo(current) > 0 ? entry.getValue() : 0;
    }
    return sum;
  }

  /** The time until the end, not below zero; empty while it is not known. */
  public synchronized Optional<Duration> remaining() {
    if (Double.isNaN(end)) {
      return Optional.empty();
    }
    double seconds = Math.max(0, end - nanos.getAsLong() / 1e9);
    return Optional.of(Duration.ofMillis(Math.round(1000 * seconds)));
  }
}

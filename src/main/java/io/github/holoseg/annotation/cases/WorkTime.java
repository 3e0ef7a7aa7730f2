package io.github.holoseg.annotation.cases;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How long somebody worked: the time between two actions counts unless it is so long that they were
 * away. Not thread-safe.
 */
public final class WorkTime {
  private final Clock clock;
  private final Duration away;
  private Instant last;
  private Duration spent = Duration.ZERO;

  /**
   * @param away a longer pause does not count
   */
  public WorkTime(Clock clock, Duration away) {
    this.clock = clock;
    this.away = away;
  }

  /** The user did something. */
  public void active() {
    Instant now = clock.instant();
    if (last != null) {
      Duration pause = Duration.between(last, now);
      if (!pause.isNegative() && pause.compareTo(away) <= 0) {
        spent = spent.plus(pause);
      }
    }
    last = now;
  }

  /** What was spent since the last call in whole seconds; the rest counts for the next call. */
  public Duration take() {
    Duration whole = Duration.ofSeconds(spent.toSeconds());
    spent = spent.minus(whole);
    return whole;
  }
}

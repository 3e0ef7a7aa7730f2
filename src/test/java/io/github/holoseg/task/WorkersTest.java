package io.github.holoseg.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.atomic.AtomicIntegerArray;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WorkersTest {
  @Property(tries = 100)
  void everyIndexIsVisitedOnce(
      @ForAll @IntRange(min = 0, max = 50) int n,
      @ForAll @IntRange(min = 1, max = 7) int grain,
      @ForAll @IntRange(min = 1, max = 4) int threads) {
    AtomicIntegerArray visits = new AtomicIntegerArray(n);
    try (Workers workers = new Workers(threads)) {
      workers.forRanges(
          n,
          grain,
          (from, to) -> {
            assertThat(to - from).isBetween(1, grain);
            for (int i = from; i < to; i++) {
              visits.incrementAndGet(i);
            }
          });
    }
    for (int i = 0; i < n; i++) {
      assertThat(visits.get(i)).isEqualTo(1);
    }
  }

  @Test
  void aFailureInAnyRangeReachesTheCaller() {
    try (Workers workers = new Workers(3)) {
      for (int bad = 0; bad < 6; bad++) {
        int failing = bad;
        assertThatIllegalStateException()
            .isThrownBy(
                () ->
                    workers.forRanges(
                        6,
                        1,
                        (from, to) -> {
                          if (from == failing) {
                            throw new IllegalStateException("range " + from);
                          }
                        }))
            .withMessage("range " + failing);
      }
    }
  }

  @Test
  void needsAThread() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Workers(0));
  }
}

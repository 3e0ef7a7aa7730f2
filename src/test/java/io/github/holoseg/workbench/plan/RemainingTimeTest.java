package io.github.holoseg.workbench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.task.Stage;
import java.time.Duration;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** On a clock that the test turns. */
class RemainingTimeTest {
  private long now = 5_000_000_000L;

  private void pass(double seconds) {
    now += (long) (seconds * 1e9);
  }

  private double seconds(RemainingTime time) {
    return time.remaining().orElseThrow().toMillis() / 1000.0;
  }

  @Test
  void nothingIsSaidBeforeAnythingIsKnown() {
    RemainingTime time = new RemainingTime(Map.of(), () -> now);
    assertThat(time.remaining()).isEmpty();
    time.onProgress(Stage.INFER, 0, 10);
    assertThat(time.remaining()).isEmpty();
  }

  @Test
  void withoutAPlanThePaceOfTheTilesTells() {
    RemainingTime time = new RemainingTime(Map.of(), () -> now);
    time.onProgress(Stage.INFER, 0, 10);
    pass(2);
    time.onProgress(Stage.INFER, 1, 10);
    assertThat(seconds(time)).isEqualTo(18);
    pass(1.5);
    assertThat(seconds(time)).as("runs down between two tiles").isEqualTo(16.5);
  }

  @Test
  void aPlanTellsFromTheStartAndCountsWhatComesLater() {
    Map<Stage, Double> plan = Map.of(Stage.PREPROCESS, 2.0, Stage.INFER, 20.0, Stage.RESTORE, 3.0);
    RemainingTime time = new RemainingTime(plan, () -> now);
    time.onProgress(Stage.PREPROCESS, 0, 0);
    assertThat(seconds(time)).isEqualTo(25);
    pass(2);
    time.onProgress(Stage.INFER, 0, 10);
    assertThat(seconds(time)).isEqualTo(23);
  }

  /** However wrong the plan was: the last tiles know better. */
  @Property
  void itEndsAtZero(
      @ForAll @DoubleRange(min = 0.1, max = 500) double planned,
      @ForAll @IntRange(min = 20, max = 200) int tiles,
      @ForAll @DoubleRange(min = 0.05, max = 5) double perTile) {
    RemainingTime time = new RemainingTime(Map.of(Stage.INFER, planned), () -> now);
    time.onProgress(Stage.INFER, 0, tiles);
    for (int tile = 1; tile <= tiles; tile++) {
      pass(perTile);
      time.onProgress(Stage.INFER, tile, tiles);
    }
    assertThat(seconds(time)).isLessThan(0.05 * Math.max(planned, tiles * perTile) + 0.01);
  }

  /** Of an even run the moment of the end stays where it is. */
  @Property
  void anEvenRunIsForetoldExactly(
      @ForAll @IntRange(min = 2, max = 300) int tiles,
      @ForAll @DoubleRange(min = 0.05, max = 5) double perTile) {
    RemainingTime time = new RemainingTime(Map.of(), () -> now);
    time.onProgress(Stage.INFER, 0, tiles);
    for (int tile = 1; tile <= tiles; tile++) {
      pass(perTile);
      time.onProgress(Stage.INFER, tile, tiles);
      assertThat(seconds(time))
          .isBetween((tiles - tile) * perTile - 0.002, (tiles - tile) * perTile + 0.002);
    }
  }

  @Test
  void aSlowTileDoesNotMakeItJump() {
    RemainingTime time = new RemainingTime(Map.of(), () -> now);
    time.onProgress(Stage.INFER, 0, 100);
    for (int tile = 1; tile <= 50; tile++) {
      pass(1);
      time.onProgress(Stage.INFER, tile, 100);
    }
    double before = seconds(time);
    pass(10);
    time.onProgress(Stage.INFER, 51, 100);
    assertThat(seconds(time)).isBetween(before - 10, before + 5);
    pass(1000);
    assertThat(time.remaining()).contains(Duration.ZERO);
  }
}

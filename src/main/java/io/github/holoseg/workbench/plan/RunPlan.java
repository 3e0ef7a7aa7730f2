package io.github.holoseg.workbench.plan;

import io.github.holoseg.pipeline.RunEstimate;
import io.github.holoseg.task.Stage;
import io.github.holoseg.volume.LabelSlab;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a run will take, told before it is started.
 *
 * @param estimate tiles, runs and memory, from sizes alone
 * @param times seconds that each stage is expected to take on this machine, from one tile that was
 *     really run; empty as long as none was
 * @param provider what ran that tile, for example {@code CPU}; empty as long as none was
 * @param freeMemory bytes that this machine could give when the plan was made
 * @param freeHeap bytes of Java's own heap that were free then
 * @param warnings about the scan and the run, one sentence each without a full stop
 * @param preview the labels of the tile that was run, on the scan's grid, without clean-up; null as
 *     long as none was
 */
public record RunPlan(
    RunEstimate estimate,
    Map<Stage, Double> times,
    String provider,
    long freeMemory,
    long freeHeap,
    List<String> warnings,
    LabelSlab preview) {
  public RunPlan {
    times = Map.copyOf(times);
    warnings = List.copyOf(warnings);
  }

  /** Whether a tile was run, so that the time is known. */
  public boolean isTimed() {
    return preview != null;
  }

  /** All stages together. */
  public Duration duration() {
    double seconds = times.values().stream().mapToDouble(Double::doubleValue).sum();
    return Duration.ofMillis(Math.round(1000 * seconds));
  }

  /** Tiles of all networks. */
  public long tiles() {
    return estimate.parts().stream().mapToLong(RunEstimate.Part::tiles).sum();
  }

  /** Whether the run's memory is there. */
  public boolean fits() {
    return fitsMachine() && fitsHeap();
  }

  /** Whether the machine has it. */
  public boolean fitsMachine() {
    return estimate.memory() <= freeMemory;
  }

  /** Whether Java's own heap may become large enough. */
  public boolean fitsHeap() {
    return estimate.heap() <= freeHeap;
  }
}

package io.github.holoseg.pipeline;

import io.github.holoseg.model.NetworkSpec.Weights;
import io.github.holoseg.task.Stage;
import io.github.holoseg.volume.BoundaryShift;
import io.github.holoseg.volume.LabelMap;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one segmentation gave and how it went. There is no empty result: a failure is an exception.
 *
 * @param labels on the scan's grid, with the scan's geometry object
 * @param engine for example {@code onnxruntime 1.29.0}
 * @param provider the one that really ran, for example {@code CPU}
 * @param tiles number of network runs, mirrored ones and folds counted
 * @param tileSize along the oriented x, y, z
 * @param times wall time per stage
 * @param networkTime wall time inside the network calls, part of {@code INFER}
 * @param peakMemory bytes of the run's own buffers as planned from their sizes: resampled grid,
 *     tile tensors, running sums, finished slice, labels; neither the scan nor the native runtime's
 *     own memory is in it
 * @param warnings one sentence each, for the user
 * @param weights the network files that ran, in order
 * @param checks what the model's plausibility rules gave, in its order
 * @param refinement what moving boundaries to the bones' edges did, a row for each structure
 */
public record SegmentationResult(
    LabelMap labels,
    String engine,
    String provider,
    int tiles,
    int[] tileSize,
    Map<Stage, Duration> times,
    Duration networkTime,
    long peakMemory,
    List<String> warnings,
    List<Weights> weights,
    List<PlausibilityFinding> checks,
    List<BoundaryShift> refinement) {

  public SegmentationResult {
    times = Map.copyOf(times);
    warnings = List.copyOf(warnings);
    weights = List.copyOf(weights);
    checks = List.copyOf(checks);
    refinement = List.copyOf(refinement);
  }

  /** This result with what an earlier stage of the same run took added to it. */
  SegmentationResult after(SegmentationResult first) {
    Map<Stage, Duration> all = new EnumMap<>(Stage.class);
    all.putAll(first.times);
    times.forEach((stage, time) -> all.merge(stage, time, Duration::plus));
    Set<String> told = new LinkedHashSet<>(first.warnings);
    told.addAll(warnings);
    return new SegmentationResult(
        labels,
        engine,
        provider,
        first.tiles + tiles,
        tileSize,
        all,
        first.networkTime.plus(networkTime),
        Math.max(first.peakMemory, peakMemory),
        List.copyOf(told),
        Stream.concat(first.weights.stream(), weights.stream()).toList(),
        checks,
        refinement);
  }
}

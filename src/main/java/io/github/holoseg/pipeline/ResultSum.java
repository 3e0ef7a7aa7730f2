package io.github.holoseg.pipeline;

import io.github.holoseg.model.NetworkSpec.Weights;
import io.github.holoseg.task.Stage;
import io.github.holoseg.volume.BoundaryShift;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds up what several networks did for one scan. Not thread-safe. */
final class ResultSum {
  /** Bytes per voxel of a label map. */
  private static final long LABEL_BYTES = 2;

  private final Set<String> warnings;
  private final Map<Stage, Duration> times = new EnumMap<>(Stage.class);
  private final List<Weights> weights = new ArrayList<>();
  private List<PlausibilityFinding> checks = List.of();
  private final List<BoundaryShift> refinement = new ArrayList<>();
  private SegmentationResult last;
  private Duration network = Duration.ZERO;
  private int tiles;
  private long peak;

  ResultSum(Set<String> warnings) {
    this.warnings = new LinkedHashSet<>(warnings);
  }

  void add(SegmentationResult result) {
    last = result;
    checks = result.checks();
    refinement.addAll(result.refinement());
    result.times().forEach((stage, time) -> times.merge(stage, time, Duration::plus));
    network = network.plus(result.networkTime());
    tiles += result.tiles();
    peak = Math.max(peak, result.peakMemory());
    weights.addAll(result.weights());
    warnings.addAll(result.warnings());
  }

  void warn(String warning) {
    warnings.add(warning);
  }

  /** Boundaries that were moved when the networks' labels were one map. */
  void refined(List<BoundaryShift> shifts) {
    refinement.addAll(shifts);
  }

  /** What the rules of the whole model gave; until then those of the last result count. */
  void checked(List<PlausibilityFinding> findings) {
    checks = findings;
    warnings.addAll(PlausibilityGuard.warnings(findings));
  }

  /** Books the time since {@code startNanos} ({@link System#nanoTime()}) to a stage. */
  void took(Stage stage, long startNanos) {
    times.merge(stage, Duration.ofNanos(System.nanoTime() - startNanos), Duration::plus);
  }

  /**
   * Runtime, provider and tile size are those of the last network.
   *
   * @param grid of the label map that was held beside the networks
   */
  SegmentationResult result(LabelMap labels, VolumeGeometry grid) {
    return new SegmentationResult(
        labels,
        last.engine(),
        last.provider(),
        tiles,
        last.tileSize(),
        times,
        network,
        peak + LABEL_BYTES * grid.voxelCount(),
        new ArrayList<>(warnings),
        weights,
        checks,
        refinement);
  }
}

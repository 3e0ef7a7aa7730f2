package io.github.holoseg.pipeline;

import io.github.holoseg.inference.Device;
import io.github.holoseg.inference.InferenceEngine;
import io.github.holoseg.inference.MemoryPlan;
import io.github.holoseg.inference.TilePlan;
import io.github.holoseg.inference.WindowPlan;
import io.github.holoseg.model.ModelParts;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.TensorAxes;
import io.github.holoseg.preprocess.GridPiece;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.AxisTurn;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a run on a scan of a given size would take, from sizes alone. A crop is not known without
 * the scan's voxels, so it is left out: with one, a run takes less.
 *
 * @param networks runs of a network in all: tiles, mirrored passes and folds of every network
 * @param memory bytes: scan and label map, resampled grid, tiles and sums of the largest network,
 *     and what the runtime is assumed to hold for its inner layers
 * @param heap bytes of these on Java's own heap, at least, beside the scan: label map, resampled
 *     grid, sums
 * @param secondsPerRun of the slowest network, NaN if not measured
 * @param seconds of all networks, NaN if not measured
 * @param provider that was measured, empty if none was
 * @param parts one for each network
 */
public record RunEstimate(
    long networks,
    long memory,
    long heap,
    double secondsPerRun,
    double seconds,
    String provider,
    List<Part> parts) {
  /** Of a scan in 16 bit and its label map. */
  private static final long SCAN_AND_LABELS = 4;

  private static final long LABELS = 2;

  public RunEstimate {
    parts = List.copyOf(parts);
  }

  /**
   * One network on the scan.
   *
   * @param grid voxels along the oriented x, y, z after resampling
   * @param tile voxels of a tile
   * @param tiles of the grid
   * @param runs tiles times mirrored passes times folds
   * @param memory bytes that it takes beside the scan and its labels
   * @param heap bytes of them on Java's own heap
   * @param spared bytes of them that it does not take if it makes its scores slice by slice, which
   *     is known when it is loaded
   */
  public record Part(
      String id,
      int[] grid,
      int[] tile,
      int tiles,
      long runs,
      long memory,
      long heap,
      long spared) {}

  /**
   * @param scan size and spacing; its axes are turned as the model wants them
   * @param device where it would run
   * @throws IllegalArgumentException if the model does not take such a scan, with a sentence
   */
  public static RunEstimate of(ModelSpec spec, VolumeGeometry scan, Device device) {
    return of(spec, Set.of(), scan, device);
  }

  /**
   * As above, of a run for some structures only: networks that have none of them do not run.
   *
   * @param labels names of structures; empty: all
   */
  public static RunEstimate of(
      ModelSpec spec, Set<String> labels, VolumeGeometry scan, Device device) {
    List<Part> parts = new ArrayList<>();
    for (ModelSpec network : networks(spec, labels)) {
      parts.add(part(network, scan, device));
    }
    long runs = parts.stream().mapToLong(Part::runs).sum();
    long most = parts.stream().mapToLong(Part::memory).max().orElse(0);
    long memory = SCAN_AND_LABELS * scan.voxelCount() + most;
    long heap = LABELS * scan.voxelCount() + parts.stream().mapToLong(Part::heap).max().orElse(0);
    return new RunEstimate(runs, memory, heap, Double.NaN, Double.NaN, "", parts);
  }

  /**
   * The same with time: each network is loaded and runs on one tile of zeros, twice; the second
   * counts. Preprocessing and restoring are not in it. Of a run for all structures. Memory is told
   * anew, since it is known then which networks make their scores slice by slice.
   */
  public RunEstimate timed(ModelSpec spec, SegmenterOptions options, CancellationToken cancel)
      throws IOException {
    InferenceEngine engine = VolumeSegmenters.engine();
    double slowest = 0;
    double sum = 0;
    String provider = "";
    long before = parts.stream().mapToLong(Part::memory).max().orElse(0);
    long most = 0;
    List<ModelSpec> all = networks(spec, Set.of());
    for (int i = 0; i < parts.size(); i++) {
      NetworkSpec network = NetworkSegmenter.inputs(all.get(i));
      int[] tile = TensorAxes.of(network).toGrid(parts.get(i).tile());
      try (InferenceEngine.Session session =
          engine.open(network, 0, tile, options.device(), options.threads())) {
        run(session, tile[2], cancel);
        long start = System.nanoTime();
        run(session, tile[2], cancel);
        double seconds = (System.nanoTime() - start) / 1e9;
        slowest = Math.max(slowest, seconds);
        sum += seconds * parts.get(i).runs();
        provider = session.provider();
        long spared = session.makesSlices() ? parts.get(i).spared() : 0;
        most = Math.max(most, parts.get(i).memory() - spared);
      }
    }
    return new RunEstimate(networks, memory - before + most, heap, slowest, sum, provider, parts);
  }

  private static void run(InferenceEngine.Session session, int slices, CancellationToken cancel)
      throws IOException {
    session.run(cancel);
    for (int z = 0; session.makesSlices() && z < slices; z++) {
      session.makeSlice(z);
    }
  }

  private static List<ModelSpec> networks(ModelSpec spec, Set<String> labels) {
    List<ModelSpec> all = new ArrayList<>();
    for (ModelSpec part : ModelParts.needed(spec, labels)) {
      if (part.cascade() != null) {
        all.addAll(networks(part.cascade().previous(), Set.of()));
      }
      all.add(part);
    }
    return all;
  }

  private static Part part(ModelSpec spec, VolumeGeometry scan, Device device) {
    NetworkSpec network = NetworkSegmenter.inputs(spec);
    TensorAxes axes = TensorAxes.of(network);
    int[] grid = axes.toGrid(orientedSize(spec, scan));
    WindowPlan window = WindowPlan.of(spec.window(), network.size(), axes);
    int channels = network.channels().size();
    int folds = network.weights().size();
    long most = 0;
    long sliced = 0;
    long heap = 0;
    int tiles = 0;
    TilePlan plan = null;
    for (GridPiece piece : GridPiece.of(spec, grid)) {
      plan =
          TilePlan.choose(
              window,
              new int[] {grid[0], grid[1], piece.size()},
              channels,
              network.outputChannels(),
              folds,
              MemoryBudget.forOnePass(scan, device));
      tiles += plan.tileCount();
      int outputs = network.outputChannels();
      MemoryPlan whole = MemoryPlan.of(window, plan, channels, outputs, folds, 0);
      most = Math.max(most, whole.totalBytes());
      heap = Math.max(heap, whole.accumulatorBytes() + whole.sliceBytes());
      sliced =
          Math.max(
              sliced, MemoryPlan.of(window, plan, channels, outputs, folds, folds).totalBytes());
    }
    boolean resampled = spec.geometry().spacing() != null;
    long voxels = (long) grid[0] * grid[1] * grid[2];
    long floats = resampled ? 4L * channels * voxels : 0;
    return new Part(
        spec.id(),
        axes.toXyz(grid),
        axes.toXyz(plan.tileSize()),
        tiles,
        (long) tiles * window.passes() * folds,
        most + floats,
        heap + floats,
        most - sliced);
  }

  private static int[] orientedSize(ModelSpec spec, VolumeGeometry scan) {
    String wanted = spec.geometry().orientation();
    AxisTurn turn =
        wanted == null ? AxisTurn.IDENTITY : AxisOrder.closestTo(scan).turnTo(AxisOrder.of(wanted));
    double[] spacing = turn.permute(scan.spacing());
    double[] target = spec.geometry().spacing();
    int[] size = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      long voxels = scan.size(turn.sourceAxis(axis));
      boolean kept = target == null || Double.isNaN(target[axis]);
      size[axis] =
          (int) Math.max(1, kept ? voxels : Math.rint(voxels * spacing[axis] / target[axis]));
    }
    return size;
  }
}

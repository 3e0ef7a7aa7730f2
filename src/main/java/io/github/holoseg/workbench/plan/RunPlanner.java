package io.github.holoseg.workbench.plan;

import io.github.holoseg.batch.PreparedRun;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.pipeline.CtFinding;
import io.github.holoseg.pipeline.CtGuard;
import io.github.holoseg.pipeline.LabelObserver;
import io.github.holoseg.pipeline.RunEstimate;
import io.github.holoseg.pipeline.SegmentationResult;
import io.github.holoseg.pipeline.SegmenterOptions;
import io.github.holoseg.pipeline.TileBox;
import io.github.holoseg.pipeline.VolumeSegmenter;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.DeepStack;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.LabelSlab;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;

/**
 * Makes a {@link RunPlan}: counts tiles, looks at the scan, and runs the one tile that holds the
 * place the user looks at, with the whole pipeline around it. Its time is scaled to the scan, and
 * its labels are a first look.
 *
 * <p>Call it off the event thread.
 */
public final class RunPlanner {
  /** A tile that took less is run once more: the first run of a network also warms it up. */
  private static final double WARM_SECONDS = 4;

  private RunPlanner() {}

  /**
   * What is known at once: tiles, memory, and what is odd about the scan.
   *
   * @throws IllegalArgumentException if the model does not take such a scan, with a sentence
   */
  public static RunPlan outline(PreparedRun run, Volume<?> scan) {
    SegmenterOptions options = run.options();
    RunEstimate whole =
        RunEstimate.of(run.model(), options.labels(), scan.geometry(), options.device());
    Set<String> warnings = new LinkedHashSet<>(scan.info().warnings());
    look(run, scan, warnings);
    return new RunPlan(
        whole, Map.of(), "", FreeMemory.bytes(), FreeMemory.heap(), List.copyOf(warnings), null);
  }

  /**
   * Adds to an {@link #outline} what one tile tells.
   *
   * @param crosshair voxel along x, y, z that the user looks at; null: the middle of the scan
   * @throws IllegalArgumentException if the model does not take such a scan, with a sentence
   * @throws IOException as a run
   * @throws java.util.concurrent.CancellationException soon after a cancel
   */
  public static RunPlan timed(
      RunPlan outline, PreparedRun run, Volume<?> scan, long[] crosshair, CancellationToken cancel)
      throws IOException {
    return DeepStack.run(() -> timedHere(outline, run, scan, crosshair, cancel));
  }

  private static RunPlan timedHere(
      RunPlan outline, PreparedRun run, Volume<?> scan, long[] crosshair, CancellationToken cancel)
      throws IOException {
    VolumeGeometry grid = scan.geometry();
    SegmenterOptions options = run.options();
    cancel.throwIfCancelled();
    long[] voxel = crosshair == null ? middle(grid) : crosshair;
    TileBox box = TileBox.around(run.model(), grid, voxel);
    Volume<?> part = part(box, scan);
    RunEstimate one =
        RunEstimate.of(run.model(), options.labels(), part.geometry(), options.device());
    SegmentationResult result = probe(run, part, cancel);
    Map<Stage, Double> times = times(result, outline.estimate(), one, grid, part.geometry());
    return new RunPlan(
        outline.estimate(),
        times,
        result.provider(),
        FreeMemory.bytes(),
        FreeMemory.heap(),
        outline.warnings(),
        slab(result.labels(), box));
  }

  private static void look(PreparedRun run, Volume<?> scan, Set<String> warnings) {
    ModelSpec model = run.model();
    if ("CT".equalsIgnoreCase(model.modality())) {
      for (CtFinding finding : CtGuard.examine(scan, run.options().threads())) {
        warnings.add(finding.sentence());
      }
    }
  }

  private static <T extends RealType<T>> Volume<T> part(TileBox box, Volume<T> scan) {
    return box.of(scan);
  }

  /** Without a coarse model in front: what is timed is the tile, at the place that is asked for. */
  private static SegmentationResult probe(PreparedRun run, Volume<?> part, CancellationToken cancel)
      throws IOException {
    SegmenterOptions all = run.options();
    SegmenterOptions here =
        new SegmenterOptions(all.device(), all.threads(), all.labels(), all.force());
    try (VolumeSegmenter segmenter = new PreparedRun(run.model(), here).open(LabelObserver.NONE)) {
      SegmentationResult first = segmenter.segment(part, ProgressListener.NONE, cancel);
      return first.networkTime().toMillis() > 1000 * WARM_SECONDS
          ? first
          : segmenter.segment(part, ProgressListener.NONE, cancel);
    }
  }

  /**
   * The network's time grows with runs times voxels of a tile, that of the other stages with the
   * voxels of the scan.
   */
  private static Map<Stage, Double> times(
      SegmentationResult result,
      RunEstimate whole,
      RunEstimate one,
      VolumeGeometry scan,
      VolumeGeometry part) {
    Map<Stage, Double> times = new EnumMap<>(Stage.class);
    double voxels = (double) scan.voxelCount() / part.voxelCount();
    double work = work(whole) / work(one);
    result
        .times()
        .forEach(
            (stage, time) -> {
              double factor = stage == Stage.INFER ? work : voxels;
              times.put(stage, time.toNanos() / 1e9 * factor);
            });
    return times;
  }

  private static double work(RunEstimate estimate) {
    double sum = 0;
    for (RunEstimate.Part part : estimate.parts()) {
      int[] tile = part.tile();
      sum += (double) part.runs() * tile[0] * tile[1] * tile[2];
    }
    return sum;
  }

  private static LabelSlab slab(LabelMap labels, TileBox box) {
    int[] size = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      size[axis] = Math.toIntExact(box.size()[axis]);
    }
    short[] values = new short[Math.toIntExact(labels.geometry().voxelCount())];
    Cursor<UnsignedShortType> cursor = Views.flatIterable(labels.voxels()).cursor();
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) cursor.next().get();
    }
    return new LabelSlab(box.min(), size, values);
  }

  private static long[] middle(VolumeGeometry grid) {
    return new long[] {grid.size(0) / 2, grid.size(1) / 2, grid.size(2) / 2};
  }
}

package io.github.holoseg.benchmark;

import io.github.holoseg.inference.Device;
import io.github.holoseg.model.IntensityStep;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.pipeline.SegmentationResult;
import io.github.holoseg.pipeline.SegmenterOptions;
import io.github.holoseg.pipeline.VolumeSegmenter;
import io.github.holoseg.pipeline.VolumeSegmenters;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.ModelSpecs;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How much of a segmentation is not the network, and how much heap it takes.
 *
 * <p>Usage: {@code OverheadBenchmark NETWORK.onnx CLASSES [depth] [float16]}, with a network of
 * {@code src/main/python/reference/make_benchmark_network.py}. The scan is the phantom on 256x256
 * voxels of 0.75 mm and {@code depth} slices of 1.5 mm; the network's grid is 1.5 mm, tiles are 96³
 * with half overlap, nnU-Net's resampling and blending.
 *
 * <p>First run: times. Second run: heap in use after a garbage collection at every tile, against
 * the scan, its labels and four tiles' inputs and scores.
 */
public final class OverheadBenchmark {
  private static final int PATCH = 96;
  private static final double MB = 1e6;

  private OverheadBenchmark() {}

  public static void main(String[] args) throws Exception {
    int classes = Integer.parseInt(args[1]);
    int depth = args.length > 2 ? Integer.parseInt(args[2]) : 400;
    ModelSpecs specs = new ModelSpecs();
    specs.weights(Path.of(args[0]).toAbsolutePath());
    specs.classes = classes;
    specs.spacing = new double[] {1.5, 1.5, 1.5};
    specs.intensity =
        List.of(new IntensityStep.Clip(0, -1000, 1500), new IntensityStep.ZScoreFixed(0, 0, 500));
    specs.patch = new int[] {PATCH, PATCH, PATCH};
    specs.size = new SizeRule(32, 32, 0);
    specs.accumulate =
        args.length > 3 && args[3].equals("float16") ? Accumulate.FLOAT16 : Accumulate.FLOAT32;
    ModelSpec model = specs.build();
    Volume<?> scan =
        Phantom.ct(VolumeGeometry.axisAligned(new long[] {256, 256, depth}, 0.75, 0.75, 1.5));
    SegmenterOptions options = new SegmenterOptions(Device.CPU, 2, Set.of(), true);
    try (VolumeSegmenter segmenter = VolumeSegmenters.open(model, options)) {
      report(segmenter.segment(scan, ProgressListener.NONE, CancellationToken.none()));
      heap(segmenter, scan, classes);
    }
  }

  private static void report(SegmentationResult result) {
    double total = result.times().values().stream().mapToLong(Duration::toNanos).sum() / 1e9;
    double network = result.networkTime().toNanos() / 1e9;
    System.out.printf("%d tiles, stages %s%n", result.tiles(), result.times());
    System.out.printf(
        "total %.2f s, network %.2f s (%.2f s a tile), outside the network %.2f s = %.1f %%%n",
        total, network, network / result.tiles(), total - network, 100 * (1 - network / total));
  }

  private static void heap(VolumeSegmenter segmenter, Volume<?> scan, int classes)
      throws Exception {
    long before = used();
    long[] peak = new long[1];
    segmenter.segment(
        scan, (stage, done, total) -> peak[0] = Math.max(peak[0], used()), new CancellationToken());
    double input = 2.0 * scan.geometry().voxelCount();
    double tile = 4.0 * PATCH * PATCH * PATCH * (1 + classes);
    System.out.printf(
        "heap: %.0f MB more than before the run; scan %.0f + labels %.0f + four tiles %.0f = %.0f"
            + " MB%n",
        (peak[0] - before) / MB + input / MB, // the scan itself was there before
        input / MB,
        input / MB,
        4 * tile / MB,
        (2 * input + 4 * tile) / MB);
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}

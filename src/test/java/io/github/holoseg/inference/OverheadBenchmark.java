package io.github.holoseg.inference;

import io.github.holoseg.grid.SliceGrid;
import io.github.holoseg.inference.ort.OrtEngine;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of a run is spent outside the network, and how much Java memory it takes. A program, not
 * a test; docs/performance.md says how to run it.
 *
 * <p>Arguments: the file of {@code make_benchmark_network.py}, then optionally {@code classes},
 * {@code patch}, the grid's three sizes, {@code threads}, {@code mirror} (0 or 1).
 */
public final class OverheadBenchmark {
  private final AtomicLong peakHeap = new AtomicLong();

  public static void main(String[] args) throws Exception {
    int[] values = {25, 96, 160, 128, 384, Runtime.getRuntime().availableProcessors(), 0};
    for (int i = 1; i < args.length; i++) {
      values[i - 1] = Integer.parseInt(args[i]);
    }
    for (Accumulate accumulate : Accumulate.values()) {
      new OverheadBenchmark().run(Path.of(args[0]).toAbsolutePath(), values, accumulate);
    }
  }

  private void run(Path file, int[] v, Accumulate accumulate) throws Exception {
    int classes = v[0];
    int[] patch = {v[1], v[1], v[1]};
    int[] size = {v[2], v[3], v[4]};
    int threads = v[5];
    SizeRule rule = new SizeRule(16, 16, 0);
    WindowPlan base = v[6] == 0 ? Windows.nnunet(patch, 0.5) : Windows.nnunet(patch, 0.5, 0, 1, 2);
    WindowPlan window = Windows.accumulate(base, accumulate);
    NetworkSpec network =
        new NetworkSpec(
            List.of(new NetworkSpec.Weights(file, "")),
            "image",
            "scores",
            NetworkSpec.ElementType.FLOAT32,
            "bczyx",
            List.of("CT"),
            classes,
            Collections.nCopies(3, rule));
    System.gc();
    long before = usedHeap();
    SliceGrid grid = noise(size);
    byte[] labels = new byte[size[0] * size[1] * size[2]];
    TilePlan plan = TilePlan.of(window, size);
    try (InferenceEngine.Session session =
        new OrtEngine().open(network, 0, plan.tileSize(), Device.CPU, threads)) {
      session.run(CancellationToken.none()); // the first run allocates the runtime's memory
      Thread sampler = sampler();
      long start = System.nanoTime();
      InferenceRun run =
          new SlidingWindowInferer(window, plan, "benchmark", classes, threads)
              .run(
                  grid,
                  List.of(session),
                  (index, scores) -> argmax(index, scores, labels, classes),
                  ProgressListener.NONE,
                  CancellationToken.none());
      double total = (System.nanoTime() - start) / 1e9;
      sampler.interrupt();
      sampler.join();
      report(accumulate, run, plan, labels, classes, total, peakHeap.get() - before);
    }
  }

  private static SliceGrid noise(int[] size) {
    SliceGrid grid = new SliceGrid(1, size);
    Random random = new Random(5);
    for (int z = 0; z < size[2]; z++) {
      float[] slice = grid.slice(0, z);
      for (int i = 0; i < slice.length; i++) {
        slice[i] = (float) random.nextGaussian();
      }
    }
    return grid;
  }

  private static void argmax(int index, float[] scores, byte[] labels, int classes) {
    int plane = scores.length / classes;
    for (int i = 0; i < plane; i++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        best = scores[c * plane + i] > scores[best * plane + i] ? c : best;
      }
      labels[index * plane + i] = (byte) best;
    }
  }

  private static long usedHeap() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private Thread sampler() {
    Thread thread =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                peakHeap.accumulateAndGet(usedHeap(), Math::max);
                try {
                  Thread.sleep(5);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void report(
      Accumulate accumulate,
      InferenceRun run,
      TilePlan plan,
      byte[] labels,
      int classes,
      double total,
      long peak)
      throws IOException {
    double network = run.networkNanos() / 1e9;
    long voxels = labels.length;
    long tile = (1 + classes) * plan.tileVoxelsLong() * Float.BYTES;
    long budget = voxels * Float.BYTES + voxels + 4 * tile;
    System.out.printf(
        "%s: %d tiles, %d network runs, total %.1f s, network %.1f s, outside %.2f s = %.2f %%%n",
        accumulate,
        run.tiles(),
        run.networkCalls(),
        total,
        network,
        total - network,
        100 * (total - network) / total);
    System.out.printf(
        "  peak heap %d MiB; input + labels + 4 tiles %d MiB; buffers counted %d MiB%n",
        peak >> 20, budget >> 20, run.peakBytes() >> 20);
  }
}

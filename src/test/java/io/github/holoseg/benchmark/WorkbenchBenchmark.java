package io.github.holoseg.benchmark;

import io.github.holoseg.batch.Arguments;
import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.Parameter;
import io.github.holoseg.batch.PreparedRun;
import io.github.holoseg.batch.SegmentOptions;
import io.github.holoseg.batch.SegmentTask;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.pipeline.LabelObserver;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.workbench.plan.RunPlan;
import io.github.holoseg.workbench.plan.RunPlanner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * How good a plan is, what watching costs, and how soon a cancel ends a run: planned and real
 * seconds, and milliseconds from the cancel to the end for cancels at random moments.
 */
public final class WorkbenchBenchmark {
  private static final int CANCELS = 20;

  private WorkbenchBenchmark() {}

  /**
   * @param args scan, model
   */
  public static void main(String[] args) throws Exception {
    Volume<?> scan = VolumeReaders.read(Path.of(args[0]));
    SegmentOptions options =
        SegmentOptions.of(
            Arguments.of(
                Operation.SEGMENT,
                Map.of("model", args[1], "device", "cpu"),
                Set.of(Parameter.INPUT, Parameter.OUTPUT)));
    long start = System.nanoTime();
    PreparedRun run = PreparedRun.of(options);
    RunPlan outline = RunPlanner.outline(run, scan);
    System.out.printf("plan: tiles and memory after %.1f s%n", since(start));
    RunPlan plan = RunPlanner.timed(outline, run, scan, null, CancellationToken.none());
    System.out.printf("plan: %.1f s to make, says %s%n", since(start), plan.duration());
    for (LabelObserver observer : Arrays.asList(LabelObserver.NONE, slab -> {})) {
      start = System.nanoTime();
      var result =
          SegmentTask.inMemory(
              options, scan, observer, ProgressListener.NONE, CancellationToken.none());
      System.out.printf(
          "run%s: %.1f s, stages %s of %s%n",
          observer == LabelObserver.NONE ? "" : ", watched",
          since(start),
          result.result().times().values().stream().reduce(Duration.ZERO, Duration::plus),
          result.result().times());
    }
    double[] millis = new double[CANCELS];
    Random random = new Random(1);
    for (int i = 0; i < CANCELS; i++) {
      millis[i] = cancel(options, scan, (long) (random.nextDouble() * plan.duration().toMillis()));
    }
    Arrays.sort(millis);
    System.out.printf(
        "cancel: median %.0f ms, worst %.0f ms%n", millis[CANCELS / 2], millis[CANCELS - 1]);
  }

  private static double cancel(SegmentOptions options, Volume<?> scan, long after)
      throws Exception {
    CancellationToken cancel = new CancellationToken();
    long[] at = new long[1];
    Stage[] stage = new Stage[1];
    Thread thread =
        new Thread(
            () -> {
              try {
                Thread.sleep(after);
              } catch (InterruptedException e) {
                return;
              }
              at[0] = System.nanoTime();
              cancel.cancel();
            });
    thread.start();
    try {
      SegmentTask.inMemory(
          options, scan, LabelObserver.NONE, (s, done, total) -> stage[0] = s, cancel);
      thread.interrupt();
      return 0; // it was faster
    } catch (CancellationException e) {
      double millis = 1000 * since(at[0]);
      System.out.printf("  cancelled after %d ms in %s: %.0f ms%n", after, stage[0], millis);
      return millis;
    }
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}

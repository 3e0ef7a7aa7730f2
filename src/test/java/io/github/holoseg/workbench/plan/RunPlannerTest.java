package io.github.holoseg.workbench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.batch.PreparedRun;
import io.github.holoseg.batch.SegmentTask;
import io.github.holoseg.batch.Segmented;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.pipeline.LabelObserver;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.workbench.Samples;
import java.util.concurrent.CancellationException;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The bundled network on the sample CT: what is told before the run is what the run then takes. */
@Tag("slow")
class RunPlannerTest {
  @Test
  void thePlanIsWhatTheRunThenIs() throws Exception {
    Volume<?> scan = VolumeReaders.read(Samples.ct());
    PreparedRun run = PreparedRun.of(Samples.options(""));
    long[] femur = {30, 50, 20};
    RunPlan outline = RunPlanner.outline(run, scan);
    RunPlan plan = RunPlanner.timed(outline, run, scan, femur, CancellationToken.none());
    Segmented segmented =
        SegmentTask.inMemory(
            Samples.options(""),
            scan,
            LabelObserver.NONE,
            ProgressListener.NONE,
            CancellationToken.none());

    assertThat(outline.isTimed()).isFalse();
    assertThat(outline.estimate()).isEqualTo(plan.estimate());
    assertThat(outline.warnings()).isEqualTo(plan.warnings());
    assertThat(PlanText.lines(outline).get(0)).startsWith("tiles: 1, runs of a network: 1;");
    assertThat(PlanText.lines(outline).get(1)).startsWith("memory: about ");
    assertThat(plan.estimate().networks()).isEqualTo(segmented.result().tiles());
    assertThat(plan.provider()).isEqualTo(segmented.result().provider());
    assertThat(plan.estimate().memory()).isGreaterThan(segmented.result().peakMemory());
    assertThat(plan.fits()).isTrue();
    assertThat(plan.estimate().heap())
        .isBetween(2 * scan.geometry().voxelCount(), plan.estimate().memory());
    String shortOfHeap = String.join("\n", PlanText.lines(withHeap(plan, 1)));
    assertThat(shortOfHeap).contains("onto Java's heap, of which 0.0 GB are free");
    assertThat(withHeap(plan, 1).fits()).isFalse();
    assertThat(String.join("\n", PlanText.lines(plan))).doesNotContain("heap");
    assertThat(plan.times()).containsOnlyKeys(Stage.PREPROCESS, Stage.INFER, Stage.RESTORE);
    assertThat(plan.duration()).isPositive();
    assertThat(plan.warnings()).containsAll(scan.info().warnings());

    long[] min = plan.preview().min();
    int[] size = plan.preview().size();
    for (int axis = 0; axis < 3; axis++) {
      assertThat(femur[axis]).isBetween(min[axis], min[axis] + size[axis] - 1);
    }
    assertThat(agreement(plan, segmented)).isGreaterThan(0.9);
  }

  private static RunPlan withHeap(RunPlan plan, long freeHeap) {
    return new RunPlan(
        plan.estimate(),
        plan.times(),
        plan.provider(),
        plan.freeMemory(),
        freeHeap,
        plan.warnings(),
        plan.preview());
  }

  /** Which part of the preview's voxels has the label of the whole run. */
  private static double agreement(RunPlan plan, Segmented segmented) {
    RandomAccess<UnsignedShortType> at = segmented.result().labels().voxels().randomAccess();
    int[] size = plan.preview().size();
    short[] labels = plan.preview().labels();
    int same = 0;
    for (int i = 0; i < labels.length; i++) {
      at.setPosition(plan.preview().min()[0] + i % size[0], 0);
      at.setPosition(plan.preview().min()[1] + i / size[0] % size[1], 1);
      at.setPosition(plan.preview().min()[2] + i / size[0] / size[1], 2);
      same += at.get().get() == (labels[i] & 0xffff) ? 1 : 0;
    }
    return (double) same / labels.length;
  }

  @Test
  void aPlanCanBeCancelled() throws Exception {
    Volume<?> scan = VolumeReaders.read(Samples.ct());
    PreparedRun run = PreparedRun.of(Samples.options(""));
    CancellationToken cancel = new CancellationToken();
    cancel.cancel();
    assertThatThrownBy(
            () -> RunPlanner.timed(RunPlanner.outline(run, scan), run, scan, null, cancel))
        .isInstanceOf(CancellationException.class);
  }
}

package io.github.holoseg.workbench.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.batch.SegmentTask;
import io.github.holoseg.batch.Segmented;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.pipeline.LabelObserver;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.volume.LabelSlab;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.workbench.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled network on the sample CT, watched. */
@Tag("slow")
class LiveLabelsTest {
  @Test
  void watchingChangesNothingAndTheSavedFileIsTheSame(@TempDir Path folder) throws IOException {
    Volume<?> scan = VolumeReaders.read(Samples.ct());
    Segmented alone = run(scan, LabelObserver.NONE, ProgressListener.NONE);
    GrowingLabels growing = new GrowingLabels(scan.geometry(), alone.result().labels().labels());
    List<LabelSlab> slabs = new ArrayList<>();
    AtomicInteger whileTilesCame = new AtomicInteger();
    boolean[] restoring = new boolean[1];
    Segmented watched =
        run(
            scan,
            slab -> {
              slabs.add(slab);
              growing.paint(slab);
              whileTilesCame.addAndGet(restoring[0] ? 0 : 1);
            },
            (stage, done, total) -> restoring[0] |= stage == Stage.RESTORE);

    int[] result = Voxels.ints(watched.result().labels().voxels());
    assertThat(result).isEqualTo(Voxels.ints(alone.result().labels().voxels()));
    assertThat(whileTilesCame.get()).as("slabs before the end").isEqualTo(slabs.size());
    assertThat(slabs).hasSizeGreaterThan(10);
    int[] seen = Voxels.ints(growing.map().voxels());
    int same = 0;
    for (int i = 0; i < seen.length; i++) {
      same += seen[i] == result[i] ? 1 : 0;
    }
    assertThat((double) same / seen.length).as("but for the clean-up").isGreaterThan(0.97);

    Path file = folder.resolve("labels.nii.gz");
    var saved = watched.save(file, ProgressListener.NONE, CancellationToken.none());
    assertThat(Voxels.ints(LabelMapReader.read(file).voxels())).isEqualTo(result);
    assertThat(Files.exists(saved.reportPath())).isTrue();
    assertThat(saved.report().repeat().macro()).contains("output=" + file);
  }

  /** After a cancel no further tile is finished, and no further slab comes. */
  @Test
  void aCancelEndsTheRunWithinTheTile() throws IOException {
    Volume<?> scan = VolumeReaders.read(Samples.ct());
    CancellationToken cancel = new CancellationToken();
    AtomicInteger after = new AtomicInteger();
    assertThatThrownBy(
            () ->
                SegmentTask.inMemory(
                    Samples.options(""),
                    scan,
                    slab -> after.addAndGet(cancel.isCancelled() ? 1 : 0),
                    (stage, done, total) -> {
                      after.addAndGet(cancel.isCancelled() ? 1 : 0);
                      if (stage == Stage.INFER && done == 1) {
                        cancel.cancel();
                      }
                    },
                    cancel))
        .isInstanceOf(CancellationException.class);
    assertThat(after).hasValue(0);
  }

  private static Segmented run(Volume<?> scan, LabelObserver observer, ProgressListener progress)
      throws IOException {
    return SegmentTask.inMemory(
        Samples.options(""), scan, observer, progress, CancellationToken.none());
  }
}

package io.github.holoseg.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.inference.Device;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.measure.Overlap;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.LabelMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bundled network, trained on simulated anatomy only, on the real CT: Dice with
 * TotalSegmentator's labels, which are another program's answer and not the truth.
 */
class FemurPelvisTest {
  private static final Map<String, Integer> TOTAL =
      Map.of("femur_left", 75, "femur_right", 76, "hip_left", 77, "hip_right", 78, "sacrum", 25);

  @Test
  void findsFemursAndPelvisInTheSample(@TempDir Path folder) throws IOException {
    LabelMap reference =
        LabelMapReader.read(SharedData.sample("example_seg_fast_force_split.nii.gz"));
    SegmentOptions options =
        SegmentOptions.of(SharedData.sample("example_ct.nii.gz"), folder.resolve("labels.nii.gz"))
            .withModel("femur-pelvis")
            .withDevice(Device.CPU);
    SegmentOutcome outcome =
        SegmentTask.run(options, ProgressListener.NONE, CancellationToken.none());
    assertThat(outcome.report().warnings()).noneMatch(w -> w.contains("implausible"));

    LabelMap labels = outcome.result().labels();
    Overlap overlap = Overlap.between(labels, reference, 2, CancellationToken.none());
    Map<String, Double> atLeast =
        Map.of(
            "femur_left",
            0.88,
            "femur_right",
            0.88,
            "hip_left",
            0.86,
            "hip_right",
            0.86, //
            // The aim is 0.70: not reached yet (docs/models/femur-pelvis.md).
            "sacrum",
            0.64);
    atLeast.forEach(
        (name, dice) -> {
          int own = labels.label(name).orElseThrow().value();
          assertThat(overlap.of(name, Set.of(own), Set.of(TOTAL.get(name))).dice())
              .as(name)
              .isGreaterThan(dice);
        });
  }
}

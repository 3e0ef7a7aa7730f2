package io.github.holoseg.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.inference.Device;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told before a run is what the run then does, where no crop makes the scan smaller. */
class RunEstimateTest {
  private static final Path FOLDER =
      SharedData.project().resolve("src/test/resources/golden/nnunet");

  @ParameterizedTest
  @CsvSource({
    "Dataset901_plain_old, small",
    "Dataset902_plain_new, ct",
    "Dataset907_flat, ct",
    "Dataset908_cascade, ct",
    "Dataset914_fold_all, lps"
  })
  void tilesAndRunsAreThoseOfTheRun(String dataset, String input) throws IOException {
    ModelSpec loaded =
        ModelRepository.of(List.of()).load(FOLDER.resolve("models/" + dataset).toString());
    Volume<?> scan = VolumeReaders.read(FOLDER.resolve("inputs/" + input + ".nii.gz"));
    SegmenterOptions options = new SegmenterOptions(Device.CPU, 2, Set.of(), true);
    RunEstimate estimate = RunEstimate.of(loaded, scan.geometry(), Device.CPU);
    try (VolumeSegmenter segmenter = VolumeSegmenters.open(loaded, options)) {
      SegmentationResult result =
          segmenter.segment(scan, ProgressListener.NONE, CancellationToken.none());
      assertThat(estimate.networks()).isEqualTo(result.tiles());
      assertThat(estimate.parts())
          .last()
          .extracting(RunEstimate.Part::tile)
          .isEqualTo(result.tileSize());
      assertThat(estimate.memory()).isGreaterThan(result.peakMemory());
    }
    RunEstimate timed = estimate.timed(loaded, options, CancellationToken.none());
    assertThat(timed.seconds()).isPositive();
    long slicing = timed.provider().contains("slice") ? estimate.parts().get(0).spared() : 0;
    if (estimate.parts().size() == 1) {
      assertThat(timed.memory()).isEqualTo(estimate.memory() - slicing);
    }
    assertThat(timed.provider()).startsWith("CPU");
    assertThat(estimate.seconds()).isNaN();
  }
}

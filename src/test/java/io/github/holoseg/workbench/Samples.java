package io.github.holoseg.workbench;

import io.github.holoseg.batch.Arguments;
import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.Parameter;
import io.github.holoseg.batch.SegmentOptions;
import io.github.holoseg.testing.SharedData;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The sample CT with the bundled network, for tests that run it. */
public final class Samples {
  private Samples() {}

  public static Path ct() {
    return SharedData.sample("example_ct.nii.gz");
  }

  /** Options without an output. */
  public static SegmentOptions options(String labels) {
    return SegmentOptions.of(
        Arguments.of(
            Operation.SEGMENT,
            Map.of(
                "input",
                ct().toString(),
                "model",
                "femur-pelvis",
                "device",
                "cpu",
                "labels",
                labels),
            Set.of(Parameter.OUTPUT)));
  }
}

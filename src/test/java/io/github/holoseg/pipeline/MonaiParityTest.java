package io.github.holoseg.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.testing.Golden;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.volume.LabelMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bundles with random weights on phantoms, against MONAI's own evaluator: monai_bundles.py. */
class MonaiParityTest {
  private static final Path FOLDER =
      SharedData.project().resolve("src/test/resources/golden/monai");

  /** Voxels that may differ of 10 000. */
  private static final double SHARE = 1e-4;

  static Stream<Arguments> cases() {
    JsonNode cases = Golden.manifest("monai").get("cases");
    return StreamSupport.stream(cases.spliterator(), false)
        .map(c -> Arguments.of(c.get("name").asText(), c.get("bundle").asText()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalsMonaiItself(String name, String bundle) throws IOException {
    ModelSpec spec = ModelRepository.of(List.of()).load(FOLDER.resolve(bundle).toString());
    WatchedRun run =
        WatchedRun.of(spec, List.of(VolumeReaders.read(FOLDER.resolve(name + ".nii.gz"))));
    LabelMap expected = LabelMapReader.read(FOLDER.resolve(name + "_labels.nii.gz"));
    assertThat(run.labels().geometry().isSameGrid(expected.geometry(), 1e-3)).isTrue();
    int[] ours = Voxels.ints(run.labels().voxels());
    int[] theirs = Voxels.ints(expected.voxels());
    int differing = 0;
    for (int i = 0; i < ours.length; i++) {
      differing += ours[i] == theirs[i] ? 0 : 1;
    }
    System.out.println("PARITY " + name + " " + differing + " of " + ours.length);
    assertThat(differing).as("voxels that differ").isLessThanOrEqualTo((int) (ours.length * SHARE));
  }
}

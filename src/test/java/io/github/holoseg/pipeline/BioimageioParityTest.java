package io.github.holoseg.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.grid.SliceGrid;
import io.github.holoseg.inference.Device;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.io.npy.NpyFile;
import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.WindowSpec;
import io.github.holoseg.testing.Golden;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packages with random weights on phantoms, against bioimageio.core: bioimageio_packages.py. */
class BioimageioParityTest {
  private static final Path FOLDER =
      SharedData.project().resolve("src/test/resources/golden/bioimageio");
  private static final float WITHIN = 1e-4f;

  static Stream<JsonNode> cases() {
    return StreamSupport.stream(Golden.manifest("bioimageio").get("cases").spliterator(), false);
  }

  static Stream<JsonNode> casesWithHalo() throws IOException {
    List<JsonNode> some = new ArrayList<>();
    for (JsonNode one : cases().toList()) {
      ModelSpec spec = spec(one);
      if (spec.window().padHalo() && spec.network().axes().length() == 5) {
        some.add(one);
      }
    }
    assertThat(some).hasSizeGreaterThan(2);
    return some.stream();
  }

  private static ModelSpec spec(JsonNode one) throws IOException {
    return ModelRepository.of(List.of()).load(FOLDER.resolve(one.get("name").asText()).toString());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalsBioimageioCore(JsonNode one) throws IOException {
    compare(one, spec(one));
  }

  @Test
  void aModelWithoutVoxelSizeIsSaidSo() throws IOException {
    ModelSpec spec = ModelRepository.of(List.of()).load(FOLDER.resolve("old").toString());
    SegmenterOptions options = new SegmenterOptions(Device.CPU, 1, Set.of(), true);
    Volume<?> scan = VolumeReaders.read(FOLDER.resolve("old_0.nii.gz"));
    assertThat(ModalityGuard.warnings(List.of(scan), spec, options))
        .contains(
            "the model 'Random_old' states no voxel size: it runs on the scan's own voxels of"
                + " 1.00 x 1.00 x 1.50 mm, which it may not be made for");
  }

  /** The halo is larger than what the networks see, so that tiles give what one pass gives. */
  @ParameterizedTest
  @MethodSource("casesWithHalo")
  void tilesEqualOnePass(JsonNode one) throws IOException {
    ModelSpec spec = spec(one);
    WindowSpec window = spec.window();
    int[] patch = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      patch[axis] = spec.network().size().get(axis).atLeast(2 * window.halo()[axis] + 4);
    }
    WindowSpec tiles =
        new WindowSpec(
            patch,
            window.overlap(),
            window.placement(),
            window.blend(),
            window.sigma(),
            window.halo(),
            window.padMode(),
            window.padValue(),
            window.mirrorAxes(),
            window.accumulate(),
            WindowSpec.Whole.NEVER,
            window.padHalo());
    compare(one, spec.with(spec.network(), tiles, List.of(), List.of(), null));
  }

  private static void compare(JsonNode one, ModelSpec spec) throws IOException {
    String name = one.get("name").asText();
    List<Volume<?>> channels = new ArrayList<>();
    for (int c = 0; c < one.get("channels").asInt(); c++) {
      channels.add(VolumeReaders.read(FOLDER.resolve(name + "_" + c + ".nii.gz")));
    }
    WatchedRun run = WatchedRun.of(spec, channels);
    float largest = 0;
    float[] expected = values(FOLDER.resolve(name + "_scores.npy"));
    SliceGrid scores = run.scores();
    int plane = scores.size()[0] * scores.size()[1];
    assertThat(expected).hasSize(scores.channels() * plane * scores.size()[2]);
    for (int i = 0; i < expected.length; i++) {
      int slice = i / plane;
      float ours = scores.slice(slice / scores.size()[2], slice % scores.size()[2])[i % plane];
      largest = Math.max(largest, Math.abs(ours - expected[i]));
    }
    int[] labels = Voxels.ints(run.labels().voxels());
    float[] theirs = values(FOLDER.resolve(name + "_labels.npy"));
    int differing = 0;
    for (int i = 0; i < labels.length; i++) {
      differing += labels[i] == theirs[i] ? 0 : 1;
    }
    System.out.println(
        "PARITY " + name + " scores " + largest + " labels " + differing + " of " + labels.length);
    assertThat(largest).as("largest difference of scores").isLessThan(WITHIN);
    assertThat(labels).hasSameSizeAs(theirs);
    assertThat(differing).as("voxels that differ").isZero();
  }

  private static float[] values(Path file) throws IOException {
    try (NpyFile npy = NpyFile.open(file)) {
      float[] values = new float[(int) npy.values()];
      npy.read(0, values.length, values);
      return values;
    }
  }
}

package io.github.holoseg.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.pipeline.RunChoices.Mirror;
import io.github.holoseg.pipeline.RunChoices.Precision;
import io.github.holoseg.testing.Golden;
import io.github.holoseg.testing.Grids;
import io.github.holoseg.testing.Npy;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * nnU-Net folders with random weights on phantoms, against nnU-Net's own predictor: the stored
 * cases of {@code nnunet_cases.py}. Random weights put many voxels near a decision; a trained
 * network is easier.
 */
class NnunetParityTest {
  private static final Path FOLDER =
      SharedData.project().resolve("src/test/resources/golden/nnunet");

  /** Voxels that may differ of 10 000, and half of what a Dice of 0.9999 leaves. */
  private static final double SHARE = 1e-4;

  /** One step of float16 for scores from 8 to 16 is 2⁻⁷; differences of the network move some. */
  private static final double MOST_MOVED = 0.02;

  /** What was found, for docs/exactness.md: one line for each case. */
  private static final Map<String, List<String>> FOUND = new TreeMap<>();

  @AfterAll
  static void writeWhatWasFound() throws IOException {
    Path file = SharedData.project().resolve("target/nnunet-parity.txt");
    Files.createDirectories(file.getParent());
    Files.write(
        file,
        FOUND.entrySet().stream()
            .map(entry -> entry.getKey() + " | " + String.join(" | ", entry.getValue()))
            .toList());
  }

  private static void found(NnunetCase golden, String format, Object... values) {
    FOUND
        .computeIfAbsent(golden.toString(), name -> new ArrayList<>())
        .add(String.format(Locale.ROOT, format, values));
  }

  static Stream<NnunetCase> cases() {
    JsonNode manifest = Golden.manifest("nnunet");
    return StreamSupport.stream(manifest.get("cases").spliterator(), false)
        .map(node -> new NnunetCase(node, manifest.get("stride").asInt()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void equalsNnunetItself(NnunetCase golden) throws IOException {
    WatchedRun run = golden.run(false);

    double input = Grids.maxDifference(golden.sample(run.input()), golden.array("data").asFloats());
    found(golden, "input %.1e", input);
    assertThat(input).as("network's input").isLessThan(1e-5);

    float[] scores = golden.sample(run.scores());
    float[] expected = golden.array("scores16").asFloats();
    int moved = 0;
    for (int i = 0; i < scores.length; i++) {
      moved += scores[i] == expected[i] ? 0 : 1;
    }
    double share = (double) moved / scores.length;
    found(golden, "float16 scores that differ %.2f %%", 100 * share);
    assertThat(share).as("share of scores that differ, in float16").isLessThan(MOST_MOVED);

    compare(golden, run.labels(), LabelMapReader.read(FOLDER.resolve(golden + "/labels.nii.gz")));
  }

  /** Without the rounding of sums to float16 a difference of scores is that of the networks. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void scoresAreWithinAThousandth(NnunetCase golden) throws IOException {
    float[] scores = golden.sample(golden.run(true).scores());
    double difference = Grids.maxDifference(scores, golden.array("scores32").asFloats());
    found(golden, "scores %.1e", difference);
    assertThat(difference).isLessThan(1e-3);
  }

  private static void compare(NnunetCase golden, LabelMap actual, LabelMap expected) {
    assertThat(actual.geometry().isSameGrid(expected.geometry(), 1e-3)).isTrue();
    int[] a = Voxels.ints(actual.voxels());
    int[] b = Voxels.ints(expected.voxels());
    Map<Integer, int[]> perLabel = new TreeMap<>();
    int differing = 0;
    for (int i = 0; i < a.length; i++) {
      differing += a[i] == b[i] ? 0 : 1;
      perLabel.computeIfAbsent(a[i], label -> new int[2])[0]++;
      perLabel.computeIfAbsent(b[i], label -> new int[2])[0]++;
      if (a[i] != b[i]) {
        perLabel.get(a[i])[1]++;
        perLabel.get(b[i])[1]++;
      }
    }
    found(golden, "%d of %d voxels differ", differing, a.length);
    assertThat(differing).as("voxels that differ").isLessThanOrEqualTo(allowed(a.length));
    perLabel.forEach(
        (label, counts) ->
            assertThat(counts[1])
                .as("voxels of label %d in one and not in the other (Dice)", label)
                .isLessThanOrEqualTo(allowed(counts[0])));
  }

  /** Structures below 10 000 voxels may lose one. */
  private static int allowed(int voxels) {
    return (int) Math.max(1, voxels * SHARE);
  }

  /** One case of the manifest. */
  private record NnunetCase(JsonNode node, int stride) {
    WatchedRun run(boolean float32) throws IOException {
      List<Integer> folds = new ArrayList<>();
      if (node.get("folds").isArray() && !node.get("folds").get(0).asText().equals("all")) {
        node.get("folds").forEach(fold -> folds.add(fold.asInt()));
      }
      RunChoices choices =
          new RunChoices(
              node.get("mirroring").asBoolean() ? Mirror.AUTO : Mirror.OFF,
              float32 ? Precision.FP32 : Precision.EXACT,
              1 - node.get("step").asDouble(),
              folds,
              true,
              RunChoices.Split.AUTO);
      ModelSpec spec =
          ModelRepository.of(List.of()).load(FOLDER.resolve(node.get("model").asText()).toString());
      List<Volume<?>> channels = new ArrayList<>();
      for (JsonNode input : node.get("inputs")) {
        channels.add(VolumeReaders.read(FOLDER.resolve(input.asText())));
      }
      return WatchedRun.of(WatchedRun.choose(spec, choices), channels);
    }

    Npy array(String name) {
      return Npy.resource("/golden/nnunet/" + this + "/" + name + ".npy");
    }

    /** Every stride-th voxel along each axis, channel-major. */
    float[] sample(FloatGrid grid) {
      float[] all = Grids.values(grid);
      int[] size = grid.size();
      float[] sample =
          new float[grid.channels() * count(size[0]) * count(size[1]) * count(size[2])];
      int at = 0;
      for (int c = 0; c < grid.channels(); c++) {
        for (int z = 0; z < size[2]; z += stride) {
          for (int y = 0; y < size[1]; y += stride) {
            for (int x = 0; x < size[0]; x += stride) {
              sample[at++] = all[((c * size[2] + z) * size[1] + y) * size[0] + x];
            }
          }
        }
      }
      return sample;
    }

    private int count(int size) {
      return (size + stride - 1) / stride;
    }

    @Override
    public String toString() {
      return node.get("name").asText();
    }
  }
}

package io.github.holoseg.model.totalsegmentator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.inference.Device;
import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.nnunet.NnunetFormat;
import io.github.holoseg.pipeline.SegmentationResult;
import io.github.holoseg.pipeline.SegmenterOptions;
import io.github.holoseg.pipeline.VolumeSegmenter;
import io.github.holoseg.pipeline.VolumeSegmenters;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.Golden;
import io.github.holoseg.testing.Npy;
import io.github.holoseg.testing.RasVolumes;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.volume.Label;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nnU-Net folders with random weights, installed as a task of two parts, against nnU-Net's own
 * predictor within TotalSegmentator's own functions (totalsegmentator_golden.py {@code
 * whole_task}). Labels must agree in 99.99 % of the voxels, as with nnU-Net alone: its sums are
 * rounded to half, so that a last bit of a network can decide.
 */
class WholeTaskTest {
  private static final String FOLDER = "/golden/totalsegmentator/";
  private static final Path MODELS = Path.of("src/test/resources/golden/nnunet/models");

  private final JsonNode facts = Golden.manifest("totalsegmentator").get("task");

  @TempDir Path target;

  @Test
  void equalsTotalSegmentatorAroundNnunet() throws IOException {
    TotalSegmentatorCatalog catalog =
        new TotalSegmentatorCatalog(
            new WeightsPlaces(name -> null, name -> null), new NnunetFormat());
    catalog.assemble(task(), List.of(MODELS), target);
    ModelSpec model = ModelRepository.of(List.of(target)).load("totalsegmentator-two_parts");
    SegmenterOptions options = new SegmenterOptions(Device.CPU, 2, Set.of(), false);
    SegmentationResult result;
    try (VolumeSegmenter segmenter = VolumeSegmenters.open(model, options)) {
      result =
          segmenter.segment(
              RasVolumes.of(FOLDER + "task_in.npy", facts.get("affine")),
              ProgressListener.NONE,
              CancellationToken.none());
    }
    double[] expected = Npy.resource(FOLDER + "task_labels.npy").asDoubles();
    int[] found = Voxels.ints(result.labels().voxels());
    long differing =
        IntStream.range(0, expected.length).filter(i -> found[i] != expected[i]).count();
    assertThat(differing).isLessThanOrEqualTo(expected.length / 10_000);
    for (long voxels : Voxels.count(found, 5)) {
      assertThat(voxels).isGreaterThan(1000);
    }
  }

  private Task task() {
    List<Task.Part> parts = new ArrayList<>();
    for (JsonNode part : facts.get("parts")) {
      List<Integer> values = new ArrayList<>();
      part.get(1).forEach(value -> values.add(value.asInt()));
      parts.add(new Task.Part(900, part.get(0).asText(), "v1.0.0-weights", values));
    }
    List<Label> labels =
        IntStream.rangeClosed(1, 4).mapToObj(value -> Label.of(value, "label_" + value)).toList();
    return new Task(
        "two_parts",
        "CT",
        "Apache-2.0",
        List.of(),
        labels,
        Golden.doubles(facts.get("target")),
        0.8,
        facts.get("folder").asText(),
        false,
        parts,
        null,
        List.of());
  }
}

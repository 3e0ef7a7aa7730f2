package io.github.holoseg.model.totalsegmentator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.inference.Device;
import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.SplitSpec;
import io.github.holoseg.model.nnunet.NnunetFormat;
import io.github.holoseg.pipeline.LabelObserver;
import io.github.holoseg.pipeline.RunChoices;
import io.github.holoseg.pipeline.RunEstimate;
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
import io.github.holoseg.volume.LabelSlab;
import io.github.holoseg.volume.VolumeGeometry;
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

  @TempDir Path target;

  @Test
  void equalsTotalSegmentatorAroundNnunet() throws IOException {
    int[] found = run("task", null, RunChoices.MODEL);
    assertThat(differing(found, "task")).isLessThanOrEqualTo(found.length / 10_000);
    for (long voxels : Voxels.count(found, 5)) {
      assertThat(voxels).isGreaterThan(1000);
    }
  }

  /** One voxel and one slice more than the limits: the grid is 17 x 17 x 71. */
  @Test
  void cutsALongScanAsTotalSegmentatorDoes() throws IOException {
    int[] found = run("split", new SplitSpec(margin(), 17 * 17 * 71 - 1, 70), RunChoices.MODEL);
    assertThat(differing(found, "split")).isLessThanOrEqualTo(found.length / 10_000);
  }

  @Test
  void cutsAShorterScanIfAskedTo() throws IOException {
    SplitSpec never = new SplitSpec(margin(), SplitSpec.WHEN_ASKED, 0);
    int[] found = run("split", never, split(RunChoices.Split.ON));
    assertThat(differing(found, "split")).isLessThanOrEqualTo(found.length / 10_000);
  }

  /** What is planned is what runs; the crop of the last piece does not change its tiles here. */
  @Test
  void tilesOfThePiecesArePlanned() throws IOException {
    SplitSpec always = new SplitSpec(margin(), 0, 60);
    SegmentationResult result = segment("split", always, RunChoices.MODEL);
    ModelSpec model = ModelRepository.of(List.of(target)).load("totalsegmentator-two_parts");
    VolumeGeometry scan =
        RasVolumes.of(FOLDER + "split_in.npy", facts("split").get("affine")).geometry();
    assertThat(RunEstimate.of(model, scan, Device.CPU).networks()).isEqualTo(result.tiles());
    ModelSpec whole = split(RunChoices.Split.OFF).apply(model);
    assertThat(RunEstimate.of(whole, scan, Device.CPU).networks()).isLessThan(result.tiles());
  }

  /** As many labels of the original change by its cuts as by those here. */
  @Test
  void doesNotCutAtTheLimitsNorIfAskedNotTo() throws IOException {
    int changed = facts("split").get("differing_unsplit").asInt();
    SplitSpec voxels = new SplitSpec(margin(), 17 * 17 * 71, 70);
    assertThat(differing(run("split", voxels, RunChoices.MODEL), "split"))
        .isCloseTo(changed, within(10L));
    SplitSpec always = new SplitSpec(margin(), 0, 60);
    assertThat(differing(run("split", always, split(RunChoices.Split.OFF)), "split"))
        .isCloseTo(changed, within(10L));
  }

  /** Slabs of two networks, three pieces each: each slice of the scan once for each network. */
  @Test
  void aWatcherSeesEverySliceOfEachPieceOnce() throws IOException {
    List<LabelSlab> slabs = new ArrayList<>();
    SplitSpec always = new SplitSpec(margin(), 0, 60);
    SegmentationResult result = segment("split", always, RunChoices.MODEL, slabs::add);
    int[] size = {24, 22, 84};
    int[] painted = new int[size[0] * size[1] * size[2]];
    long seen = 0;
    for (LabelSlab slab : slabs) {
      seen += slab.labels().length;
      int[] box = slab.size();
      for (int i = 0; i < slab.labels().length; i++) {
        long x = slab.min()[0] + i % box[0];
        long y = slab.min()[1] + i / box[0] % box[1];
        long z = slab.min()[2] + i / box[0] / box[1];
        int at = (int) ((z * size[1] + y) * size[0] + x);
        painted[at] = slab.labels()[i] == 0 ? painted[at] : slab.labels()[i];
      }
    }
    assertThat(painted).isEqualTo(Voxels.ints(result.labels().voxels()));
    assertThat(seen).isEqualTo(2L * painted.length);
  }

  @Test
  void leavesAShortGridWholeAndSaysSo() throws IOException {
    SplitSpec never = new SplitSpec(margin(), SplitSpec.WHEN_ASKED, 0);
    SegmentationResult result = segment("task", never, split(RunChoices.Split.ON));
    assertThat(result.warnings())
        .contains(
            "the scan is not cut into three pieces: it has 23 slices on the model's grid, pieces"
                + " need 60");
    int[] found = Voxels.ints(result.labels().voxels());
    assertThat(differing(found, "task")).isLessThanOrEqualTo(found.length / 10_000);
  }

  private static RunChoices split(RunChoices.Split split) {
    RunChoices model = RunChoices.MODEL;
    return new RunChoices(
        model.mirror(), model.precision(), model.overlap(), model.folds(), true, split);
  }

  private static JsonNode facts(String name) {
    return Golden.manifest("totalsegmentator").get(name);
  }

  private static int margin() {
    return facts("split").get("margin").asInt();
  }

  private int[] run(String name, SplitSpec split, RunChoices choices) throws IOException {
    return Voxels.ints(segment(name, split, choices).labels().voxels());
  }

  private SegmentationResult segment(String name, SplitSpec split, RunChoices choices)
      throws IOException {
    return segment(name, split, choices, LabelObserver.NONE);
  }

  private SegmentationResult segment(
      String name, SplitSpec split, RunChoices choices, LabelObserver observer) throws IOException {
    TotalSegmentatorCatalog catalog =
        new TotalSegmentatorCatalog(
            new WeightsPlaces(key -> null, key -> null), new NnunetFormat());
    catalog.assemble(task(facts(name), split), List.of(MODELS), target);
    ModelSpec model =
        choices.apply(ModelRepository.of(List.of(target)).load("totalsegmentator-two_parts"));
    SegmenterOptions options = new SegmenterOptions(Device.CPU, 2, Set.of(), false);
    try (VolumeSegmenter segmenter = VolumeSegmenters.open(model, options, observer)) {
      return segmenter.segment(
          RasVolumes.of(FOLDER + name + "_in.npy", facts(name).get("affine")),
          ProgressListener.NONE,
          CancellationToken.none());
    }
  }

  private static long differing(int[] found, String name) {
    double[] expected = Npy.resource(FOLDER + name + "_labels.npy").asDoubles();
    return IntStream.range(0, expected.length).filter(i -> found[i] != expected[i]).count();
  }

  private static Task task(JsonNode facts, SplitSpec split) {
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
        List.of(),
        split);
  }
}

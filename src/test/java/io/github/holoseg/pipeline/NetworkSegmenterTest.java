package io.github.holoseg.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.inference.Device;
import io.github.holoseg.inference.InferenceEngine;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.PlausibilityRule;
import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.model.WindowSpec.Blend;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.ModelSpecs;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Set;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.ShortType;
import org.junit.jupiter.api.Test;

/** The steps together, on a network that reads its labels off the values and counts its calls. */
class NetworkSegmenterTest {
  private final CountingEngine engine = new CountingEngine();
  private final ModelSpecs specs = new ModelSpecs();

  /** A core of 2 in a shell of 1 in background. */
  private static Volume<ShortType> shell() {
    short[] values = new short[125];
    for (int i = 0; i < 125; i++) {
      int x = Math.abs(i % 5 - 2);
      int y = Math.abs(i / 5 % 5 - 2);
      int z = Math.abs(i / 25 - 2);
      int distance = Math.max(x, Math.max(y, z));
      values[i] = (short) (distance == 0 ? 2 : distance == 1 ? 1 : 0);
    }
    return volume(values, Modality.CT, 5, 5, 5);
  }

  private static Volume<ShortType> volume(short[] values, Modality modality, long... size) {
    return new Volume<>(
        ArrayImgs.shorts(values, size),
        VolumeGeometry.axisAligned(size, 1, 1, 1),
        VolumeInfo.inMemory("scan", modality));
  }

  @Test
  void keepingOneStructureDoesNotChangeIt() throws IOException {
    specs.postprocess = List.of(new PostprocessStep.FillHoles(List.of("label_1")));
    LabelMap all = segment(Set.of());
    LabelMap one = segment(Set.of("label_1"));
    assertThat(Voxels.count(Voxels.ints(all.voxels()), 3)).containsExactly(98, 26, 1);
    assertThat(Voxels.count(Voxels.ints(one.voxels()), 3)).containsExactly(99, 26, 0);
    assertThat(one.labels()).singleElement().matches(label -> label.name().equals("label_1"));
  }

  @Test
  void theNetworkStaysLoadedWhileTilesHaveTheSameSize() throws IOException {
    specs.patch = new int[] {4, 4, 4};
    try (VolumeSegmenter segmenter = open(SegmenterOptions.DEFAULT)) {
      for (int i = 0; i < 3; i++) {
        segmenter.segment(shell(), ProgressListener.NONE, CancellationToken.none());
      }
      assertThat(engine.opened).isEqualTo(1);
      assertThat(engine.closed).isZero();
    }
    assertThat(engine.closed).isEqualTo(1);
  }

  @Test
  void aScanOfAnotherKindIsRefusedUnlessForced() throws IOException {
    specs.modality = "CT";
    Volume<?> mr = volume(new short[27], Modality.MR, 3, 3, 3);
    try (VolumeSegmenter segmenter = open(SegmenterOptions.DEFAULT)) {
      assertThatThrownBy(
              () -> segmenter.segment(mr, ProgressListener.NONE, CancellationToken.none()))
          .hasMessageContaining("is a scan of kind MR, the model 'test' is made for CT");
    }
    try (VolumeSegmenter segmenter = open(new SegmenterOptions(Device.CPU, 1, Set.of(), true))) {
      assertThat(segmenter.segment(mr, ProgressListener.NONE, CancellationToken.none()).warnings())
          .anyMatch(warning -> warning.contains("force was set"));
    }
  }

  /** Also about a structure that the user does not want: it is looked for all the same. */
  @Test
  void brokenRulesAreWarnings() throws IOException {
    specs.checks =
        List.of(
            new PlausibilityRule.VolumeRange("label_2", 1, 2),
            new PlausibilityRule.VolumeRange("label_1", 0, 1));
    for (Set<String> wanted : List.of(Set.<String>of(), Set.of("label_1"))) {
      try (VolumeSegmenter segmenter = open(new SegmenterOptions(Device.CPU, 1, wanted, false))) {
        SegmentationResult result =
            segmenter.segment(shell(), ProgressListener.NONE, CancellationToken.none());
        assertThat(result.checks())
            .extracting(PlausibilityFinding::outcome)
            .containsExactly(
                PlausibilityFinding.Outcome.FAILED, PlausibilityFinding.Outcome.PASSED);
        assertThat(result.warnings())
            .containsExactly("implausible result: label_2 has 0.0 ml; expected are 1 to 2 ml");
      }
    }
  }

  @Test
  void theGeometryIsTheScansOwnObject() throws IOException {
    specs.orientation = "RAS";
    Volume<?> scan = shell();
    try (VolumeSegmenter segmenter = open(SegmenterOptions.DEFAULT)) {
      SegmentationResult result =
          segmenter.segment(scan, ProgressListener.NONE, CancellationToken.none());
      assertThat(result.labels().geometry()).isSameAs(scan.geometry());
      assertThat(result.engine()).isEqualTo("counting");
      assertThat(result.provider()).isEqualTo("none");
      assertThat(result.tiles()).isEqualTo(engine.runs);
    }
  }

  @Test
  void anUnknownLabelIsRefusedBeforeAnythingRuns() {
    assertThatThrownBy(() -> open(new SegmenterOptions(Device.CPU, 1, Set.of("liver"), false)))
        .hasMessage("the model 'test' has no label 'liver'; it has label_1, label_2");
  }

  private LabelMap segment(Set<String> labels) throws IOException {
    try (VolumeSegmenter segmenter = open(new SegmenterOptions(Device.CPU, 1, labels, false))) {
      return segmenter.segment(shell(), ProgressListener.NONE, CancellationToken.none()).labels();
    }
  }

  private VolumeSegmenter open(SegmenterOptions options) {
    specs.weights = List.of(new NetworkSpec.Weights(java.nio.file.Path.of("none.onnx"), ""));
    specs.blend = Blend.CONSTANT;
    return VolumeSegmenters.open(specs.build(), options, engine);
  }

  /** Scores: 1 for the class that the value names, else 0. */
  private static final class CountingEngine implements InferenceEngine {
    private int opened;
    private int closed;
    private int runs;

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public Session open(NetworkSpec network, int fold, int[] tileSize, Device device, int threads) {
      opened++;
      int voxels = tileSize[0] * tileSize[1] * tileSize[2];
      FloatBuffer input = FloatBuffer.allocate(voxels);
      FloatBuffer output = FloatBuffer.allocate(3 * voxels);
      return new Session() {
        @Override
        public String provider() {
          return "none";
        }

        @Override
        public FloatBuffer input() {
          return input;
        }

        @Override
        public FloatBuffer output() {
          return output;
        }

        @Override
        public void run(CancellationToken cancel) {
          runs++;
          for (int i = 0; i < 3 * voxels; i++) {
            output.put(i, input.get(i % voxels) == i / voxels ? 1 : 0);
          }
        }

        @Override
        public void close() {
          closed++;
        }
      };
    }
  }
}

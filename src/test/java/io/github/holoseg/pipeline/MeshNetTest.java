package io.github.holoseg.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.model.IntensityStep;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.WindowSpec.Blend;
import io.github.holoseg.model.WindowSpec.Whole;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.ModelSpecs;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A real trained network on a real scan: MeshNet (brain MR; 0 background, 1 white, 2 grey matter),
 * with the labels that ONNX Runtime gave in Python.
 */
@Tag("slow")
class MeshNetTest {
  /** The network's receptive radius in voxels. */
  private static final int RADIUS = 46;

  @Test
  void onePassGivesExactlyTheExpectedLabels() throws Exception {
    ModelSpecs specs = specs("model.onnx");
    specs.size = new SizeRule(256, 1, 256);
    specs.whole = Whole.ALWAYS;
    SegmentationResult result = segment(specs);
    int[] labels = Voxels.ints(result.labels().voxels());
    assertThat(result.tiles()).isEqualTo(1);
    assertThat(Voxels.count(labels, 3)).containsExactly(15_523_464, 518_540, 735_212);
    assertThat(labels).isEqualTo(expectedLabels());
  }

  @Test
  void tilesThatGiveUpTheReceptiveRadiusGiveExactlyTheExpectedLabels() throws Exception {
    ModelSpecs specs = specs("meshnet5_dynamic.onnx");
    specs.blend = Blend.CROP_HALO;
    specs.halo = new int[] {RADIUS, RADIUS, RADIUS};
    specs.patch = new int[] {180, 180, 180};
    SegmentationResult result = segment(specs);
    assertThat(result.tiles()).isEqualTo(8);
    assertThat(Voxels.ints(result.labels().voxels())).isEqualTo(expectedLabels());
  }

  private static ModelSpecs specs(String file) {
    ModelSpecs specs = new ModelSpecs();
    specs.weights(SharedData.shared("meshnet/" + file).toAbsolutePath());
    specs.intensity = List.of(new IntensityStep.MinMax(0, 0, 1));
    return specs;
  }

  private static SegmentationResult segment(ModelSpecs specs) throws IOException {
    try (VolumeSegmenter segmenter =
        VolumeSegmenters.open(specs.build(), SegmenterOptions.DEFAULT)) {
      return segmenter.segment(scan(), ProgressListener.NONE, CancellationToken.none());
    }
  }

  private static Volume<?> scan() throws IOException {
    return VolumeReaders.read(SharedData.shared("meshnet/t1_crop.nii.gz"));
  }

  private static int[] expectedLabels() throws IOException {
    return Voxels.ints(
        LabelMapReader.read(SharedData.shared("meshnet/t1_crop_meshnet_labels_ort1.29.nii.gz"))
            .voxels());
  }
}

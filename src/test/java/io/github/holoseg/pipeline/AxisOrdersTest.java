package io.github.holoseg.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.model.IntensityStep;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.ModelSpecs;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.volume.Volume;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The same scan stored in another axis order gives the same labels at the same places, with a
 * network that is not symmetric in any axis, resampled and tiled.
 */
class AxisOrdersTest {
  private static final List<String> FILES =
      List.of("ASL", "ILP", "LAS", "LIA", "LPS", "PIR", "RAS", "SRA");

  @Test
  void theEightFilesOfNiftiSpace() throws Exception {
    int[] first = null;
    LabelMap reference = null;
    for (String order : FILES) {
      Volume<?> scan = VolumeReaders.read(SharedData.shared("nifti_space/" + order + ".nii.gz"));
      assertThat(scan.geometry().axisCodes()).isEqualTo(order);
      LabelMap labels = segment(scan);
      assertThat(labels.geometry()).isSameAs(scan.geometry());
      LabelMap turned = labels.reoriented(AxisOrder.of("LPS"));
      int[] voxels = Voxels.ints(turned.voxels());
      if (first == null) {
        first = voxels;
        reference = turned;
        for (long count : Voxels.count(voxels, 3)) {
          assertThat(count).isPositive();
        }
      }
      assertThat(turned.geometry().isSameGrid(reference.geometry(), 1e-3)).as(order).isTrue();
      assertThat(voxels).as(order).isEqualTo(first);
    }
  }

  @Test
  void allFortyEightOrdersOfAnObliquePhantom() throws Exception {
    Volume<?> scan = Phantom.ct();
    AxisOrder stored = AxisOrder.closestTo(scan.geometry());
    int[] expected = Voxels.ints(segment(scan).voxels());
    for (AxisOrder order : AxisOrder.all()) {
      LabelMap labels = segment(scan.reoriented(order)).reoriented(stored);
      assertThat(Voxels.ints(labels.voxels())).as(order.axisCodes()).isEqualTo(expected);
    }
  }

  private static LabelMap segment(Volume<?> scan) throws Exception {
    ModelSpecs specs = new ModelSpecs();
    specs.weights(Path.of(AxisOrdersTest.class.getResource("/golden/pipeline/conv.onnx").toURI()));
    specs.orientation = "RAS";
    specs.spacing = new double[] {3.5, 3, 4};
    specs.intensity = List.of(new IntensityStep.MinMax(0, -20, 20));
    specs.patch = new int[] {24, 20, 16};
    specs.accumulate = Accumulate.FLOAT16;
    ModelSpec model = specs.build();
    try (VolumeSegmenter segmenter = VolumeSegmenters.open(model, SegmenterOptions.DEFAULT)) {
      return segmenter.segment(scan, ProgressListener.NONE, CancellationToken.none()).labels();
    }
  }
}

package io.github.holoseg.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.inference.Device;
import io.github.holoseg.inference.InferenceEngine.Session;
import io.github.holoseg.inference.SlidingWindowInferer;
import io.github.holoseg.inference.TilePlan;
import io.github.holoseg.inference.ort.OrtEngine;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.model.IntensityStep;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.WindowSpec.Blend;
import io.github.holoseg.model.WindowSpec.Whole;
import io.github.holoseg.preprocess.Preprocessor;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.ModelSpecs;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CancellationException;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
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

  @Test
  void scoresOfTilesEqualOnePassBitForBitAtTheRadiusAndNotBelow() throws Exception {
    FloatGrid grid = grid(128);
    float[] onePass = scores(grid, 0);
    assertThat(scores(grid, RADIUS)).isEqualTo(onePass);
    assertThat(scores(grid, RADIUS - 1)).isNotEqualTo(onePass);
  }

  @Test
  void cancelReachesTheRunningNetworkAndTheSegmenterWorksAfterIt() throws Exception {
    ModelSpecs specs = specs("meshnet5_dynamic.onnx");
    specs.whole = Whole.ALWAYS;
    FloatGrid grid = grid(128);
    TilePlan plan = TilePlan.of(specs.network(), specs.window(), grid.size(), 0);
    try (Session session =
        new OrtEngine().open(specs.network(), 0, plan.tileSize(), Device.CPU, 2)) {
      grid.read(0, new int[3], new int[] {128, 128, 128}, new float[128 * 128 * 128], 0);
      CancellationToken cancel = new CancellationToken();
      new Timer(true)
          .schedule(
              new TimerTask() {
                @Override
                public void run() {
                  cancel.cancel();
                }
              },
              100);
      assertThatThrownBy(() -> session.run(cancel))
          .isInstanceOf(CancellationException.class)
          .hasMessageContaining("while the network was running");
      session.run(CancellationToken.none());
      assertThat(session.output().get(0)).isFinite();
    }
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

  /** The middle of the scan, prepared as the model wants it. */
  private static FloatGrid grid(int width) throws IOException {
    return Preprocessor.apply(
            List.of(middle(scan(), width)),
            specs("model.onnx").build(),
            2,
            ProgressListener.NONE,
            CancellationToken.none())
        .grid();
  }

  private static <T extends RealType<T>> Volume<T> middle(Volume<T> scan, int width) {
    long from = (256 - width) / 2;
    long[] min = {from, from, from};
    long[] size = {width, width, width};
    return new Volume<>(
        Views.offsetInterval(scan.voxels(), min, size),
        scan.geometry().crop(min, size),
        scan.info());
  }

  /**
   * @param halo 0: one pass
   */
  private static float[] scores(FloatGrid grid, int halo) throws IOException {
    ModelSpecs specs = specs("meshnet5_dynamic.onnx");
    specs.whole = halo == 0 ? Whole.ALWAYS : Whole.NEVER;
    specs.blend = Blend.CROP_HALO;
    specs.halo = new int[] {halo, halo, halo};
    specs.patch = new int[] {112, 112, 112};
    int[] size = grid.size();
    TilePlan plan = TilePlan.of(specs.network(), specs.window(), size, 0);
    int plane = size[0] * size[1];
    float[] all = new float[3 * plane * size[2]];
    try (Session session =
        new OrtEngine().open(specs.network(), 0, plan.tileSize(), Device.CPU, 2)) {
      new SlidingWindowInferer(grid, plan, List.of(session), 2)
          .run(
              (z, slice) -> System.arraycopy(slice, 0, all, z * 3 * plane, 3 * plane),
              ProgressListener.NONE,
              CancellationToken.none());
    }
    return all;
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

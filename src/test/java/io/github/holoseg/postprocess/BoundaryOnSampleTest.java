package io.github.holoseg.postprocess;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.imglib2.RealRandomAccess;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.interpolation.randomaccess.NLinearInterpolatorFactory;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

/**
 * The real CT, 3 mm, with TotalSegmentator's labels (another program's answer, not the truth), for
 * measuring only: no parameter comes from here.
 */
class BoundaryOnSampleTest {
  private static final List<Label> BONES =
      List.of(
          Label.of(25, "sacrum"),
          Label.of(75, "femur_left"),
          Label.of(76, "femur_right"),
          Label.of(77, "hip_left"),
          Label.of(78, "hip_right"));

  private static LabelMap reference() throws IOException {
    LabelMap map = LabelMapReader.read(SharedData.sample("example_seg_fast_force_split.nii.gz"));
    return new LabelMap(map.voxels(), map.geometry(), BONES);
  }

  private static Volume<?> ct() throws IOException {
    return VolumeReaders.read(
        SharedData.sample("example_ct.nii.gz"),
        ReadOptions.DEFAULT,
        ProgressListener.NONE,
        CancellationToken.none());
  }

  /** Every {@code step}-th voxel, repeated: the labels on a coarser grid. */
  private static short[] coarsened(LabelMap map, int step) {
    short[] labels = BonePhantom.voxels(map);
    int nx = (int) map.geometry().size(0);
    int ny = (int) map.geometry().size(1);
    short[] coarse = new short[labels.length];
    for (int i = 0; i < labels.length; i++) {
      int x = i % nx / step * step;
      int y = i / nx % ny / step * step;
      int z = i / (nx * ny) / step * step;
      coarse[i] = labels[(z * ny + y) * nx + x];
    }
    return coarse;
  }

  private static double[] dice(String what, short[] labels, short[] reference) {
    double[] dice = new double[BONES.size()];
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-34s", what));
    for (int b = 0; b < dice.length; b++) {
      int value = BONES.get(b).value();
      long own = 0;
      long other = 0;
      long both = 0;
      for (int i = 0; i < labels.length; i++) {
        own += labels[i] == value ? 1 : 0;
        other += reference[i] == value ? 1 : 0;
        both += labels[i] == value && reference[i] == value ? 1 : 0;
      }
      dice[b] = 2.0 * both / (own + other);
      line.append(String.format(Locale.ROOT, "  %s %.4f", BONES.get(b).name(), dice[b]));
    }
    System.out.println(line);
    return dice;
  }

  private static short[] refined(Volume<?> scan, short[] labels, double maxShift) {
    short[] result = labels.clone();
    VolumeGeometry grid = scan.geometry();
    List<PostprocessStep> steps = List.of(new PostprocessStep.RefineBoundary(List.of(), maxShift));
    Postprocessor.apply(
        scan,
        new LabelMap(ArrayImgs.unsignedShorts(result, grid.size()), grid, BONES),
        steps,
        BONES,
        new ArrayList<>(),
        2,
        CancellationToken.none());
    return result;
  }

  /** The scan is on the network's grid: nothing is done, and so nothing is harmed. */
  @Test
  void onTheNetworksOwnGridLabelsStay() throws IOException {
    short[] reference = BonePhantom.voxels(reference());
    assertThat(refined(ct(), reference, 3)).isEqualTo(reference);
  }

  /** As if a network on 6 mm had made them. */
  @Test
  void labelsOnACoarserGridGetBetter() throws IOException {
    short[] reference = BonePhantom.voxels(reference());
    short[] coarse = coarsened(reference(), 2);
    double[] before = dice("6 mm labels", coarse, reference);
    double[] after = dice("6 mm labels, refined", refined(ct(), coarse, 6), reference);
    double[] own = dice("reference, refined within 6 mm", refined(ct(), reference, 6), reference);
    for (int b = 0; b < before.length; b++) {
      assertThat(after[b]).as(BONES.get(b).name()).isGreaterThan(before[b]);
      // The other program's boundary is not the half-way edge; on 3 mm that is a part of a voxel.
      assertThat(own[b]).as(BONES.get(b).name()).isGreaterThan(0.93);
    }
  }

  /** Finer voxels, interpolated from 3 mm: they show no finer edge, and must mislead nobody. */
  @Test
  void interpolatedScansDoNotLeadAstray() throws IOException {
    VolumeGeometry grid = ct().geometry();
    long[] size = grid.size();
    for (int axis = 0; axis < 3; axis++) {
      size[axis] = 2 * size[axis] - 1;
    }
    double[] spacing = grid.spacing();
    VolumeGeometry fine =
        new VolumeGeometry(
            size,
            new double[] {spacing[0] / 2, spacing[1] / 2, spacing[2] / 2},
            grid.origin(),
            grid.direction());
    Volume<?> scan = interpolated(ct(), fine);
    short[] reference = new short[(int) fine.voxelCount()];
    short[] coarse = BonePhantom.voxels(reference());
    int nx = (int) size[0];
    int ny = (int) size[1];
    for (int i = 0; i < reference.length; i++) {
      int x = (i % nx + 1) / 2;
      int y = (i / nx % ny + 1) / 2;
      int z = (i / (nx * ny) + 1) / 2;
      reference[i] = coarse[(z * (int) grid.size(1) + y) * (int) grid.size(0) + x];
    }
    double[] dice = dice("1.5 mm, reference refined", refined(scan, reference, 3), reference);
    for (double d : dice) {
      assertThat(d).isGreaterThan(0.92);
    }
  }

  private static <T extends RealType<T>> Volume<?> interpolated(
      Volume<T> volume, VolumeGeometry fine) {
    RealRandomAccess<T> at =
        Views.interpolate(Views.extendBorder(volume.voxels()), new NLinearInterpolatorFactory<>())
            .realRandomAccess();
    float[] values = new float[(int) fine.voxelCount()];
    int nx = (int) fine.size(0);
    int ny = (int) fine.size(1);
    for (int i = 0; i < values.length; i++) {
      at.setPosition(new double[] {i % nx / 2.0, i / nx % ny / 2.0, i / (nx * ny) / 2.0});
      values[i] = at.get().getRealFloat();
    }
    return new Volume<>(
        ArrayImgs.floats(values, fine.size()), fine, VolumeInfo.inMemory("fine", Modality.CT));
  }
}

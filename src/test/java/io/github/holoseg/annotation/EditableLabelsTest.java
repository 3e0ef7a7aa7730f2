package io.github.holoseg.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import net.imglib2.RandomAccess;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import org.junit.jupiter.api.Test;

class EditableLabelsTest {
  private static final CancellationToken NEVER = CancellationToken.none();

  /** 6 billion voxels, all but a few slices of them one array of zeros. */
  @Test
  void aVolumeOfMoreThanTwoToTheThirtyOneVoxelsIsPaintedAndFoundAgain() {
    VolumeGeometry grid = VolumeGeometry.axisAligned(new long[] {2000, 1500, 2000}, 0.4, 0.4, 0.5);
    EditableLabels labels = EditableLabels.empty(grid, Cases.LABELS);
    int x = 1990;
    int y = 1490;
    int z = 1995;
    try (EditSession session = new EditSession(labels, null, new EditHistory());
        Workers workers = new Workers(1)) {
      session.apply("far", e -> e.set(Brush.ball(2).at(grid, grid.toPhysical(x, y, z)), 3));
      assertThat(labels.get(x, y, z)).isEqualTo(3);
      RandomAccess<UnsignedShortType> access = labels.view().voxels().randomAccess();
      assertThat(access.setPositionAndGet(x, y, z).get()).isEqualTo(3);
      assertThat(access.setPositionAndGet(x - 6, y, z).get()).isZero();
      VoxelBox box = LabelMask.bounds(labels, 3, workers, NEVER);
      assertThat(box).isEqualTo(new VoxelBox(x - 5, y - 5, z - 4, x + 6, y + 6, z + 5));
      assertThat(session.undo()).isEqualTo(box);
      assertThat(labels.get(x, y, z)).isZero();
    }
  }

  @Test
  void theVoxelsOfAnyImageAreTakenOverAndTheImageStaysAsItWas() {
    Random random = new Random(3);
    short[] values = new short[50 * 40 * 6];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 2000 == 2 ? 0 : (short) random.nextInt(65536);
    }
    VolumeGeometry grid = VolumeGeometry.axisAligned(new long[] {50, 40, 6}, 1, 1, 1);
    var array = ArrayImgs.unsignedShorts(values, 50, 40, 6);
    var planar = PlanarImgs.unsignedShorts(50, 40, 6);
    for (int z = 0; z < 6; z++) {
      System.arraycopy(values, z * 2000, planar.getPlane(z).getCurrentStorageArray(), 0, 2000);
    }
    int[] before = Voxels.ints(array);
    for (LabelMap map :
        List.of(
            new LabelMap(array, grid, Cases.LABELS), new LabelMap(planar, grid, Cases.LABELS))) {
      EditableLabels labels = EditableLabels.of(map, NEVER);
      assertThat(Voxels.ints(labels.view().voxels())).isEqualTo(before);
      try (EditSession session = new EditSession(labels, null, new EditHistory())) {
        session.apply("all", e -> e.set(new BoxMask(VoxelBox.of(grid)).complement(), 7));
      }
      assertThat(Voxels.ints(labels.view().voxels())).containsOnly(7);
      assertThat(Voxels.ints(map.voxels())).isEqualTo(before);
    }
  }

  @Test
  void otherLabelsAreNamedOnceEach() {
    VolumeGeometry grid = VolumeGeometry.axisAligned(new long[] {5, 4, 3}, 1, 1, 1);
    EditableLabels labels = EditableLabels.empty(grid, Cases.LABELS);
    labels.setLabels(List.of(Label.of(9, "nine")));
    assertThat(labels.view().label("nine")).isPresent();
    assertThatThrownBy(() -> labels.setLabels(List.of(Label.of(9, "a"), Label.of(9, "b"))))
        .hasMessageContaining("two labels have the value 9");
    assertThat(labels.labels()).hasSize(1);
  }

  @Test
  void openingCanBeCancelled() {
    CancellationToken cancel = new CancellationToken();
    cancel.cancel();
    VolumeGeometry grid = VolumeGeometry.axisAligned(new long[] {5, 4, 3}, 1, 1, 1);
    LabelMap map = new LabelMap(ArrayImgs.unsignedShorts(5, 4, 3), grid, Cases.LABELS);
    assertThatThrownBy(() -> EditableLabels.of(map, cancel))
        .isInstanceOf(CancellationException.class);
  }
}

package io.github.holoseg.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.List;
import java.util.Set;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import org.junit.jupiter.api.Test;

class SurfaceAgreementTest {
  private static final CancellationToken NONE = CancellationToken.none();
  private static final VolumeGeometry GRID =
      VolumeGeometry.axisAligned(new long[] {30, 12, 10}, 0.5, 2, 3);

  /** A block of 4 x 4 x 4 voxels that starts at x. */
  private static LabelMap block(int x, int value) {
    Img<UnsignedShortType> voxels = ArrayImgs.unsignedShorts(GRID.size());
    for (int i = 0; i < 64; i++) {
      voxels.getAt(x + i % 4, 3 + i / 4 % 4, 3 + i / 16).set(value);
    }
    return new LabelMap(voxels, GRID, List.of(Label.of(value, "block")));
  }

  private static SurfaceAgreement compare(LabelMap a, int value, LabelMap b, int other) {
    return SurfaceAgreement.between(a, b, Set.of(value), Set.of(other), 2, NONE);
  }

  @Test
  void theSameIsZero() {
    assertThat(compare(block(5, 1), 1, block(5, 9), 9)).isEqualTo(new SurfaceAgreement(0, 0));
  }

  /** Moved by 10 voxels of 0.5 mm: columns lie 3.5, 4, 4.5 and 5 mm from the other's face. */
  @Test
  void aMovedBlockIsAsFarAwayAsItsColumns() {
    SurfaceAgreement s = compare(block(2, 1), 1, block(12, 2), 2);
    // 16 surface voxels in the two end columns each, 12 in the two between.
    double mean = (16 * 5 + 12 * 4.5 + 12 * 4 + 16 * 3.5) / 56;
    assertThat(s.mean()).isCloseTo(mean, within(1e-6));
    assertThat(s.hausdorff95()).isCloseTo(5, within(1e-6));
  }

  @Test
  void theAxisOrderDoesNotMatter() {
    SurfaceAgreement s = compare(block(2, 1), 1, block(4, 2), 2);
    for (AxisOrder order : AxisOrder.all()) {
      assertThat(compare(block(2, 1).reoriented(order), 1, block(4, 2), 2)).isEqualTo(s);
    }
  }

  @Test
  void whatIsNotThereHasNoDistance() {
    SurfaceAgreement s = compare(block(2, 1), 1, block(4, 2), 7);
    assertThat(s.mean()).isNaN();
    assertThat(s.hausdorff95()).isNaN();
  }

  /** Voxels twice as fine: each coarse one has two, four, eight copies. */
  @Test
  void aFinerGridTakesTheNearestLabels() {
    VolumeGeometry fine =
        new VolumeGeometry(
            new long[] {60, 24, 20},
            new double[] {0.25, 1, 1.5},
            new double[] {-0.125, -0.5, -0.75},
            new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
    assertThat(NearestLabels.isSameGrid(GRID, fine)).isFalse();
    LabelMap map = NearestLabels.onGrid(block(5, 3), fine, 2, NONE);
    long count = 0;
    for (UnsignedShortType voxel : map.voxels()) {
      count += voxel.get() == 3 ? 1 : 0;
    }
    assertThat(count).isEqualTo(8 * 64);
    assertThat(map.voxels().getAt(10, 6, 6).get()).isEqualTo(3);
    assertThat(map.voxels().getAt(9, 6, 6).get()).isZero();
    LabelMap turned = map.reoriented(AxisOrder.of("SRA"));
    assertThat(NearestLabels.isSameGrid(turned.geometry(), fine)).isTrue();
    LabelMap back = NearestLabels.onGrid(turned, GRID, 1, NONE);
    assertThat(compare(back, 3, block(5, 1), 1).hausdorff95()).isZero();
  }
}

package io.github.holoseg.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

class AxisTurnTest {
  private static final long[] SIZE = {3, 4, 5};

  /** Every voxel has a number of its own, its rank in x-fastest order. */
  private static RandomAccessibleInterval<IntType> numbered() {
    int[] values = new int[60];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return ArrayImgs.ints(values, SIZE);
  }

  private static VolumeGeometry geometry() {
    VolumeGeometry tilted = Phantom.defaultGeometry();
    return new VolumeGeometry(
        SIZE, new double[] {0.7, 1.1, 2.9}, new double[] {5, -40, 300}, tilted.direction());
  }

  @Test
  void everyVoxelStaysAtItsPlaceInAll48x48Turns() {
    RandomAccessibleInterval<IntType> voxels = numbered();
    VolumeGeometry g = geometry();
    for (AxisOrder first : AxisOrder.all()) {
      AxisTurn toFirst = AxisOrder.of("LPS").turnTo(first);
      RandomAccessibleInterval<IntType> start = toFirst.apply(voxels);
      VolumeGeometry startGeometry = toFirst.apply(g);
      for (AxisOrder second : AxisOrder.all()) {
        AxisTurn turn = first.turnTo(second);
        VolumeGeometry turned = turn.apply(startGeometry);
        assertThat(turned.axisCodes()).isEqualTo(second.axisCodes());
        Cursor<IntType> c = Views.flatIterable(turn.apply(start)).localizingCursor();
        while (c.hasNext()) {
          int rank = c.next().get();
          double[] wanted = g.toPhysical(rank % 3, rank / 3 % 4, rank / 12);
          double[] found =
              turned.toPhysical(c.getLongPosition(0), c.getLongPosition(1), c.getLongPosition(2));
          for (int axis = 0; axis < 3; axis++) {
            if (Math.abs(found[axis] - wanted[axis]) > 1e-9) {
              assertThat(found).as("%s to %s, voxel %d", first, second, rank).isEqualTo(wanted);
            }
          }
        }
      }
    }
  }

  @Test
  void inverseBringsBack() {
    for (AxisOrder order : AxisOrder.all()) {
      AxisTurn turn = AxisOrder.of("LPS").turnTo(order);
      assertThat(turn.then(turn.inverse()).isIdentity()).isTrue();
      assertThat(turn.inverse().then(turn).isIdentity()).isTrue();
      VolumeAssert.assertSameVoxels(turn.inverse().apply(turn.apply(numbered())), numbered());
      VolumeGeometry back = turn.inverse().apply(turn.apply(geometry()));
      VolumeAssert.assertSamePlace(back, geometry(), 1e-9);
      assertThat(turn.inverse().permute(turn.permute(SIZE))).isEqualTo(SIZE);
    }
  }

  @Test
  void thenIsOneAfterTheOther() {
    for (AxisOrder first : AxisOrder.all()) {
      AxisTurn a = AxisOrder.of("LPS").turnTo(first);
      for (AxisOrder second : AxisOrder.all()) {
        AxisTurn b = AxisOrder.of("RAS").turnTo(second);
        VolumeAssert.assertSameVoxels(a.then(b).apply(numbered()), b.apply(a.apply(numbered())));
      }
    }
  }

  @Test
  void permutesAllThreeKindsOfNumbersAlike() {
    AxisTurn turn = new AxisTurn(new int[] {2, 0, 1}, new boolean[] {true, false, false});
    assertThat(turn.permute(new int[] {7, 8, 9})).containsExactly(9, 7, 8);
    assertThat(turn.permute(new long[] {7, 8, 9})).containsExactly(9, 7, 8);
    assertThat(turn.permute(new double[] {7, 8, 9}))
        .containsExactly(new double[] {9, 7, 8}, within(0.0));
    assertThat(turn).hasToString("-z+x+y");
  }

  @Test
  void refusesWhatIsNoPermutation() {
    assertThatThrownBy(() -> new AxisTurn(new int[] {0, 0, 1}, new boolean[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AxisTurn(new int[] {0, 2, 1}, new boolean[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

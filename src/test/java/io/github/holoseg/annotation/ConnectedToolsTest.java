package io.github.holoseg.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.ShortType;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Flood fill, region growing, islands and holes against filling voxel by voxel. */
class ConnectedToolsTest {
  private static final CancellationToken NEVER = CancellationToken.none();

  @Property(tries = 60)
  void floodFillTakesTheConnectedPartOfEqualLabels(@ForAll long seed) {
    Random random = new Random(seed);
    VolumeGeometry grid = Cases.oblique(random, 70, 11, 9);
    EditableLabels labels = Cases.noisyLabels(random, grid, random.nextDouble() * 0.3);
    int[] at = {random.nextInt(70), random.nextInt(11), random.nextInt(9)};
    int value = labels.get(at[0], at[1], at[2]);
    int axis = random.nextInt(3);
    for (int across : new int[] {-1, axis}) {
      BoxMask filled =
          across < 0
              ? FloodFill.inVolume(labels, at[0], at[1], at[2], NEVER)
              : FloodFill.inSlice(labels, axis, at[0], at[1], at[2], NEVER);
      BoxMask naive =
          Cases.naiveFill(VoxelBox.of(grid), (x, y, z) -> labels.get(x, y, z) == value, across, at);
      Cases.assertMask(filled, VoxelBox.of(grid), naive::get);
    }
  }

  @Property(tries = 60)
  void regionGrowingStaysInRangeReachAndRules(@ForAll long seed) {
    Random random = new Random(seed);
    VolumeGeometry grid = Cases.oblique(random, 40, 21, 9);
    short[] hu = new short[40 * 21 * 9];
    for (int i = 0; i < hu.length; i++) {
      hu[i] = (short) random.nextInt(1000);
    }
    Volume<ShortType> scan =
        new Volume<>(
            ArrayImgs.shorts(hu, grid.size()), grid, VolumeInfo.inMemory("noise", Modality.CT));
    EditableLabels labels = Cases.noisyLabels(random, grid, 0.05);
    EditRules rules = EditRules.painting(1).withLocked(Set.of(2));
    HuRange range = new HuRange(100 + random.nextInt(300), 1000);
    double reach = random.nextInt(3) == 0 ? Double.POSITIVE_INFINITY : 1 + random.nextDouble() * 15;
    int[] at = {random.nextInt(40), random.nextInt(21), random.nextInt(9)};
    double[] seedPlace = grid.toPhysical(at[0], at[1], at[2]);
    BoxMask naive =
        Cases.naiveFill(
            VoxelBox.of(grid),
            (x, y, z) ->
                range.contains(hu[(z * 21 + y) * 40 + x])
                    && labels.get(x, y, z) != 2
                    && distance(grid.toPhysical(x, y, z), seedPlace) <= reach + 1e-6,
            -1,
            at);
    BoxMask grown = new RegionGrow(scan, range, reach).within(labels, rules).from(seedPlace, NEVER);
    Cases.assertMask(grown, VoxelBox.of(grid), naive::get);
  }

  private static double distance(double[] p, double[] q) {
    return Math.sqrt(
        Math.pow(p[0] - q[0], 2) + Math.pow(p[1] - q[1], 2) + Math.pow(p[2] - q[2], 2));
  }

  @Property(tries = 60)
  void islandsAreTheConnectedParts(@ForAll long seed) {
    Random random = new Random(seed);
    VoxelBox box = new VoxelBox(3, 2, 1, 69, 7, 5);
    BoxMask mask = Cases.noise(random, box, 0.05 + random.nextDouble() * 0.5);
    BoxMask left = mask.copy();
    BoxMask largest = new BoxMask(box);
    double ml = random.nextInt(40) * 0.002;
    VolumeGeometry grid = VolumeGeometry.axisAligned(new long[] {80, 20, 10}, 1, 1, 2);
    BoxMask small = new BoxMask(box);
    for (int z = box.minZ(); z < box.endZ(); z++) {
      for (int y = box.minY(); y < box.endY(); y++) {
        for (int x = left.nextSet(y, z, 0); x < box.endX(); x = left.nextSet(y, z, x)) {
          BoxMask part = Cases.naiveFill(box, mask::get, -1, x, y, z);
          left.andNot(part);
          largest = part.count() > largest.count() ? part : largest;
          if (part.count() * 2 < Math.round(ml * 1000)) {
            small.or(part);
          }
          BoxMask at = Islands.at(mask, x, y, z, NEVER);
          Cases.assertMask(at, box, part::get);
          Cases.assertMask(
              Islands.besides(mask, x, y, z, NEVER),
              box,
              (i, j, k) -> mask.get(i, j, k) && !part.get(i, j, k));
        }
      }
    }
    BoxMask keep = largest;
    Cases.assertMask(
        Islands.besidesLargest(mask, NEVER),
        box,
        (x, y, z) -> mask.get(x, y, z) && !keep.get(x, y, z));
    Cases.assertMask(Islands.smallerThan(mask, ml, grid, NEVER), box, small::get);
  }

  @Property(tries = 60)
  void holesAreWhatTheBorderCannotReach(@ForAll long seed) {
    Random random = new Random(seed);
    VoxelBox grid = new VoxelBox(0, 0, 0, 70, 10, 8);
    BoxMask mask =
        Cases.noise(random, new VoxelBox(2, 1, 1, 67, 9, 7), 0.4 + random.nextDouble() / 2);
    VoxelBox around = grid.grow(1, 1, 1);
    for (int across = -1; across < 3; across++) {
      BoxMask holes =
          across < 0 ? FillHoles.inVolume(mask, NEVER) : FillHoles.inSlices(mask, across, NEVER);
      BoxMask outside = new BoxMask(around);
      for (int k = 0; k < (across < 0 ? 1 : around.size(across)); k++) {
        int[] corner = {around.minX(), around.minY(), around.minZ()};
        if (across >= 0) {
          corner[across] += k;
        }
        outside.or(Cases.naiveFill(around, (x, y, z) -> !mask.get(x, y, z), across, corner));
      }
      Cases.assertMask(holes, grid, (x, y, z) -> !mask.get(x, y, z) && !outside.get(x, y, z));
    }
  }

  @Test
  void aClickBesideTheStructureIsASentence() {
    BoxMask mask = new BoxMask(new VoxelBox(0, 0, 0, 5, 5, 5));
    assertThatThrownBy(() -> Islands.at(mask, 1, 2, 3, NEVER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("voxel (1, 2, 3) is not in the structure; click on it");
  }

  @Test
  void fillingStopsWhenItIsCancelled() {
    CancellationToken cancel = new CancellationToken();
    cancel.cancel();
    VolumeGeometry grid = VolumeGeometry.axisAligned(new long[] {50, 50, 50}, 1, 1, 1);
    EditableLabels labels = EditableLabels.empty(grid, Cases.LABELS);
    assertThatThrownBy(() -> FloodFill.inVolume(labels, 1, 1, 1, cancel))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void aSmallRegionAsksOnlyTheSlicesItReaches() {
    VoxelBox box = new VoxelBox(0, 0, 0, 20, 20, 600);
    int[] asked = new int[600];
    BoxMask filled =
        ConnectedFill.fill(
            box,
            (z, allowed) -> {
              asked[z]++;
              for (int y = 5; y < 8 && z > 300 && z < 304; y++) {
                allowed.setRun(y, z, 3, 9);
              }
            },
            NEVER,
            new int[] {4, 6, 302});
    assertThat(filled.count()).isEqualTo(3 * 3 * 6);
    for (int z = 0; z < 600; z++) {
      assertThat(asked[z]).isEqualTo(z >= 300 && z <= 304 ? 1 : 0);
    }
  }
}

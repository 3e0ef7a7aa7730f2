package io.github.holoseg.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class BoxMaskTest {
  @Property(tries = 200)
  void behavesAsASetOfVoxels(@ForAll long seed) {
    Random random = new Random(seed);
    VoxelBox box = randomBox(random);
    boolean[] naive = new boolean[(int) box.voxels()];
    BoxMask mask = new BoxMask(box);
    for (int i = 0; i < 30; i++) {
      int y = box.minY() + random.nextInt(box.size(1));
      int z = box.minZ() + random.nextInt(box.size(2));
      int from = box.minX() - 3 + random.nextInt(box.size(0) + 6);
      int to = from + random.nextInt(box.size(0));
      mask.setRun(y, z, from, to);
      for (int x = Math.max(from, box.minX()); x < Math.min(to, box.endX()); x++) {
        naive[index(box, x, y, z)] = true;
      }
      int x = box.minX() + random.nextInt(box.size(0));
      mask.clear(x, y, z);
      naive[index(box, x, y, z)] = false;
    }
    assertSame(mask, naive);
    BoxMask rest = mask.complement();
    for (int i = 0; i < naive.length; i++) {
      naive[i] = !naive[i];
    }
    assertSame(rest, naive);
    assertThat(rest.count() + mask.count()).isEqualTo(box.voxels());
  }

  @Property(tries = 200)
  void combinesWithSetsInOtherBoxes(@ForAll long seed) {
    Random random = new Random(seed);
    BoxMask a = Cases.noise(random, randomBox(random), random.nextDouble());
    VoxelBox other = random.nextInt(4) == 0 ? a.box() : randomBox(random);
    BoxMask b = Cases.noise(random, other, random.nextDouble());
    BoxMask or = a.copy();
    or.or(b);
    BoxMask and = a.copy();
    and.and(b);
    BoxMask andNot = a.copy();
    andNot.andNot(b);
    VoxelBox box = a.box();
    for (int z = box.minZ(); z < box.endZ(); z++) {
      for (int y = box.minY(); y < box.endY(); y++) {
        for (int x = box.minX(); x < box.endX(); x++) {
          boolean p = a.get(x, y, z);
          boolean q = b.get(x, y, z);
          if (or.get(x, y, z) != (p || q)
              || and.get(x, y, z) != (p && q)
              || andNot.get(x, y, z) != (p && !q)) {
            fail("combined wrongly at %d %d %d", x, y, z);
          }
        }
      }
    }
  }

  private static VoxelBox randomBox(Random random) {
    int x = random.nextInt(5);
    int y = random.nextInt(5);
    int z = random.nextInt(5);
    return new VoxelBox(
        x, y, z, x + 1 + random.nextInt(150), y + 1 + random.nextInt(5), z + 1 + random.nextInt(5));
  }

  private static int index(VoxelBox box, int x, int y, int z) {
    return ((z - box.minZ()) * box.size(1) + y - box.minY()) * box.size(0) + x - box.minX();
  }

  private static void assertSame(BoxMask mask, boolean[] naive) {
    VoxelBox box = mask.box();
    long count = 0;
    VoxelBox bounds = VoxelBox.EMPTY;
    for (int z = box.minZ(); z < box.endZ(); z++) {
      for (int y = box.minY(); y < box.endY(); y++) {
        for (int x = box.minX(); x < box.endX(); x++) {
          boolean expected = naive[index(box, x, y, z)];
          assertThat(mask.get(x, y, z)).isEqualTo(expected);
          if (expected) {
            count++;
            bounds = bounds.union(VoxelBox.ofVoxel(x, y, z));
          }
        }
        int next = box.endX();
        int clear = box.endX();
        for (int x = box.endX() - 1; x >= box.minX(); x--) {
          if (naive[index(box, x, y, z)]) {
            next = x;
          } else {
            clear = x;
          }
          assertThat(mask.nextSet(y, z, x)).isEqualTo(next);
          assertThat(mask.nextClear(y, z, x)).isEqualTo(clear);
        }
      }
    }
    assertThat(mask.count()).isEqualTo(count);
    assertThat(mask.isEmpty()).isEqualTo(count == 0);
    assertThat(mask.bounds()).isEqualTo(bounds);
  }
}

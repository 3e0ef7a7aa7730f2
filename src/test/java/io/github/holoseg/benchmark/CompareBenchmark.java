package io.github.holoseg.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.github.holoseg.measure.SurfaceAgreement;
import io.github.holoseg.measure.SurfaceComparison;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import net.imglib2.img.array.ArrayImgs;

/**
 * Surface distances of 117 structures of a map of 400 x 400 x 400 voxels: together, and asked for
 * one by one, which looks through both maps for each of them.
 *
 * <pre>
 * java -Xmx2g -cp $CP io.github.holoseg.benchmark.CompareBenchmark
 * </pre>
 */
public final class CompareBenchmark {
  private static final int SIZE = 400;
  private static final int STRUCTURES = 117;

  private CompareBenchmark() {}

  public static void main(String[] args) {
    LabelMap first = balls(0);
    LabelMap reference = balls(1);
    int threads = Runtime.getRuntime().availableProcessors();
    CancellationToken cancel = CancellationToken.none();
    for (int round = 0; round < 3; round++) {
      double start = cpu();
      double sum = 0;
      SurfaceComparison all = SurfaceComparison.of(first, reference, threads, cancel);
      for (int value = 1; value <= STRUCTURES; value++) {
        sum += known(all.between(Set.of(value), Set.of(value)).mean());
      }
      double together = cpu() - start;
      start = cpu();
      for (int value = 1; value <= STRUCTURES; value++) {
        Set<Integer> values = Set.of(value);
        sum -=
            known(
                SurfaceAgreement.between(first, reference, values, values, threads, cancel).mean());
      }
      System.out.printf(
          Locale.ROOT,
          "together %.2f CPU s, one by one %.2f CPU s, difference of the distances %.1g%n",
          together,
          cpu() - start,
          sum);
    }
  }

  /** A ball may lie inside another one. */
  private static double known(double mean) {
    return Double.isNaN(mean) ? 0 : mean;
  }

  private static double cpu() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }

  /** The same balls, moved by some voxels along x. */
  private static LabelMap balls(int moved) {
    short[] voxels = new short[SIZE * SIZE * SIZE];
    Random random = new Random(1);
    for (int value = 1; value <= STRUCTURES; value++) {
      int radius = 10 + random.nextInt(25);
      int[] centre = new int[3];
      for (int axis = 0; axis < 3; axis++) {
        centre[axis] = radius + 1 + random.nextInt(SIZE - 2 * radius - 2);
      }
      for (int z = -radius; z <= radius; z++) {
        for (int y = -radius; y <= radius; y++) {
          for (int x = -radius; x <= radius; x++) {
            if (x * x + y * y + z * z <= radius * radius) {
              int row = ((centre[2] + z) * SIZE + centre[1] + y) * SIZE;
              voxels[row + centre[0] + x + moved] = (short) value;
            }
          }
        }
      }
    }
    VolumeGeometry grid = VolumeGeometry.axisAligned(new long[] {SIZE, SIZE, SIZE}, 1, 1, 1.5);
    return new LabelMap(
        ArrayImgs.unsignedShorts(voxels, SIZE, SIZE, SIZE), grid, List.of(Label.of(1, "ball")));
  }
}

package io.github.holoseg.postprocess;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.BoundaryShift;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.imglib2.img.array.ArrayImgs;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds for any scan, however absurd, with any labels. */
class BoundaryRefinementPropertyTest {
  private static final List<Label> LABELS =
      List.of(Label.of(1, "one"), Label.of(2, "two"), Label.of(3, "not refined"));

  @Property(tries = 100)
  void whatChangesLiesNearTheOldBoundaryAndIsCounted(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 14) int nx,
      @ForAll @IntRange(min = 1, max = 12) int ny,
      @ForAll @IntRange(min = 1, max = 9) int nz) {
    Random random = new Random(seed);
    double[] spacing = {
      0.4 + 2 * random.nextDouble(), 0.4 + 2 * random.nextDouble(), 0.4 + 4 * random.nextDouble()
    };
    double limit = 0.5 + 3 * random.nextDouble();
    int n = nx * ny * nz;
    short[] before = blobs(random, nx, ny, nz);
    float[] hu = new float[n];
    for (int i = 0; i < n; i++) {
      hu[i] = random.nextInt(40) == 0 ? Float.NaN : random.nextInt(4200) - 1000;
    }
    long[] size = {nx, ny, nz};
    VolumeGeometry grid = VolumeGeometry.axisAligned(size, spacing);
    short[] after = before.clone();
    LabelMap map = new LabelMap(ArrayImgs.unsignedShorts(after, size), grid, LABELS);
    List<BoundaryShift> shifts = new ArrayList<>();
    long changed =
        Postprocessor.apply(
            new Volume<>(
                ArrayImgs.floats(hu, size), grid, VolumeInfo.inMemory("noise", Modality.CT)),
            map,
            List.of(new PostprocessStep.RefineBoundary(List.of("one", "two"), limit)),
            LABELS,
            shifts,
            2,
            CancellationToken.none());
    double reach = limit + Math.min(spacing[0], Math.min(spacing[1], spacing[2])) / 2 + 1e-4;
    int counted = 0;
    for (int i = 0; i < n; i++) {
      if (before[i] == 3 || hu[i] >= 2500) {
        assertThat(after[i]).isEqualTo(before[i]);
      }
      if (after[i] != before[i]) {
        for (short label : new short[] {1, 2}) {
          if (before[i] == label || after[i] == label) {
            counted++;
            assertThat(toBoundary(before, label, i, nx, ny, spacing)).isLessThanOrEqualTo(reach);
          }
        }
        assertThat(after[i]).isBetween((short) 0, (short) 2);
      }
    }
    assertThat(changed).isEqualTo(counted);
    assertThat(shifts.stream().mapToLong(s -> s.added() + s.removed()).sum()).isEqualTo(counted);
  }

  /** Overlapping balls of the labels. */
  private static short[] blobs(Random random, int nx, int ny, int nz) {
    short[] labels = new short[nx * ny * nz];
    for (int ball = 0; ball < 5; ball++) {
      double x = random.nextDouble() * nx;
      double y = random.nextDouble() * ny;
      double z = random.nextDouble() * nz;
      double r = 1 + 3 * random.nextDouble();
      for (int i = 0; i < labels.length; i++) {
        double dx = i % nx - x;
        double dy = i / nx % ny - y;
        double dz = i / (nx * ny) - z;
        if (dx * dx + dy * dy + dz * dz < r * r) {
          labels[i] = (short) (1 + ball % 3);
        }
      }
    }
    return labels;
  }

  /** mm to the nearest voxel beside the boundary of a label, by definition. */
  private static double toBoundary(
      short[] labels, short label, int voxel, int nx, int ny, double[] spacing) {
    double best = Double.POSITIVE_INFINITY;
    int nz = labels.length / (nx * ny);
    int[] step = {1, nx, nx * ny};
    for (int i = 0; i < labels.length; i++) {
      int[] at = {i % nx, i / nx % ny, i / (nx * ny)};
      int[] size = {nx, ny, nz};
      boolean beside = false;
      for (int axis = 0; axis < 3; axis++) {
        boolean in = labels[i] == label;
        beside |= at[axis] > 0 && labels[i - step[axis]] == label != in;
        beside |= at[axis] < size[axis] - 1 && labels[i + step[axis]] == label != in;
      }
      if (beside) {
        double dx = (at[0] - voxel % nx) * spacing[0];
        double dy = (at[1] - voxel / nx % ny) * spacing[1];
        double dz = (at[2] - voxel / (nx * ny)) * spacing[2];
        best = Math.min(best, Math.sqrt(dx * dx + dy * dy + dz * dz));
      }
    }
    return best;
  }
}

package io.github.holoseg.measure;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import net.imglib2.RandomAccess;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/** Brings a label map to another grid, each voxel with the label of the nearest one. */
public final class NearestLabels {
  private NearestLabels() {}

  /** Whether two grids are the same but for the order of their axes. */
  public static boolean isSameGrid(VolumeGeometry a, VolumeGeometry b) {
    return Grids.isSame(a, b);
  }

  /**
   * @param target with less than 2^31 voxels; outside the map it is 0
   */
  public static LabelMap onGrid(
      LabelMap map, VolumeGeometry target, int threads, CancellationToken cancel) {
    int nx = Math.toIntExact(target.size(0));
    int ny = Math.toIntExact(target.size(1));
    int nz = Math.toIntExact(target.size(2));
    short[] labels = new short[Math.multiplyExact(Math.multiplyExact(nx, ny), nz)];
    VolumeGeometry own = map.geometry();
    double[] start = index(own, target.toPhysical(0, 0, 0));
    double[][] step = new double[3][];
    for (int axis = 0; axis < 3; axis++) {
      double[] unit = new double[3];
      unit[axis] = 1;
      step[axis] = index(own, target.toPhysical(unit[0], unit[1], unit[2]));
      for (int i = 0; i < 3; i++) {
        step[axis][i] -= start[i];
      }
    }
    try (Workers workers = new Workers(threads)) {
      workers.forRanges(
          nz,
          1,
          (from, to) -> {
            cancel.throwIfCancelled();
            RandomAccess<UnsignedShortType> at = map.voxels().randomAccess();
            for (int z = from; z < to; z++) {
              for (int y = 0; y < ny; y++) {
                for (int x = 0; x < nx; x++) {
                  boolean inside = true;
                  for (int i = 0; i < 3; i++) {
                    long voxel =
                        Math.round(start[i] + x * step[0][i] + y * step[1][i] + z * step[2][i]);
                    inside &= voxel >= 0 && voxel < own.size(i);
                    at.setPosition(Math.max(0, Math.min(own.size(i) - 1, voxel)), i);
                  }
                  labels[(z * ny + y) * nx + x] = inside ? at.get().getShort() : 0;
                }
              }
            }
          });
    }
    return new LabelMap(ArrayImgs.unsignedShorts(labels, target.size()), target, map.labels());
  }

  private static double[] index(VolumeGeometry grid, double[] p) {
    return grid.toIndex(p[0], p[1], p[2]);
  }
}

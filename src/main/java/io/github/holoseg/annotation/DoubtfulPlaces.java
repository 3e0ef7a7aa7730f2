package io.github.holoseg.annotation;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where a network hesitated most, to walk from one place to the next.
 *
 * <p>Along every surface there is a sheet of voxels in doubt, one voxel thick, which needs no look.
 * So doubt is averaged over a box first: what stays high is thick. Face-connected voxels above the
 * threshold are one place; places are ordered by volume times doubt.
 */
public final class DoubtfulPlaces {
  private final DoubtMap map;
  private final int[] half;
  private final int threshold;

  private DoubtfulPlaces(DoubtMap map, double radiusMm, double threshold) {
    this.map = map;
    this.half = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      half[axis] = Math.max(1, (int) Math.round(radiusMm / map.geometry().spacing()[axis]));
    }
    this.threshold = (int) Math.ceil(threshold * DoubtMap.SURE);
  }

  /** With a box of ±2 mm, a mean doubt of 0.4 and places from 0.02 ml on. */
  public static List<DoubtfulPlace> of(DoubtMap map, CancellationToken cancel) {
    return of(map, 2, 0.4, 0.02, cancel);
  }

  /**
   * The places, the most doubtful first.
   *
   * @param radiusMm half the box over which doubt is averaged; at least a voxel
   * @param threshold mean doubt from which a voxel counts, above 0 to 1
   * @param leastMl smaller places are left out
   */
  public static List<DoubtfulPlace> of(
      DoubtMap map, double radiusMm, double threshold, double leastMl, CancellationToken cancel) {
    if (!(threshold > 0 && threshold <= 1)) {
      throw new IllegalArgumentException("a threshold of " + threshold + ", must be above 0 to 1");
    }
    return new DoubtfulPlaces(map, radiusMm, threshold).find(leastMl, cancel);
  }

  private List<DoubtfulPlace> find(double leastMl, CancellationToken cancel) {
    VolumeGeometry grid = map.geometry();
    VoxelBox box = VoxelBox.of(grid);
    BoxMask doubtful = new BoxMask(box);
    MeanDoubt means = new MeanDoubt(map, half);
    for (int z = 0; z < box.endZ(); z++) {
      cancel.throwIfCancelled();
      float[] mean = means.slice(z);
      for (int y = 0, i = 0; y < box.endY(); y++) {
        for (int x = 0; x < box.endX(); x++, i++) {
          if (mean[i] >= threshold) {
            doubtful.set(x, y, z);
          }
        }
      }
    }
    Components parts = Components.of(doubtful, cancel);
    float[] most = new float[parts.count()];
    int[][] where = new int[parts.count()][];
    MeanDoubt again = new MeanDoubt(map, half);
    parts.each(
        (part, y, z, from, to) -> {
          float[] mean = again.slice(z);
          for (int x = from; x < to; x++) {
            float value = mean[y * box.endX() + x];
            if (value > most[part]) {
              most[part] = value;
              where[part] = new int[] {x, y, z};
            }
          }
        });
    List<DoubtfulPlace> places = new ArrayList<>();
    for (int part = 0; part < parts.count(); part++) {
      double ml = parts.size(part) * grid.voxelVolume() / 1000;
      if (ml >= leastMl) {
        int[] p = where[part];
        places.add(
            new DoubtfulPlace(
                grid.toPhysical(p[0], p[1], p[2]),
                parts.size(part),
                ml,
                Math.min(1, most[part] / DoubtMap.SURE)));
      }
    }
    places.sort(Comparator.comparingDouble(DoubtfulPlace::weight).reversed());
    return places;
  }
}

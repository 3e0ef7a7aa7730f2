package io.github.holoseg.postprocess;

import io.github.holoseg.volume.Volume;
import java.util.Arrays;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * The boundary of one structure in one box, moved to the bone's edge. What leaves the structure and
 * what it would like to take are lists of voxels, so that all structures can be weighed before
 * anything is changed.
 */
final class BoundaryTile {
  /** Voxels of the scan, ascending: index x + width · (y + height · z). */
  long[] released = new long[256];

  int releasedCount;

  /** Voxels of the scan, ascending, that the structure would like to have. */
  long[] wanted = new long[256];

  /** mm by which the moved surface encloses each wanted voxel. */
  float[] depth = new float[256];

  int wantedCount;

  /** Points of the moved surface in the core, sum and largest of their distances to the old one. */
  long points;

  double shiftSum;
  double largestShift;

  /**
   * @param min first voxel of the box, halo included
   * @param size voxels
   * @param coreMin first voxel of the part that this tile answers for
   * @param coreEnd one beyond its last voxel
   * @param limit mm
   */
  static BoundaryTile of(
      Volume<?> scan,
      RandomAccessibleInterval<UnsignedShortType> map,
      short label,
      int[] min,
      int[] size,
      int[] coreMin,
      int[] coreEnd,
      double limit) {
    BoundaryTile tile = new BoundaryTile();
    ScanBox box = new ScanBox(scan, map, min, size);
    double[] spacing = scan.geometry().spacing();
    float[] inside = new float[box.labels.length];
    boolean any = false;
    for (int i = 0; i < inside.length; i++) {
      boolean own = box.labels[i] == label;
      inside[i] = own ? 1 : 0;
      any |= own;
    }
    if (any) {
      tile.refine(box, spacing, inside, label, limit, coreMin, coreEnd, scan.geometry().size());
    }
    return tile;
  }

  private void refine(
      ScanBox box,
      double[] spacing,
      float[] inside,
      short label,
      double limit,
      int[] coreMin,
      int[] coreEnd,
      long[] scanSize) {
    int[] size = box.size;
    double finest = Math.min(spacing[0], Math.min(spacing[1], spacing[2]));
    float[] mask = inside.clone();
    NearestPoints nearest = new NearestPoints(size, spacing);
    SurfaceShift shifts = new SurfaceShift(size, spacing);

    // First the coarse staircase: half the limit wide, which is about half a network voxel.
    new GaussianSmoothing(size, spacing, limit / 2).apply(inside);
    SurfacePoints first = SurfacePoints.of(inside, size, spacing);
    float[] moved =
        shifts.find(box, first, label, limit, limit, new double[] {limit, limit / 1.5, 1.5});
    nearest.find(first, limit + 2);
    float[] old = surfaceDistance(inside, size, spacing, first, nearest);
    take(mask, old, moved, nearest, limit);

    // Then from the surface found: finer, and with normals that are its own.
    inside = mask.clone();
    new GaussianSmoothing(size, spacing, Math.max(0.8 * finest, 0.5)).apply(inside);
    SurfacePoints second = SurfacePoints.of(inside, size, spacing);
    double rest = limit / 2;
    moved = shifts.find(box, second, label, limit, rest, new double[] {1.2, 0.8});
    nearest.find(second, rest + 1.5);
    float[] distance = surfaceDistance(inside, size, spacing, second, nearest);

    NearestPoints allowed = nearest; // its buffers serve again
    float[] gain = new float[mask.length];
    for (int i = 0; i < gain.length; i++) {
      int point = nearest.point(i);
      gain[i] = point < 0 ? Float.NaN : moved[point] - distance[i];
    }
    report(second, moved, old, size, spacing, box.min, coreMin, coreEnd);
    SurfacePoints before = SurfacePoints.boundary(box.labels, label, size, spacing);
    allowed.find(before, limit + finest / 2);
    collect(box, label, mask, gain, allowed, coreMin, coreEnd, scanSize);
  }

  /** Signed distance from the surface, mm, positive outside; infinite far from it. */
  private static float[] surfaceDistance(
      float[] inside, int[] size, double[] spacing, SurfacePoints points, NearestPoints nearest) {
    float[] distance = new float[inside.length];
    for (int z = 0, i = 0; z < size[2]; z++) {
      for (int y = 0; y < size[1]; y++) {
        for (int x = 0; x < size[0]; x++, i++) {
          int point = nearest.point(i);
          boolean in = inside[i] >= 0.5f;
          if (point < 0) {
            distance[i] = in ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
            continue;
          }
          double d = points.planeDistance(point, x * spacing[0], y * spacing[1], z * spacing[2]);
          distance[i] = (float) (in ? Math.min(0, d) : Math.max(0, d));
        }
      }
    }
    return distance;
  }

  private static void take(
      float[] mask, float[] distance, float[] moved, NearestPoints nearest, double limit) {
    for (int i = 0; i < mask.length; i++) {
      int point = nearest.point(i);
      mask[i] = distance[i] <= (point < 0 ? 0 : moved[point]) ? 1 : 0;
    }
  }

  private void report(
      SurfacePoints points,
      float[] moved,
      float[] old,
      int[] size,
      double[] spacing,
      int[] min,
      int[] coreMin,
      int[] coreEnd) {
    int[] at = new int[3];
    for (int p = 0; p < points.count(); p++) {
      boolean core = true;
      for (int axis = 0; axis < 3; axis++) {
        double mm = points.at(p, axis) + moved[p] * points.at(p, 3 + axis);
        at[axis] = Math.max(0, Math.min(size[axis] - 1, (int) Math.rint(mm / spacing[axis])));
        int voxel = min[axis] + at[axis];
        core &= voxel >= coreMin[axis] && voxel < coreEnd[axis];
      }
      double shift = Math.abs(old[(at[2] * size[1] + at[1]) * size[0] + at[0]]);
      if (core && shift < Double.POSITIVE_INFINITY) {
        this.points++;
        shiftSum += shift;
        largestShift = Math.max(largestShift, shift);
      }
    }
  }

  private void collect(
      ScanBox box,
      short label,
      float[] mask,
      float[] gain,
      NearestPoints allowed,
      int[] coreMin,
      int[] coreEnd,
      long[] scanSize) {
    int[] size = box.size;
    int[] from = new int[3];
    int[] to = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      from[axis] = coreMin[axis] - box.min[axis];
      to[axis] = coreEnd[axis] - box.min[axis];
    }
    for (int z = from[2]; z < to[2]; z++) {
      for (int y = from[1]; y < to[1]; y++) {
        for (int x = from[0]; x < to[0]; x++) {
          int i = (z * size[1] + y) * size[0] + x;
          boolean now = Float.isNaN(gain[i]) ? mask[i] > 0.5f : gain[i] >= 0;
          boolean before = box.labels[i] == label;
          if (now == before || allowed.point(i) < 0 || box.hu[i] >= BoneEdges.METAL) {
            continue; // metal is what the network said it is
          }
          long index =
              ((long) (box.min[2] + z) * scanSize[1] + box.min[1] + y) * scanSize[0]
                  + box.min[0]
                  + x;
          if (before) {
            if (releasedCount == released.length) {
              released = Arrays.copyOf(released, 2 * releasedCount);
            }
            released[releasedCount++] = index;
          } else {
            if (wantedCount == wanted.length) {
              wanted = Arrays.copyOf(wanted, 2 * wantedCount);
              depth = Arrays.copyOf(depth, 2 * wantedCount);
            }
            depth[wantedCount] = Float.isNaN(gain[i]) ? 1 : gain[i];
            wanted[wantedCount++] = index;
          }
        }
      }
    }
  }
}

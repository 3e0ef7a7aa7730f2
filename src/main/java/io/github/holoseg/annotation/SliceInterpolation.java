package io.github.holoseg.annotation;

import io.github.holoseg.measure.DistanceTransform;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;
import io.github.holoseg.volume.VolumeGeometry;

/**
 * Fills the slices between those that were painted, by shape: the signed distances of the two
 * neighbouring outlines are mixed (Raya and Udupa 1990), after the outlines' centres have been
 * brought together, so that a structure which runs obliquely through the slices is followed.
 */
public final class SliceInterpolation {
  private final BoxMask mask;
  private final VolumeGeometry grid;
  private final int axis;
  private final int u;
  private final int v;

  private SliceInterpolation(BoxMask mask, VolumeGeometry grid, int axis) {
    this.mask = mask;
    this.grid = grid;
    this.axis = axis;
    this.u = axis == 0 ? 1 : 0;
    this.v = 3 - axis - u;
  }

  /**
   * The voxels to add.
   *
   * @param mask of one structure; slices without a voxel of it are filled if there are painted ones
   *     on both sides
   * @param axis across which the slices lie, 0 x, 1 y, 2 z
   */
  public static BoxMask between(
      BoxMask mask, VolumeGeometry grid, int axis, CancellationToken cancel) {
    if (axis < 0 || axis > 2) {
      throw new IllegalArgumentException("axis " + axis + ", must be 0, 1 or 2");
    }
    return new SliceInterpolation(mask, grid, axis).fill(cancel);
  }

  private BoxMask fill(CancellationToken cancel) {
    VoxelBox bounds = mask.bounds();
    BoxMask result = new BoxMask(bounds);
    Outline last = null;
    for (int k = bounds.min(axis); k < bounds.end(axis); k++) {
      cancel.throwIfCancelled();
      VoxelBox slice = mask.within(bounds.withAxis(axis, k, k + 1)).bounds();
      if (slice.isEmpty()) {
        continue;
      }
      Outline here = new Outline(slice, k);
      if (last != null && k - last.position > 1) {
        last.prepare(here);
        here.prepare(last);
        for (int between = last.position + 1; between < k; between++) {
          cancel.throwIfCancelled();
          mix(last, here, between, result);
        }
      }
      last = here;
    }
    return result;
  }

  private void mix(Outline a, Outline b, int position, BoxMask result) {
    double t = (double) (position - a.position) / (b.position - a.position);
    double shiftU = t * (b.centreU - a.centreU);
    double shiftV = t * (b.centreV - a.centreV);
    double backU = (t - 1) * (b.centreU - a.centreU);
    double backV = (t - 1) * (b.centreV - a.centreV);
    VoxelBox box = result.box();
    int[] voxel = new int[3];
    voxel[axis] = position;
    for (int j = box.min(v); j < box.end(v); j++) {
      voxel[v] = j;
      for (int i = box.min(u); i < box.end(u); i++) {
        double distance = (1 - t) * a.at(i - shiftU, j - shiftV) + t * b.at(i - backU, j - backV);
        if (distance >= 0) {
          voxel[u] = i;
          result.set(voxel[0], voxel[1], voxel[2]);
        }
      }
    }
  }

  /** One painted slice: where its centre is, and the distance to its edge, positive inside. */
  private final class Outline {
    private final VoxelBox own;
    private final int position;
    private final double centreU;
    private final double centreV;
    private VoxelBox area;
    private float[] distance;

    Outline(VoxelBox own, int position) {
      this.own = own;
      this.position = position;
      double sumU = 0;
      double sumV = 0;
      long n = 0;
      for (int j = own.min(v); j < own.end(v); j++) {
        for (int i = own.min(u); i < own.end(u); i++) {
          if (has(i, j)) {
            sumU += i;
            sumV += j;
            n++;
          }
        }
      }
      centreU = sumU / n;
      centreV = sumV / n;
    }

    private boolean has(int i, int j) {
      return axis == 0
          ? mask.get(position, i, j)
          : axis == 1 ? mask.get(i, position, j) : mask.get(i, j, position);
    }

    /** Distances over all places from which the other outline's slices may ask. */
    void prepare(Outline other) {
      int reachU = (int) Math.ceil(Math.abs(other.centreU - centreU)) + 2;
      int reachV = (int) Math.ceil(Math.abs(other.centreV - centreV)) + 2;
      VoxelBox both = own.union(other.own);
      area =
          both.withAxis(u, both.min(u) - reachU, both.end(u) + reachU)
              .withAxis(v, both.min(v) - reachV, both.end(v) + reachV);
      int nu = area.size(u);
      int nv = area.size(v);
      int[] size = {nu, nv, 1};
      float[] toInside = DistanceTransform.unmarked(size);
      float[] toOutside = DistanceTransform.unmarked(size);
      for (int j = 0; j < nv; j++) {
        for (int i = 0; i < nu; i++) {
          (has(area.min(u) + i, area.min(v) + j) ? toInside : toOutside)[j * nu + i] = 0;
        }
      }
      double[] spacing = {grid.spacing()[u], grid.spacing()[v], 1};
      try (Workers one = new Workers(1)) {
        DistanceTransform.squared(toInside, size, spacing, one);
        DistanceTransform.squared(toOutside, size, spacing, one);
      }
      for (int i = 0; i < toInside.length; i++) {
        toInside[i] = (float) (Math.sqrt(toOutside[i]) - Math.sqrt(toInside[i]));
      }
      distance = toInside;
    }

    /** Linear between voxels; beyond the area as at its border. */
    double at(double i, double j) {
      int nu = area.size(u);
      double x = Math.max(0, Math.min(nu - 1.000001, i - area.min(u)));
      double y = Math.max(0, Math.min(area.size(v) - 1.000001, j - area.min(v)));
      int x0 = (int) x;
      int y0 = (int) y;
      double fx = x - x0;
      double fy = y - y0;
      int at = y0 * nu + x0;
      return (1 - fy) * ((1 - fx) * distance[at] + fx * distance[at + 1])
          + fy * ((1 - fx) * distance[at + nu] + fx * distance[at + nu + 1]);
    }
  }
}

package io.github.holoseg.annotation;

import io.github.holoseg.volume.VolumeGeometry;
import java.util.Arrays;
import java.util.List;

/**
 * The voxels that a plane cuts and whose centres, seen along the plane's normal, lie in a polygon
 * (even-odd rule): lasso and polygon tool. The plane may lie in any direction; across a voxel axis
 * it cuts one slice.
 */
public final class PolygonFill {
  private final VolumeGeometry grid;
  private final GridFrame frame;
  private final double[] normal;
  private final double half;
  private final double[][] corners;
  private final int scan;
  private final int middle;
  private final int deep;
  private double[] crossings = new double[16];

  private PolygonFill(VolumeGeometry grid, List<double[]> polygon, double[] normal) {
    this.grid = grid;
    this.frame = new GridFrame(grid);
    this.normal = frame.ofDirection(normal);
    this.half = frame.halfThickness(this.normal);
    this.corners = polygon.stream().map(frame::ofPlace).toArray(double[][]::new);
    this.deep = largest(this.normal);
    this.scan = deep == 0 ? 1 : 0;
    this.middle = 3 - deep - scan;
  }

  /**
   * @param polygon corners in order, LPS mm, closed by itself; the plane goes through the first one
   *     and the others are moved onto it along the normal
   * @param normal of the plane, in LPS, of any length
   * @throws IllegalArgumentException if there are less than three corners
   */
  public static BoxMask of(VolumeGeometry grid, List<double[]> polygon, double[] normal) {
    if (polygon.size() < 3) {
      throw new IllegalArgumentException(
          "a polygon of " + polygon.size() + " corners, must have at least 3");
    }
    return new PolygonFill(grid, polygon, normal).fill();
  }

  private static int largest(double[] v) {
    int axis = 0;
    for (int i = 1; i < 3; i++) {
      axis = Math.abs(v[i]) > Math.abs(v[axis]) ? i : axis;
    }
    return axis;
  }

  private BoxMask fill() {
    double[] a = corners[0].clone();
    for (int axis = 0; axis < 3; axis++) {
      a[axis] += Sweep.TIE_MM * normal[axis];
    }
    for (double[] corner : corners) {
      double off = off(corner, a);
      for (int axis = 0; axis < 3; axis++) {
        corner[axis] -= off * normal[axis];
      }
    }
    BoxMask mask = new BoxMask(box().intersect(VoxelBox.of(grid)));
    VoxelBox box = mask.box();
    int[] voxel = new int[3];
    for (int k = box.min(deep); k < box.end(deep); k++) {
      voxel[deep] = k;
      for (int j = box.min(middle); j < box.end(middle); j++) {
        voxel[middle] = j;
        line(mask, voxel, a);
      }
    }
    return mask;
  }

  private double off(double[] p, double[] a) {
    return (p[0] - a[0]) * normal[0] + (p[1] - a[1]) * normal[1] + (p[2] - a[2]) * normal[2];
  }

  private VoxelBox box() {
    int[] min = new int[3];
    int[] end = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (double[] corner : corners) {
        low = Math.min(low, corner[axis]);
        high = Math.max(high, corner[axis]);
      }
      double reach = half * Math.abs(normal[axis]);
      min[axis] = (int) Math.floor(Math.max(-1e9, (low - reach) / frame.spacing(axis)));
      end[axis] = (int) Math.ceil(Math.min(1e9, (high + reach) / frame.spacing(axis))) + 1;
    }
    return VoxelBox.of(min, end);
  }

  /**
   * One line of voxels along the scan axis. Seen along the normal, the polygon's edges are lines in
   * the coordinates (scan, middle) of the plane's points; the place of a voxel there is its own
   * minus what lies off the plane.
   */
  private void line(BoxMask mask, int[] voxel, double[] a) {
    VoxelBox box = mask.box();
    for (int i = box.min(scan); i < box.end(scan); i++) {
      voxel[scan] = i;
      double[] p = {
        voxel[0] * frame.spacing(0), voxel[1] * frame.spacing(1), voxel[2] * frame.spacing(2)
      };
      double off = off(p, a);
      if (off < -half || off >= half) {
        continue;
      }
      if (Math.abs(normal[scan]) < 1e-12) {
        spans(mask, voxel, p[middle] - off * normal[middle]);
        return;
      }
      if (inside(p[scan] - off * normal[scan], p[middle] - off * normal[middle])) {
        mask.set(voxel[0], voxel[1], voxel[2]);
      }
    }
  }

  /** The plane contains the scan axis: all voxels of the line at once. */
  private void spans(BoxMask mask, int[] voxel, double v) {
    int n = 0;
    for (int i = 0, j = corners.length - 1; i < corners.length; j = i++) {
      double[] p = corners[i];
      double[] q = corners[j];
      if (p[middle] > v != q[middle] > v) {
        crossings = n == crossings.length ? Arrays.copyOf(crossings, 2 * n) : crossings;
        crossings[n++] = crossing(p, q, v);
      }
    }
    Arrays.sort(crossings, 0, n);
    double step = frame.spacing(scan);
    for (int pair = 0; pair + 1 < n; pair += 2) {
      int from = (int) Math.max(mask.box().min(scan), Math.ceil(crossings[pair] / step));
      for (int i = from; i < mask.box().end(scan) && i * step < crossings[pair + 1]; i++) {
        voxel[scan] = i;
        mask.set(voxel[0], voxel[1], voxel[2]);
      }
    }
  }

  private boolean inside(double u, double v) {
    boolean inside = false;
    for (int i = 0, j = corners.length - 1; i < corners.length; j = i++) {
      double[] p = corners[i];
      double[] q = corners[j];
      if (p[middle] > v != q[middle] > v && u < crossing(p, q, v)) {
        inside = !inside;
      }
    }
    return inside;
  }

  private double crossing(double[] p, double[] q, double v) {
    return p[scan] + (v - p[middle]) * (q[scan] - p[scan]) / (q[middle] - p[middle]);
  }
}

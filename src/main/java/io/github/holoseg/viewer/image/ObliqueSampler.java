package io.github.holoseg.viewer.image;

import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.PlaneFrame;
import io.github.holoseg.viewer.Scene;
import io.github.holoseg.viewer.Slab;
import io.github.holoseg.viewer.SlabMode;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.Arrays;
import net.imglib2.type.numeric.integer.ShortType;

/**
 * Samples any plane out of a scan, one value per pixel: grey values between the eight voxels
 * around, labels of the nearest voxel. Not thread-safe.
 */
final class ObliqueSampler {
  private final VolumeGeometry geometry;
  private final VoxelLookup grey;
  private final Scene scene;
  private float[] values = new float[0];
  private short[] names = new short[0];

  ObliqueSampler(Scene scene) {
    this.scene = scene;
    geometry = scene.geometry();
    boolean signed = scene.volume().voxels().getType() instanceof ShortType;
    grey =
        new VoxelLookup(
            scene.shown().voxels(),
            ShortPlanes.of(scene.volume().voxels(), scene.volumeTurn()),
            signed);
  }

  /** Values of the frame's pixels, NaN beside the scan; valid until the next call. */
  float[] values(PlaneFrame frame, Slab slab) {
    int n = frame.width() * frame.height();
    values = values.length == n ? values : new float[n];
    double[] spacing = geometry.spacing();
    double step = Math.min(spacing[0], Math.min(spacing[1], spacing[2]));
    int half = slab.halfSlices(step);
    Arrays.fill(values, Float.NaN);
    int[] count = slab.mode() == SlabMode.MEAN && half > 0 ? new int[n] : null;
    for (int slice = -half; slice <= half; slice++) {
      add(frame, slice * step, count);
    }
    for (int i = 0; count != null && i < n; i++) {
      values[i] /= count[i];
    }
    return values;
  }

  /**
   * @param count null for the largest value, else how many values were summed
   */
  private void add(PlaneFrame frame, double depth, int[] count) {
    Walk walk = new Walk(frame, depth);
    for (int y = 0; y < frame.height(); y++) {
      double[] at = walk.row(y);
      int to = y * frame.width();
      for (int x = 0; x < frame.width(); x++) {
        float v =
            grey.linear(
                at[0] + x * walk.right[0], at[1] + x * walk.right[1], at[2] + x * walk.right[2]);
        if (v != v) {
          continue;
        }
        float before = values[to + x];
        boolean first = before != before;
        if (count == null) {
          values[to + x] = first ? v : Math.max(before, v);
        } else {
          values[to + x] = first ? v : before + v;
          count[to + x]++;
        }
      }
    }
  }

  /** Labels of the frame's pixels, of a scene that has labels; valid until the next call. */
  short[] labels(PlaneFrame frame) {
    // Looked up anew: an edit may replace the array of a slice.
    VoxelLookup labels =
        new VoxelLookup(
            scene.shownLabels().orElseThrow().voxels(),
            ShortPlanes.of(scene.labels().orElseThrow().voxels(), scene.labelTurn()),
            false);
    int n = frame.width() * frame.height();
    names = names.length == n ? names : new short[n];
    Walk walk = new Walk(frame, 0);
    for (int y = 0; y < frame.height(); y++) {
      double[] at = walk.row(y);
      int to = y * frame.width();
      for (int x = 0; x < frame.width(); x++) {
        names[to + x] =
            (short)
                labels.nearest(
                    at[0] + x * walk.right[0],
                    at[1] + x * walk.right[1],
                    at[2] + x * walk.right[2]);
      }
    }
    return names;
  }

  /** The voxel index as a linear function of the pixel. */
  private final class Walk {
    private final double[] start;
    final double[] right;
    private final double[] down;

    Walk(PlaneFrame frame, double depth) {
      LpsPoint first = frame.toLps(0, 0).plus(frame.normal().times(depth));
      LpsPoint shift = first.minus(frame.toLps(0, 0));
      start = index(first);
      right = minus(index(frame.toLps(1, 0).plus(shift)), start);
      down = minus(index(frame.toLps(0, 1).plus(shift)), start);
    }

    double[] row(int y) {
      return new double[] {start[0] + y * down[0], start[1] + y * down[1], start[2] + y * down[2]};
    }

    private double[] index(LpsPoint p) {
      return geometry.toIndex(p.x(), p.y(), p.z());
    }

    private static double[] minus(double[] a, double[] b) {
      return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    }
  }
}

package io.github.holoseg.viewer.image;

import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.PlaneFrame;
import io.github.holoseg.viewer.Scene;
import io.github.holoseg.viewer.Slab;
import io.github.holoseg.viewer.SlabMode;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.Arrays;
import java.util.stream.IntStream;
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
    if (half == 0) {
      int width = frame.width();
      new Lines(frame, 0, grey)
          .each((line, y, first, end) -> grey.linear(line, first, end, values, y * width));
      return values;
    }
    int[] count = slab.mode() == SlabMode.MEAN ? new int[n] : null;
    for (int slice = -half; slice <= half; slice++) {
      add(frame, slice * step, count);
    }
    for (int i = 0; count != null && i < n; i++) {
      values[i] /= count[i];
    }
    return values;
  }

  /**
   * Adds a slice of a slab.
   *
   * @param count null for the largest value, else how many values were summed
   */
  private void add(PlaneFrame frame, double depth, int[] count) {
    int width = frame.width();
    new Lines(frame, depth, grey)
        .each(
            (line, y, first, end) -> {
              int to = y * width;
              float[] one = new float[width];
              grey.linear(line, first, end, one, 0);
              for (int x = first; x < end; x++) {
                float before = values[to + x];
                boolean isFirst = before != before;
                if (count == null) {
                  values[to + x] = isFirst ? one[x] : Math.max(before, one[x]);
                } else {
                  values[to + x] = isFirst ? one[x] : before + one[x];
                  count[to + x]++;
                }
              }
            });
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
    Arrays.fill(names, (short) 0);
    int width = frame.width();
    new Lines(frame, 0, labels)
        .each((line, y, first, end) -> labels.nearest(line, first, end, names, y * width));
    return names;
  }

  /** Does something with the part of a row that lies in the grid. */
  private interface Row {
    void sample(VoxelLine line, int y, int first, int end);
  }

  /**
   * The rows of a picture as lines through the grid. Where the voxels allow it, several threads
   * take a band of rows each: no row depends on another.
   */
  private final class Lines {
    private static final int BAND = 50;

    private final PlaneFrame frame;
    private final VoxelLookup grid;
    private final double[] start;
    private final double[] right;
    private final double[] down;

    Lines(PlaneFrame frame, double depth, VoxelLookup grid) {
      this.frame = frame;
      this.grid = grid;
      LpsPoint first = frame.toLps(0, 0).plus(frame.normal().times(depth));
      LpsPoint shift = first.minus(frame.toLps(0, 0));
      start = index(first);
      right = minus(index(frame.toLps(1, 0).plus(shift)), start);
      down = minus(index(frame.toLps(0, 1).plus(shift)), start);
    }

    void each(Row row) {
      IntStream bands = IntStream.rangeClosed(0, (frame.height() - 1) / BAND);
      (grid.isThreadSafe() ? bands.parallel() : bands)
          .forEach(
              band -> {
                int[] inside = new int[2];
                int bottom = Math.min(frame.height(), (band + 1) * BAND);
                for (int y = band * BAND; y < bottom; y++) {
                  VoxelLine line = line(y);
                  grid.clip(line, frame.width(), inside);
                  row.sample(line, y, inside[0], inside[1]);
                }
              });
    }

    private VoxelLine line(int y) {
      return new VoxelLine(
          start[0] + y * down[0],
          start[1] + y * down[1],
          start[2] + y * down[2],
          right[0],
          right[1],
          right[2]);
    }

    private double[] index(LpsPoint p) {
      return geometry.toIndex(p.x(), p.y(), p.z());
    }

    private static double[] minus(double[] a, double[] b) {
      return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    }
  }
}

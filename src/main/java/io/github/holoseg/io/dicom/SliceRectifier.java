package io.github.holoseg.io.dicom;

import io.github.holoseg.io.raster.JavaMemory;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Resamples decoded slices to a {@link RectifiedGrid}, on several threads.
 *
 * <p>A voxel between two slices is interpolated linearly between the values that each of them has
 * straight below and above it, and these linearly within their slices: the way is the shortest one,
 * along the normal, not along the shear. Where only one of the two slices reaches, it alone counts.
 * A pixel reaches half its spacing to each side of its centre. What lies outside is air, -1000 HU,
 * in a CT and the smallest value of the slices in anything else. Values are not rounded.
 */
final class SliceRectifier {
  private static final float AIR = -1000;

  private final SliceTarget<?> source;
  private final SliceStack stack;
  private final RectifiedGrid grid;
  private final int threads;
  private final CancellationToken cancel;
  private final int columns;
  private final int rows;
  private final int gridColumns;
  private final int gridRows;

  SliceRectifier(SliceTarget<?> source, SliceStack stack, int threads, CancellationToken cancel) {
    this.source = source;
    this.stack = stack;
    this.grid = stack.rectified();
    this.threads = threads;
    this.cancel = cancel;
    this.columns = (int) stack.size()[0];
    this.rows = (int) stack.size()[1];
    this.gridColumns = (int) grid.geometry().size(0);
    this.gridRows = (int) grid.geometry().size(1);
  }

  /**
   * @throws IOException if Java's memory cannot hold the volume
   */
  Volume<?> toVolume(VolumeInfo info) throws IOException {
    requireMemory(info);
    SliceTarget.Floats target = SliceTarget.floats(grid.geometry().size());
    float outside = info.modality() == Modality.CT ? AIR : smallest();
    AtomicLong filled = new AtomicLong();
    try (Workers workers = new Workers(threads)) {
      workers.forRanges(
          (int) grid.geometry().size(2),
          1,
          (from, to) -> {
            cancel.throwIfCancelled();
            filled.addAndGet(new Plane(target, from, outside).fill());
          });
    }
    VolumeInfo told = info.withWarning(whatWasDone(filled.get(), outside));
    return target.toVolume(
        grid.geometry(), grid.missing() == null ? told : told.withWarning(grid.missing()));
  }

  private String whatWasDone(long filled, float outside) {
    long[] size = stack.size();
    return String.format(
        Locale.ROOT,
        "the slices were resampled to a rectangular grid as asked, from %dx%dx%d to %s, linearly;"
            + " %d voxels (%.1f %%) outside the slices were set to %.0f; the reason: %s",
        size[0],
        size[1],
        size[2],
        grid.geometry(),
        filled,
        100.0 * filled / grid.geometry().voxelCount(),
        outside,
        grid.reason());
  }

  private void requireMemory(VolumeInfo info) throws IOException {
    // The slices as they were read are held beside the grid.
    double held = (source.isShort() ? 2.0 : 4.0) * columns * rows * stack.frames().size();
    JavaMemory.require(info.source(), held + 4.0 * grid.geometry().voxelCount());
  }

  private float smallest() {
    float[] line = new float[columns];
    float least = Float.POSITIVE_INFINITY;
    for (int z = 0; z < stack.frames().size(); z++) {
      for (int y = 0; y < rows; y++) {
        source.load(z, y * columns, line);
        for (float value : line) {
          least = Math.min(least, value);
        }
      }
    }
    return least;
  }

  /** One plane of the grid, and the one or two slices that it is made of. */
  private final class Plane {
    private final float[] out;
    private final int offset;
    private final float outside;
    private final MovedSlice below;
    private final MovedSlice above;
    private final double weightAbove;

    Plane(SliceTarget.Floats target, int index, float outside) {
      this.out = target.array(index);
      this.offset = target.offset(index);
      this.outside = outside;
      double[] heights = grid.heights();
      double height = index * grid.geometry().spacing()[2];
      int found = Arrays.binarySearch(heights, height);
      int a = Math.max(0, found >= 0 ? found : -found - 2);
      int b = Math.min(a + 1, heights.length - 1);
      double t = a == b ? 0 : (height - heights[a]) / (heights[b] - heights[a]);
      this.below = new MovedSlice(a, source, stack);
      this.above = t > 0 ? new MovedSlice(b, source, stack) : below;
      this.weightAbove = t;
    }

    /** How many voxels lie outside the slices. */
    long fill() {
      long count = 0;
      for (int y = 0; y < gridRows; y++) {
        int at = offset + y * gridColumns;
        boolean low = below.load(y);
        boolean high = above != below && above.load(y);
        if (low && high) {
          count += blend(at);
        } else if (low || high) {
          MovedSlice only = low ? below : above;
          only.copyTo(out, at);
          count += close(at, only.from, only.to);
        } else {
          count += close(at, 0, 0);
        }
      }
      return count;
    }

    private int blend(int at) {
      int start = Math.min(below.from, above.from);
      int end = Math.max(below.to, above.to);
      int from = Math.max(below.from, above.from);
      int to = Math.min(below.to, above.to);
      below.copyTo(out, at);
      above.copyTo(out, at);
      float[] a = below.line;
      float[] b = above.line;
      double t = weightAbove;
      for (int x = from; x < to; x++) {
        out[at + x] = (float) (a[x] + t * (b[x] - a[x]));
      }
      int between = Math.max(0, from - to); // small slices, sheared by more than their width
      Arrays.fill(out, at + from - between, at + from, outside);
      return close(at, start, end) + between;
    }

    private int close(int at, int from, int to) {
      Arrays.fill(out, at, at + from, outside);
      Arrays.fill(out, at + to, at + gridColumns, outside);
      return gridColumns - (to - from);
    }
  }
}

package io.github.holoseg.viewer.image;

import io.github.holoseg.render.Window;
import java.util.Arrays;

/**
 * Paints a slice of values in grey, stretched to a picture. Not thread-safe.
 *
 * <p>Interpolation comes before windowing: values are interpolated, not grey tones, so that a
 * narrow window does not show steps. Rows are interpolated along x once and shared by all pixel
 * rows that lie between the same two.
 */
final class GreyPainter {
  /** What is beside the scan. */
  static final int OUTSIDE = 0xFF000000;

  private static final int OPAQUE = 0xFF000000;

  private float[] upper = new float[0];
  private float[] lower = new float[0];
  private int upperRow;
  private int lowerRow;

  /**
   * @param slice values, {@code sliceWidth} to a row
   * @param smooth linear interpolation, else the nearest voxel
   * @param out pixels 0xFFRRGGBB, {@code width} to a row; all are written
   */
  void paint(
      float[] slice,
      int sliceWidth,
      AxisMap across,
      AxisMap down,
      Window window,
      boolean smooth,
      int[] out,
      int width) {
    Arrays.fill(out, 0, down.from * width, OUTSIDE);
    Arrays.fill(out, down.to * width, out.length, OUTSIDE);
    float scale = (float) (255 / window.width());
    float offset = (float) (0.5 - window.black() * scale);
    if (smooth) {
      smooth(slice, sliceWidth, across, down, scale, offset, out, width);
    } else {
      blocks(slice, sliceWidth, across, down, scale, offset, out, width);
    }
  }

  private static void blocks(
      float[] slice,
      int sliceWidth,
      AxisMap across,
      AxisMap down,
      float scale,
      float offset,
      int[] out,
      int width) {
    for (int y = down.from; y < down.to; y++) {
      int to = y * width;
      if (y > down.from && down.nearest[y] == down.nearest[y - 1]) {
        System.arraycopy(out, to - width, out, to, width);
        continue;
      }
      int row = down.nearest[y] * sliceWidth;
      Arrays.fill(out, to, to + across.from, OUTSIDE);
      Arrays.fill(out, to + across.to, to + width, OUTSIDE);
      for (int x = across.from; x < across.to; x++) {
        out[to + x] = argb(slice[row + across.nearest[x]] * scale + offset);
      }
    }
  }

  private void smooth(
      float[] slice,
      int sliceWidth,
      AxisMap across,
      AxisMap down,
      float scale,
      float offset,
      int[] out,
      int width) {
    upper = upper.length == width ? upper : new float[width];
    lower = lower.length == width ? lower : new float[width];
    upperRow = -1;
    lowerRow = -1;
    for (int y = down.from; y < down.to; y++) {
      rows(slice, sliceWidth, across, down.low[y], down.low[y] + down.next);
      int to = y * width;
      Arrays.fill(out, to, to + across.from, OUTSIDE);
      Arrays.fill(out, to + across.to, to + width, OUTSIDE);
      blend(down.weight[y], scale, offset, across.from, across.to, out, to);
    }
  }

  private void blend(
      float weight, float scale, float offset, int from, int to, int[] out, int start) {
    float[] a = upper;
    float[] b = lower;
    for (int x = from; x < to; x++) {
      out[start + x] = argb((a[x] + (b[x] - a[x]) * weight) * scale + offset);
    }
  }

  /** Makes {@link #upper} and {@link #lower} hold these rows; what is there is used again. */
  private void rows(float[] slice, int sliceWidth, AxisMap across, int first, int second) {
    if (first == lowerRow || second == upperRow) {
      float[] swap = upper;
      upper = lower;
      lower = swap;
      int swapRow = upperRow;
      upperRow = lowerRow;
      lowerRow = swapRow;
    }
    if (first != upperRow) {
      interpolate(slice, first * sliceWidth, across, upper);
      upperRow = first;
    }
    if (second != lowerRow) {
      interpolate(slice, second * sliceWidth, across, lower);
      lowerRow = second;
    }
  }

  private static void interpolate(float[] slice, int row, AxisMap across, float[] out) {
    int next = across.next;
    for (int x = across.from; x < across.to; x++) {
      int at = row + across.low[x];
      float first = slice[at];
      out[x] = first + (slice[at + next] - first) * across.weight[x];
    }
  }

  /** Grey of 0 to 255 plus a half; beyond are black and white, no number is black. */
  private static int argb(float grey) {
    int g = Math.max(0, Math.min(255, (int) grey));
    return OPAQUE | g << 16 | g << 8 | g;
  }
}

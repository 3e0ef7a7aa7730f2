package io.github.holoseg.viewer.surface;

import java.util.Arrays;

/** Colour, opacity (0xAARRGGBB) and depth of the nearest surface at each pixel. */
final class DepthBuffer {
  final int width;
  final int height;
  final float[] depth;
  final int[] argb;

  DepthBuffer(int width, int height) {
    this.width = width;
    this.height = height;
    depth = new float[Math.multiplyExact(width, height)];
    argb = new int[depth.length];
    Arrays.fill(depth, Float.POSITIVE_INFINITY);
  }

  boolean isEmpty(int at) {
    return depth[at] == Float.POSITIVE_INFINITY;
  }

  /**
   * Draws the part of a triangle that lies in rows {@code top} to below {@code bottom}. Corners: x,
   * y in pixels, depth, light from 0 to 1; a, b, c are offsets in {@code corners}.
   */
  void triangle(float[] corners, int a, int b, int c, int color, int top, int bottom) {
    float ax = corners[a];
    float ay = corners[a + 1];
    float bx = corners[b];
    float by = corners[b + 1];
    float cx = corners[c];
    float cy = corners[c + 1];
    float area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    if (area == 0 || Float.isNaN(area)) {
      return;
    }
    int firstY = Math.max(top, (int) Math.ceil(Math.min(ay, Math.min(by, cy)) - 0.5f));
    int lastY = Math.min(bottom - 1, (int) Math.floor(Math.max(ay, Math.max(by, cy)) - 0.5f));
    int firstX = Math.max(0, (int) Math.ceil(Math.min(ax, Math.min(bx, cx)) - 0.5f));
    int lastX = Math.min(width - 1, (int) Math.floor(Math.max(ax, Math.max(bx, cx)) - 0.5f));
    float scale = 1 / area;
    for (int y = firstY; y <= lastY; y++) {
      float py = y + 0.5f;
      for (int x = firstX; x <= lastX; x++) {
        float px = x + 0.5f;
        float u = ((bx - px) * (cy - py) - (by - py) * (cx - px)) * scale;
        float v = ((cx - px) * (ay - py) - (cy - py) * (ax - px)) * scale;
        float w = 1 - u - v;
        if (u < 0 || v < 0 || w < 0) {
          continue;
        }
        float z = u * corners[a + 2] + v * corners[b + 2] + w * corners[c + 2];
        int at = y * width + x;
        if (z < depth[at]) {
          depth[at] = z;
          argb[at] = lit(color, u * corners[a + 3] + v * corners[b + 3] + w * corners[c + 3]);
        }
      }
    }
  }

  private static int lit(int color, float light) {
    int r = Math.min(255, (int) ((color >> 16 & 0xFF) * light + 0.5f));
    int g = Math.min(255, (int) ((color >> 8 & 0xFF) * light + 0.5f));
    int b = Math.min(255, (int) ((color & 0xFF) * light + 0.5f));
    return color & 0xFF000000 | r << 16 | g << 8 | b;
  }
}

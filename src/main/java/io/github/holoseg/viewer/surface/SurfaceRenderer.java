package io.github.holoseg.viewer.surface;

import io.github.holoseg.render.ArgbImage;
import io.github.holoseg.task.Workers;

/**
 * Draws surfaces without perspective, lit from the viewer's head. Of see-through surfaces the
 * nearest is blended over what is opaque behind it; two of them in a row are not sorted.
 *
 * <p>A picture is made by several threads, each with rows of its own, and is the same whatever
 * their number. Immutable and thread-safe.
 */
public final class SurfaceRenderer {
  private static final float AMBIENT = 0.22f;
  private static final int CORNER = 4;
  private static final int ROWS = 32;

  private final int threads;

  /**
   * @param threads at least 1
   */
  public SurfaceRenderer(int threads) {
    this.threads = threads;
  }

  /**
   * @param width in pixels
   * @param height in pixels
   * @param background 0xRRGGBB
   */
  public SurfacePicture render(
      SurfaceScene scene, SurfaceCamera camera, int width, int height, int background) {
    SurfaceScene.Bounds bounds = scene.bounds();
    double[][] axes = camera.axes();
    double mmPerPixel = 2.1 * bounds.radius() / (Math.min(width, height) * camera.zoom());
    float[][] corners = new float[scene.meshes().size()][];
    DepthBuffer solid = new DepthBuffer(width, height);
    DepthBuffer clear = new DepthBuffer(width, height);
    try (Workers workers = new Workers(threads)) {
      workers.each(
          corners.length,
          i -> {
            if (scene.opacities()[i] > 0) {
              corners[i] =
                  project(scene.meshes().get(i), axes, bounds, camera, mmPerPixel, width, height);
            }
          });
      workers.forRanges(height, ROWS, (from, to) -> draw(scene, corners, solid, clear, from, to));
    }
    ArgbImage image = new ArgbImage(width, height, blend(solid, clear, background));
    return new SurfacePicture(image, nearest(solid, clear), mmPerPixel, camera, bounds.centre());
  }

  /** x, y in pixels, depth in mm and light of each vertex. */
  private static float[] project(
      SurfaceMesh mesh,
      double[][] axes,
      SurfaceScene.Bounds bounds,
      SurfaceCamera camera,
      double mmPerPixel,
      int width,
      int height) {
    float[] v = mesh.vertices();
    float[] n = mesh.normals();
    double[] c = bounds.centre();
    float[] corners = new float[mesh.vertexCount() * CORNER];
    for (int i = 0, at = 0; i < v.length; i += 3, at += CORNER) {
      double x = v[i] - c[0];
      double y = v[i + 1] - c[1];
      double z = v[i + 2] - c[2];
      double right = axes[0][0] * x + axes[0][1] * y + axes[0][2] * z + camera.panRight();
      double up = axes[1][0] * x + axes[1][1] * y + axes[1][2] * z + camera.panUp();
      corners[at] = (float) (width / 2.0 + right / mmPerPixel);
      corners[at + 1] = (float) (height / 2.0 - up / mmPerPixel);
      corners[at + 2] = (float) (axes[2][0] * x + axes[2][1] * y + axes[2][2] * z);
      double facing = axes[2][0] * n[i] + axes[2][1] * n[i + 1] + axes[2][2] * n[i + 2];
      double light = Math.abs(facing);
      corners[at + 3] = (float) (AMBIENT + (1 - AMBIENT) * light + 0.25 * Math.pow(light, 24));
    }
    return corners;
  }

  private static void draw(
      SurfaceScene scene,
      float[][] corners,
      DepthBuffer solid,
      DepthBuffer clear,
      int from,
      int to) {
    for (int m = 0; m < corners.length; m++) {
      if (corners[m] == null) {
        continue;
      }
      int alpha = (int) Math.round(255 * Math.min(1, scene.opacities()[m]));
      DepthBuffer target = alpha == 255 ? solid : clear;
      int color = alpha << 24 | scene.colors()[m] & 0xFFFFFF;
      int[] t = scene.meshes().get(m).triangles();
      for (int i = 0; i < t.length; i += 3) {
        target.triangle(
            corners[m], CORNER * t[i], CORNER * t[i + 1], CORNER * t[i + 2], color, from, to);
      }
    }
  }

  private static float[] nearest(DepthBuffer solid, DepthBuffer clear) {
    float[] depth = solid.depth.clone();
    for (int i = 0; i < depth.length; i++) {
      depth[i] = Math.min(depth[i], clear.depth[i]);
    }
    return depth;
  }

  private static int[] blend(DepthBuffer solid, DepthBuffer clear, int background) {
    int[] pixels = new int[solid.argb.length];
    for (int at = 0; at < pixels.length; at++) {
      int rgb = solid.isEmpty(at) ? background : solid.argb[at];
      if (clear.depth[at] < solid.depth[at]) {
        rgb = ArgbImage.blend(rgb, clear.argb[at], (clear.argb[at] >>> 24) / 255.0);
      }
      pixels[at] = 0xFF000000 | rgb;
    }
    return pixels;
  }
}

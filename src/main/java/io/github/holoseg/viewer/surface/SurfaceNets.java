package io.github.holoseg.viewer.surface;

import io.github.holoseg.task.CancellationToken;
import java.util.Arrays;

/**
 * Finds the surface of one structure: a vertex in each cell of eight neighbouring samples that are
 * not all inside or all outside, at the mean of the points where the cell's edges cross one half; a
 * quadrilateral round each edge that crosses.
 *
 * <p>Source: S. Gibson, Constrained elastic surface nets (MICCAI 1998), without the constraint; the
 * smoothing that follows is {@link TaubinSmoothing}.
 */
final class SurfaceNets {
  private static final float HALF = 0.5f;

  private final OccupancyLayers layers;
  private final MeshBuffer mesh = new MeshBuffer();
  private final int nx;
  private final int ny;
  private final int nz;
  private final int cx;
  private final int cy;

  SurfaceNets(OccupancyLayers layers) {
    this.layers = layers;
    int[] size = layers.size();
    nx = size[0];
    ny = size[1];
    nz = size[2];
    cx = nx - 1;
    cy = ny - 1;
  }

  /**
   * The surface with vertices in voxel indices, oriented outward if x, y, z of the grid are
   * right-handed.
   */
  MeshBuffer find(CancellationToken cancel) {
    float[] low = new float[nx * ny];
    float[] high = new float[nx * ny];
    int[] below = new int[cx * cy];
    int[] here = new int[cx * cy];
    Arrays.fill(below, -1);
    layers.read(0, low);
    for (int z = 0; z < nz - 1; z++) {
      cancel.throwIfCancelled();
      layers.read(z + 1, high);
      vertices(z, low, high, here);
      facesAcross(low, high, here);
      if (z > 0) {
        facesWithin(low, below, here);
      }
      float[] layer = low;
      low = high;
      high = layer;
      int[] cells = below;
      below = here;
      here = cells;
    }
    return mesh;
  }

  private void vertices(int z, float[] low, float[] high, int[] cells) {
    float[] corner = new float[8];
    for (int y = 0; y < cy; y++) {
      for (int x = 0; x < cx; x++) {
        int at = y * nx + x;
        corner[0] = low[at];
        corner[1] = low[at + 1];
        corner[2] = low[at + nx];
        corner[3] = low[at + nx + 1];
        corner[4] = high[at];
        corner[5] = high[at + 1];
        corner[6] = high[at + nx];
        corner[7] = high[at + nx + 1];
        cells[y * cx + x] = vertex(x, y, z, corner);
      }
    }
  }

  /** Number of the cell's vertex, -1 if nothing crosses it. */
  private int vertex(int x, int y, int z, float[] corner) {
    int inside = 0;
    for (int i = 0; i < 8; i++) {
      inside += corner[i] >= HALF ? 1 : 0;
    }
    if (inside == 0 || inside == 8) {
      return -1;
    }
    double sx = 0;
    double sy = 0;
    double sz = 0;
    int crossings = 0;
    for (int i = 0; i < 8; i++) {
      for (int axis = 0; axis < 3; axis++) {
        int j = i | 1 << axis;
        if (j == i || corner[i] >= HALF == corner[j] >= HALF) {
          continue;
        }
        double t = (HALF - corner[i]) / (corner[j] - corner[i]);
        sx += (i & 1) + (axis == 0 ? t : 0);
        sy += (i >> 1 & 1) + (axis == 1 ? t : 0);
        sz += (i >> 2) + (axis == 2 ? t : 0);
        crossings++;
      }
    }
    return mesh.vertex(
        layers.voxelIndex(0, x + sx / crossings),
        layers.voxelIndex(1, y + sy / crossings),
        layers.voxelIndex(2, z + sz / crossings));
  }

  /** Faces round the edges that run along z, between two layers. */
  private void facesAcross(float[] low, float[] high, int[] here) {
    for (int y = 1; y < cy; y++) {
      for (int x = 1; x < cx; x++) {
        boolean in = low[y * nx + x] >= HALF;
        if (in != high[y * nx + x] >= HALF) {
          int c = y * cx + x;
          mesh.quad(here[c - cx - 1], here[c - cx], here[c], here[c - 1], in);
        }
      }
    }
  }

  /** Faces round the edges that run along x and y, within a layer. */
  private void facesWithin(float[] layer, int[] below, int[] here) {
    for (int y = 0; y < cy; y++) {
      for (int x = 0; x < cx; x++) {
        boolean in = layer[y * nx + x] >= HALF;
        int c = y * cx + x;
        // The rim is empty, so nothing crosses along an axis on the first line of the other.
        if (y > 0 && in != layer[y * nx + x + 1] >= HALF) {
          mesh.quad(below[c - cx], below[c], here[c], here[c - cx], in);
        }
        if (x > 0 && in != layer[(y + 1) * nx + x] >= HALF) {
          mesh.quad(below[c - 1], here[c - 1], here[c], below[c], in);
        }
      }
    }
  }
}

package io.github.holoseg.postprocess;

/**
 * How far each point of a surface moves along its normal to lie on the bone's edge. Each point
 * proposes an edge of its own; neighbours then agree: the proposals are averaged over the surface
 * (normalised convolution), and in further rounds each point proposes the edge next to what its
 * neighbours agreed on, averaged over a smaller part. Where no edge is seen, a point follows its
 * neighbours, and far from any of them stays. For one thread.
 */
final class SurfaceShift {
  /** HU of a fall that counts fully. */
  private static final double CLEAR_FALL = 400;

  /** What an edge counts that lies beyond another one, or before it beside another bone. */
  private static final double SECOND_CHOICE = 0.4;

  /** Weight, against that of points that agree, of staying where the point is. */
  private static final double INERTIA = 0.05;

  private final int[] size;
  private final double[] spacing;
  private final float[] weighted;
  private final float[] weights;

  SurfaceShift(int[] size, double[] spacing) {
    this.size = size.clone();
    this.spacing = spacing.clone();
    weighted = new float[size[0] * size[1] * size[2]];
    weights = new float[weighted.length];
  }

  /**
   * @param coarse mm, about a voxel of the grid that the surface comes from
   * @param limit mm by which a point moves at most, inwards or outwards
   * @param widths mm, of the part of the surface that agrees, one for each round
   * @return mm for each point, positive outwards
   */
  float[] find(
      ScanBox box, SurfacePoints points, short own, double coarse, double limit, double[] widths) {
    int n = points.count();
    BoneEdges edges = new BoneEdges(box, spacing, limit + 2.5);
    float[] at = new float[n * BoneEdges.MOST];
    float[] trust = new float[n * BoneEdges.MOST];
    byte[] count = new byte[n];
    for (int p = 0; p < n; p++) {
      double resolved = resolved(points, p, coarse);
      if (resolved > 0) {
        edges.find(points, p, own);
        count[p] = keep(edges, p * BoneEdges.MOST, limit, resolved, at, trust);
      }
    }
    float[] shift = new float[n];
    for (int round = 0; round < widths.length; round++) {
      double spread = round == 0 ? limit / 1.5 : Math.max(0.5, limit / 3);
      java.util.Arrays.fill(weighted, 0);
      java.util.Arrays.fill(weights, 0);
      for (int p = 0; p < n; p++) {
        double best = 0;
        double chosen = 0;
        for (int e = 0; e < count[p]; e++) {
          double d = (at[p * BoneEdges.MOST + e] - shift[p]) / spread;
          double weight = trust[p * BoneEdges.MOST + e] * Math.exp(-d * d / 2);
          if (weight > best) {
            best = weight;
            chosen = at[p * BoneEdges.MOST + e];
          }
        }
        weighted[points.voxel(p)] = (float) (best * chosen);
        weights[points.voxel(p)] = (float) best;
      }
      GaussianSmoothing smoothing = new GaussianSmoothing(size, spacing, widths[round]);
      smoothing.apply(weighted);
      smoothing.apply(weights);
      double inertia = INERTIA * surface(widths[round]);
      for (int p = 0; p < n; p++) {
        int voxel = points.voxel(p);
        double d = weighted[voxel] / (weights[voxel] + inertia);
        shift[p] = (float) Math.max(-limit, Math.min(limit, d));
      }
    }
    return shift;
  }

  /** What the smoothed weights are on a plane of points that agree fully. */
  private double surface(double width) {
    double voxel = Math.cbrt(spacing[0] * spacing[1] * spacing[2]);
    return Math.min(1, 2 * voxel / (width * Math.sqrt(2 * Math.PI)));
  }

  /**
   * How far the scan can place an edge more finely than the network: fully if its voxels are at
   * most half as large along the normal, not at all if they are as large. So a scan on the
   * network's own grid says nothing, and a thick-sliced one nothing along its slices' axis.
   */
  private double resolved(SurfacePoints points, int p, double coarse) {
    double squares = 0;
    for (int axis = 0; axis < 3; axis++) {
      double extent = points.at(p, 3 + axis) * spacing[axis];
      squares += extent * extent;
    }
    return Math.min(1, (coarse - Math.sqrt(squares)) / (coarse / 2));
  }

  /** Edges within the limit; those that are probably another bone's or the marrow's count less. */
  private static byte keep(
      BoneEdges edges, int to, double limit, double resolved, float[] at, float[] trust) {
    double largest = 0;
    for (int e = 0; e < edges.count; e++) {
      largest = Math.max(largest, Math.abs(edges.at[e]) <= limit ? edges.fall[e] : 0);
    }
    int first = -1;
    int last = -1;
    for (int e = 0; e < edges.count; e++) {
      if (Math.abs(edges.at[e]) <= limit && edges.fall[e] >= 0.35 * largest) {
        first = first < 0 ? e : first;
        last = e;
      }
    }
    byte kept = 0;
    for (int e = 0; e < edges.count; e++) {
      if (Math.abs(edges.at[e]) <= limit) {
        // Beside another bone the joint space comes first; else the cortex is the last edge.
        boolean preferred = e == (edges.meetsOther ? first : last);
        at[to + kept] = (float) edges.at[e];
        trust[to + kept++] =
            (float)
                (resolved
                    * Math.min(1, edges.fall[e] / CLEAR_FALL)
                    * (preferred ? 1 : SECOND_CHOICE));
      }
    }
    return kept;
  }
}

package io.github.holoseg.postprocess;

/**
 * Where along a line from inside a bone to outside the outer edge of its cortex may lie: at each
 * fall of the values from a peak to a valley, half-way between the two (full width at half maximum,
 * the usual definition of cortical thickness measurement). For one thread.
 */
final class BoneEdges {
  /** Falls that are kept. */
  static final int MOST = 6;

  /** HU; noise of 30 HU does not make such a fall on an interpolated, smoothed line. */
  private static final double LEAST_FALL = 110;

  /** A peak below this is no bone, in HU. */
  private static final double LEAST_PEAK = 180;

  /** Denser than any bone at HU: metal. */
  static final float METAL = 2500;

  /** Peaks count at most this, and valleys at least that: beside metal and air the middle lies. */
  private static final double HIGHEST_PEAK = 1600;

  private static final double LOWEST_VALLEY = -150;

  /** An edge nearer to metal than this, mm, is not trusted. */
  private static final double METAL_MARGIN = 2.5;

  private final float[] hu;
  private final short[] labels;
  private final int[] size;
  private final double[] spacing;
  private final double reach;
  private final double step;
  private final int samples;
  private final double[] line;
  private final double[] smooth;

  /** Edges found: position along the normal in mm, and the fall in HU. */
  final double[] at = new double[MOST];

  final double[] fall = new double[MOST];

  int count;

  /** Whether another structure lies within reach along the line. */
  boolean meetsOther;

  /**
   * @param reach mm on each side of the starting point
   */
  BoneEdges(ScanBox box, double[] spacing, double reach) {
    this.hu = box.hu;
    this.labels = box.labels;
    this.size = box.size;
    this.spacing = spacing.clone();
    this.reach = reach;
    double finest = Math.min(spacing[0], Math.min(spacing[1], spacing[2]));
    step = Math.max(0.2, Math.min(0.5, finest / 2));
    samples = 2 * (int) Math.ceil(reach / step) + 1;
    line = new double[samples];
    smooth = new double[samples];
  }

  /** Finds the edges along the normal of a point. */
  void find(SurfacePoints points, int point, short own) {
    count = 0;
    meetsOther = false;
    double firstMetal = Double.POSITIVE_INFINITY;
    double lastMetal = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < samples; i++) {
      double t = (i - samples / 2) * step;
      double x = (points.at(point, 0) + t * points.at(point, 3)) / spacing[0];
      double y = (points.at(point, 1) + t * points.at(point, 4)) / spacing[1];
      double z = (points.at(point, 2) + t * points.at(point, 5)) / spacing[2];
      line[i] = sample(x, y, z);
      if (line[i] >= METAL) {
        firstMetal = Math.min(firstMetal, t);
        lastMetal = t;
      }
      short label = labels[index(x, y, z)];
      meetsOther |= label != 0 && label != own;
    }
    for (int i = 0; i < samples; i++) {
      double before = line[Math.max(0, i - 1)];
      double after = line[Math.min(samples - 1, i + 1)];
      smooth[i] = Math.min(HIGHEST_PEAK, (before + 2 * line[i] + after) / 4);
    }
    turns();
    int kept = 0;
    for (int e = 0; e < count; e++) {
      boolean metal = at[e] > firstMetal - METAL_MARGIN && at[e] < lastMetal + METAL_MARGIN;
      if (!metal) {
        at[kept] = at[e];
        fall[kept++] = fall[e];
      }
    }
    count = kept;
  }

  /** Peaks and valleys that differ by more than noise, and the falls between them. */
  private void turns() {
    int peak = 0;
    int valley = 0;
    boolean falling = false;
    for (int i = 1; i < samples && count < MOST; i++) {
      double value = smooth[i];
      if (falling) {
        if (value < smooth[valley]) {
          valley = i;
        } else if (value > smooth[valley] + LEAST_FALL) {
          edge(peak, valley);
          falling = false;
          peak = i;
        }
      } else if (value > smooth[peak]) {
        peak = i;
      } else if (value < smooth[peak] - LEAST_FALL) {
        falling = true;
        valley = i;
      }
    }
    if (falling && count < MOST) {
      edge(peak, valley);
    }
  }

  private void edge(int peak, int valley) {
    double high = smooth[peak];
    double low = Math.max(LOWEST_VALLEY, smooth[valley]);
    if (high < LEAST_PEAK) {
      return;
    }
    double half = (high + low) / 2;
    for (int i = peak; i < valley; i++) {
      if (smooth[i] >= half && smooth[i + 1] < half) {
        double part = (smooth[i] - half) / (smooth[i] - smooth[i + 1]);
        at[count] = (i + part - samples / 2) * step;
        fall[count++] = high - low;
        return;
      }
    }
  }

  private int index(double x, double y, double z) {
    int i = clamp((int) Math.rint(x), size[0]);
    int j = clamp((int) Math.rint(y), size[1]);
    int k = clamp((int) Math.rint(z), size[2]);
    return (k * size[1] + j) * size[0] + i;
  }

  private static int clamp(int i, int n) {
    return i < 0 ? 0 : Math.min(i, n - 1);
  }

  /** Trilinear; beyond the box its outermost values. */
  private double sample(double x, double y, double z) {
    double cx = Math.max(0, Math.min(size[0] - 1, x));
    double cy = Math.max(0, Math.min(size[1] - 1, y));
    double cz = Math.max(0, Math.min(size[2] - 1, z));
    int i = (int) cx;
    int j = (int) cy;
    int k = (int) cz;
    double fx = cx - i;
    double fy = cy - j;
    double fz = cz - k;
    int at0 = (k * size[1] + j) * size[0] + i;
    int dx = i < size[0] - 1 ? 1 : 0;
    int dy = j < size[1] - 1 ? size[0] : 0;
    int dz = k < size[2] - 1 ? size[0] * size[1] : 0;
    double near =
        (1 - fy) * ((1 - fx) * hu[at0] + fx * hu[at0 + dx])
            + fy * ((1 - fx) * hu[at0 + dy] + fx * hu[at0 + dy + dx]);
    int at1 = at0 + dz;
    double far =
        (1 - fy) * ((1 - fx) * hu[at1] + fx * hu[at1 + dx])
            + fy * ((1 - fx) * hu[at1 + dy] + fx * hu[at1 + dy + dx]);
    return (1 - fz) * near + fz * far;
  }
}

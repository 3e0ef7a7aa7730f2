package io.github.holoseg.io.dicom;

import io.github.holoseg.io.dicom.PixelDecoder.PixelException;
import java.util.Arrays;

/** Decodes one scan of JPEG-LS (ITU-T T.87 annex A); names of the standard where it has some. */
final class JpegLsScan {
  private static final int[] RUN_BITS = {
    0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13,
    14, 15
  };
  private static final int CONTEXTS = 365;

  private final int maximum;
  private final int near;
  private final int reset;
  private final int t1;
  private final int t2;
  private final int t3;
  private final int quantum;
  private final int range;
  private final int escape;
  private final int limit;

  /** Per context: sum of magnitudes, bias, correction, count; two more for interrupted runs. */
  private final int[] a = new int[CONTEXTS + 2];

  private final int[] b = new int[CONTEXTS];
  private final int[] c = new int[CONTEXTS];
  private final int[] n = new int[CONTEXTS + 2];
  private final int[] negative = new int[2];
  private int runIndex;

  /**
   * @param thresholds three, or null for the defaults; a value of 0 is a default too
   */
  JpegLsScan(int maximum, int near, int reset, int[] thresholds) {
    this.maximum = maximum;
    this.near = near;
    this.reset = reset;
    int[] t = defaults(maximum, near);
    for (int i = 0; thresholds != null && i < 3; i++) {
      t[i] = thresholds[i] == 0 ? t[i] : thresholds[i];
    }
    t1 = t[0];
    t2 = t[1];
    t3 = t[2];
    quantum = 2 * near + 1;
    range = (maximum + 2 * near) / quantum + 1;
    escape = bitsFor(range);
    int bits = Math.max(2, bitsFor(maximum + 1));
    limit = 2 * (bits + Math.max(8, bits));
    Arrays.fill(a, Math.max(2, (range + 32) / 64));
    Arrays.fill(n, 1);
  }

  /** Smallest number of bits with at least {@code count} values. */
  private static int bitsFor(int count) {
    return 32 - Integer.numberOfLeadingZeros(count - 1);
  }

  /** C.2.4.1.1. */
  private static int[] defaults(int maximum, int near) {
    int[] t = new int[3];
    int[] basic = {3, 7, 21};
    int low = near + 1;
    for (int i = 0; i < 3; i++) {
      int value;
      int extra = (2 * i + 3) * near;
      if (maximum >= 128) {
        int factor = (Math.min(maximum, 4095) + 128) / 256;
        value = factor * (basic[i] - (i + 2)) + i + 2 + extra;
      } else {
        value = Math.max(i + 2, basic[i] / (256 / (maximum + 1)) + extra);
      }
      t[i] = value > maximum || value < low ? low : value;
      low = t[i];
    }
    return t;
  }

  void decode(JpegLsBits bits, int rows, int columns, int[] out) throws PixelException {
    // Lines with one pixel before and one behind; the first line's neighbours are 0.
    int[] above = new int[columns + 2];
    int[] line = new int[columns + 2];
    for (int y = 0; y < rows; y++) {
      line[0] = above[1];
      above[columns + 1] = above[columns];
      int x = 1;
      while (x <= columns) {
        int q1 = quantize(above[x + 1] - above[x]);
        int q2 = quantize(above[x] - above[x - 1]);
        int q3 = quantize(above[x - 1] - line[x - 1]);
        if ((q1 | q2 | q3) == 0) {
          x = run(bits, line, above, x, columns);
        } else {
          line[x] = regular(bits, line[x - 1], above[x], above[x - 1], 81 * q1 + 9 * q2 + q3);
          x++;
        }
      }
      bits.requireNotPastEnd();
      System.arraycopy(line, 1, out, y * columns, columns);
      int[] swap = above;
      above = line;
      line = swap;
    }
  }

  private int quantize(int d) {
    int m = Math.abs(d);
    int q = m <= near ? 0 : m < t1 ? 1 : m < t2 ? 2 : m < t3 ? 3 : 4;
    return d < 0 ? -q : q;
  }

  private int regular(JpegLsBits bits, int ra, int rb, int rc, int signedContext)
      throws PixelException {
    int sign = signedContext < 0 ? -1 : 1;
    int i = sign * signedContext;
    int low = Math.min(ra, rb);
    int high = Math.max(ra, rb);
    int p = rc >= high ? low : rc <= low ? high : ra + rb - rc;
    p = Math.max(0, Math.min(maximum, p + sign * c[i]));
    int k = parameter(n[i], a[i]);
    int code = bits.golomb(k, limit, escape);
    int error = (code & 1) == 0 ? code >> 1 : -(code + 1 >> 1);
    if (near == 0 && k == 0 && 2 * b[i] <= -n[i]) {
      error = -error - 1;
    }
    update(i, error);
    return reconstruct(p, sign * error);
  }

  private static int parameter(int count, int sum) throws PixelException {
    int k = 0;
    while ((long) count << k < sum) {
      k++;
    }
    if (k > 16) {
      throw new PixelException("JPEG-LS data hold errors beyond the range");
    }
    return k;
  }

  private void update(int i, int error) {
    b[i] += error * quantum;
    a[i] += Math.abs(error);
    if (n[i] == reset) {
      a[i] >>= 1;
      b[i] >>= 1;
      n[i] >>= 1;
    }
    n[i]++;
    if (b[i] <= -n[i]) {
      b[i] = Math.max(b[i] + n[i], 1 - n[i]);
      c[i] = Math.max(-128, c[i] - 1);
    } else if (b[i] > 0) {
      b[i] = Math.min(b[i] - n[i], 0);
      c[i] = Math.min(127, c[i] + 1);
    }
  }

  private int reconstruct(int predicted, int error) {
    int value = predicted + error * quantum;
    if (value < -near) {
      value += range * quantum;
    } else if (value > maximum + near) {
      value -= range * quantum;
    }
    return Math.max(0, Math.min(maximum, value));
  }

  /** A.7: returns the next pixel to decode. */
  private int run(JpegLsBits bits, int[] line, int[] above, int from, int columns)
      throws PixelException {
    int value = line[from - 1];
    int x = from;
    while (bits.bit() == 1) {
      int whole = 1 << RUN_BITS[runIndex];
      int count = Math.min(whole, columns + 1 - x);
      Arrays.fill(line, x, x + count, value);
      x += count;
      if (count == whole && runIndex < 31) {
        runIndex++;
      }
      if (x > columns) {
        return x;
      }
    }
    int count = bits.bits(RUN_BITS[runIndex]);
    if (x + count > columns) {
      throw new PixelException("a run of the JPEG-LS data goes past its line");
    }
    Arrays.fill(line, x, x + count, value);
    x += count;
    line[x] = interruption(bits, value, above[x]);
    if (runIndex > 0) {
      runIndex--;
    }
    return x + 1;
  }

  private int interruption(JpegLsBits bits, int ra, int rb) throws PixelException {
    int type = Math.abs(ra - rb) <= near ? 1 : 0;
    int i = CONTEXTS + type;
    int k = parameter(n[i], type == 1 ? a[i] + (n[i] >> 1) : a[i]);
    int code = bits.golomb(k, limit - RUN_BITS[runIndex] - 1, escape);
    int magnitude = code + type + 1 >> 1;
    boolean odd = (code + type & 1) == 1;
    boolean negativeOdd = k != 0 || 2 * negative[type] >= n[i];
    int error = odd == negativeOdd ? -magnitude : magnitude;
    if (error < 0) {
      negative[type]++;
    }
    a[i] += code + 1 - type >> 1;
    if (n[i] == reset) {
      a[i] >>= 1;
      n[i] >>= 1;
      negative[type] >>= 1;
    }
    n[i]++;
    int sign = type == 0 && ra > rb ? -1 : 1;
    return reconstruct(type == 1 ? ra : rb, sign * error);
  }
}

package io.github.holoseg.measure;

import java.util.Arrays;

/**
 * Running sums of the labels of one slab, in arrays indexed by the labels' rank. Values are summed
 * relative to the first one of each label, so that squares do not cancel; parts are merged by the
 * formula of Chan, Golub and LeVeque (1983).
 */
final class LabelSums {
  private int[] rankOf = new int[256];
  private int[] valueOf = new int[16];
  private int ranks;
  private Sums[] sums = new Sums[16];

  /** Sums of one label. */
  static final class Sums {
    long voxels;
    long numbers;
    double shift;
    double sum;
    double squares;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    final long[] indexSum = new long[3];
    final long[] boxMin = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};
    final long[] boxMax = {-1, -1, -1};

    double mean() {
      return shift + sum / numbers;
    }

    /** Sum of squared distances from the mean. */
    double deviation() {
      return Math.max(0, squares - sum * sum / numbers);
    }

    void merge(Sums other) {
      voxels += other.voxels;
      for (int axis = 0; axis < 3; axis++) {
        indexSum[axis] += other.indexSum[axis];
        boxMin[axis] = Math.min(boxMin[axis], other.boxMin[axis]);
        boxMax[axis] = Math.max(boxMax[axis], other.boxMax[axis]);
      }
      if (other.numbers == 0) {
        return;
      }
      min = Math.min(min, other.min);
      max = Math.max(max, other.max);
      if (numbers == 0) {
        numbers = other.numbers;
        shift = other.shift;
        sum = other.sum;
        squares = other.squares;
        return;
      }
      long n = numbers + other.numbers;
      double delta = other.mean() - mean();
      double m2 = deviation() + other.deviation() + delta * delta * numbers / n * other.numbers;
      shift = mean() + delta * other.numbers / n;
      sum = 0;
      squares = m2;
      numbers = n;
    }
  }

  /** The sums of a label value, made when it is new. */
  Sums of(int value) {
    if (value >= rankOf.length) {
      rankOf = Arrays.copyOf(rankOf, Math.max(value + 1, 2 * rankOf.length));
    }
    int rank = rankOf[value];
    if (rank == 0) {
      if (ranks == sums.length) {
        sums = Arrays.copyOf(sums, 2 * ranks);
        valueOf = Arrays.copyOf(valueOf, 2 * ranks);
      }
      sums[ranks] = new Sums();
      valueOf[ranks] = value;
      rank = ++ranks;
      rankOf[value] = rank;
    }
    return sums[rank - 1];
  }

  /** Adds a row of voxels; {@code values} is null when only positions are measured. */
  void addRow(short[] labels, double[] values, int from, int length, long y, long z) {
    int x = 0;
    while (x < length) {
      int value = labels[from + x] & 0xFFFF;
      int start = x;
      while (x < length && (labels[from + x] & 0xFFFF) == value) {
        x++;
      }
      if (value != 0) {
        Sums s = of(value);
        addRun(s, start, x, y, z);
        if (values != null) {
          addValues(s, values, from + start, from + x);
        }
      }
    }
  }

  private static void addRun(Sums s, long start, long end, long y, long z) {
    long n = end - start;
    s.voxels += n;
    s.indexSum[0] += (start + end - 1) * n / 2;
    s.indexSum[1] += y * n;
    s.indexSum[2] += z * n;
    s.boxMin[0] = Math.min(s.boxMin[0], start);
    s.boxMax[0] = Math.max(s.boxMax[0], end - 1);
    s.boxMin[1] = Math.min(s.boxMin[1], y);
    s.boxMax[1] = Math.max(s.boxMax[1], y);
    s.boxMin[2] = Math.min(s.boxMin[2], z);
    s.boxMax[2] = Math.max(s.boxMax[2], z);
  }

  private static void addValues(Sums s, double[] values, int from, int to) {
    long numbers = s.numbers;
    double sum = s.sum;
    double squares = s.squares;
    double min = s.min;
    double max = s.max;
    for (int i = from; i < to; i++) {
      double v = values[i];
      if (v != v) {
        continue;
      }
      if (numbers == 0) {
        s.shift = v;
      }
      numbers++;
      double d = v - s.shift;
      sum += d;
      squares += d * d;
      min = Math.min(min, v);
      max = Math.max(max, v);
    }
    s.numbers = numbers;
    s.sum = sum;
    s.squares = squares;
    s.min = min;
    s.max = max;
  }

  /** Adds the sums of another slab. */
  void merge(LabelSums other) {
    for (int rank = 0; rank < other.ranks; rank++) {
      of(other.valueOf[rank]).merge(other.sums[rank]);
    }
  }

  /** The label values that occurred, ascending. */
  int[] values() {
    int[] values = Arrays.copyOf(valueOf, ranks);
    Arrays.sort(values);
    return values;
  }
}

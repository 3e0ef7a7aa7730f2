package io.github.holoseg.postprocess;

import java.util.Arrays;

/**
 * Runs of voxels in storage order (x fastest, then y, then z), joined to components.
 *
 * <p>A run is a stretch of equal voxels in one row. Runs are added row by row; {@link #join} unites
 * touching ones. The root of a component is its first run, so the numbering of components follows
 * from the voxels alone. Memory is 14 bytes a run, nothing per voxel.
 */
final class RunList {
  /** Most runs that one list can hold. */
  private static final int MAX = Integer.MAX_VALUE - 8;

  private int count;
  private int[] start = new int[1024];
  private int[] end = new int[1024];
  private short[] value = new short[1024];
  private int[] parent = new int[1024];

  private final int[] rowStart;
  private int rows;

  /**
   * @param rows how many rows will be added
   */
  RunList(int rows) {
    rowStart = new int[rows + 1];
  }

  int count() {
    return count;
  }

  /** First voxel of a run. */
  int start(int run) {
    return start[run];
  }

  /** One past the last voxel of a run. */
  int end(int run) {
    return end[run];
  }

  /** The voxels' common value. */
  short value(int run) {
    return value[run];
  }

  /** First run of a row; the row's runs end before {@code firstOf(row + 1)}. */
  int firstOf(int row) {
    return rowStart[row];
  }

  /** Adds a run to the row that is being filled, right of its earlier runs. */
  void add(int from, int to, short runValue) {
    if (count == start.length) {
      ensure(larger(count));
    }
    start[count] = from;
    end[count] = to;
    value[count] = runValue;
    parent[count] = count;
    count++;
  }

  /** Ends the row that is being filled. */
  void endRow() {
    rowStart[++rows] = count;
  }

  /** Unites runs of two finished rows that have the same value and share an x. */
  void join(int rowA, int rowB) {
    int a = rowStart[rowA];
    int b = rowStart[rowB];
    int lastA = rowStart[rowA + 1];
    int lastB = rowStart[rowB + 1];
    while (a < lastA && b < lastB) {
      if (value[a] == value[b] && start[a] < end[b] && start[b] < end[a]) {
        union(a, b);
      }
      if (end[a] <= end[b]) {
        a++;
      } else {
        b++;
      }
    }
  }

  /** Unites runs of one row that lie side by side, whatever their values. */
  void joinNeighbours(int row) {
    for (int run = rowStart[row] + 1; run < rowStart[row + 1]; run++) {
      if (end[run - 1] == start[run]) {
        union(run - 1, run);
      }
    }
  }

  /**
   * Unites runs of two finished rows that share an x or have neighbouring ones, whatever their
   * values. {@link #joinNeighbours} must have been called for both rows.
   */
  void joinTouching(int rowA, int rowB) {
    int a = rowStart[rowA];
    int b = rowStart[rowB];
    int lastA = rowStart[rowA + 1];
    int lastB = rowStart[rowB + 1];
    while (a < lastA && b < lastB) {
      if (start[a] <= end[b] && start[b] <= end[a]) {
        union(a, b);
      }
      if (end[a] <= end[b]) {
        a++;
      } else {
        b++;
      }
    }
  }

  /**
   * Unites runs of two finished rows that have the same value and share an x or have neighbouring
   * ones.
   */
  void joinTouchingEqual(int rowA, int rowB) {
    int first = rowStart[rowB];
    int lastB = rowStart[rowB + 1];
    for (int a = rowStart[rowA]; a < rowStart[rowA + 1]; a++) {
      while (first < lastB && end[first] < start[a]) {
        first++;
      }
      for (int b = first; b < lastB && start[b] <= end[a]; b++) {
        if (value[a] == value[b]) {
          union(a, b);
        }
      }
    }
  }

  /**
   * Adds the rows of another list after this one's, with what is joined there. Both lists' runs
   * keep their order, so the root of a component stays its first run.
   */
  void append(RunList other) {
    if ((long) count + other.count > MAX) {
      throw tooMany();
    }
    int total = count + other.count;
    ensure(total);
    System.arraycopy(other.start, 0, start, count, other.count);
    System.arraycopy(other.end, 0, end, count, other.count);
    System.arraycopy(other.value, 0, value, count, other.count);
    for (int run = 0; run < other.count; run++) {
      parent[count + run] = count + other.parent[run];
    }
    for (int row = 0; row < other.rows; row++) {
      rowStart[++rows] = count + other.rowStart[row + 1];
    }
    count = total;
  }

  /** The first run of the component that a run belongs to. */
  int root(int run) {
    int at = run;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  private void union(int a, int b) {
    int rootA = root(a);
    int rootB = root(b);
    if (rootA < rootB) {
      parent[rootB] = rootA;
    } else {
      parent[rootA] = rootB;
    }
  }

  private void ensure(int capacity) {
    if (capacity > start.length) {
      start = Arrays.copyOf(start, capacity);
      end = Arrays.copyOf(end, capacity);
      value = Arrays.copyOf(value, capacity);
      parent = Arrays.copyOf(parent, capacity);
    }
  }

  private static int larger(int capacity) {
    if (capacity == MAX) {
      throw tooMany();
    }
    return (int) Math.min(MAX, capacity * 2L);
  }

  private static IllegalStateException tooMany() {
    return new IllegalStateException(
        "The label map has more than "
            + MAX
            + " runs of labelled voxels; it is noise, or too large for components.");
  }
}

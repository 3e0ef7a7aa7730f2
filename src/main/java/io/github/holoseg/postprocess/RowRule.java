package io.github.holoseg.postprocess;

/**
 * Decides the labels of one row while the classes' scores pass by. One instance per thread, used
 * row after row.
 */
interface RowRule {
  /** The value of one column of the row, with the additions in the original's order. */
  @FunctionalInterface
  interface Exact {
    double value(int channel, int column);
  }

  /** Whether classes may come in any order; otherwise they come in channel order. */
  boolean takesAnyOrder();

  /**
   * Whether a class that is not yet offered can change the row. If not, it need not be offered.
   *
   * @param bound no score of the class in this row exceeds it
   */
  boolean canMatter(float bound);

  /** Starts a row. */
  void begin();

  /**
   * Takes the scores of the next class.
   *
   * @param scores one per column, as doubles not yet rounded
   * @param exact asked where rounding hangs on the last bits
   */
  void offer(int channel, double[] scores, Exact exact);

  /** Writes the row's labels. */
  void finish(short[] labels);
}

package io.github.holoseg.postprocess;

/**
 * Decides the labels of one row while the classes' scores pass by in channel order. One instance
 * per thread, used row after row.
 */
interface RowRule {
  /** The value of one column of the row, with the additions in the original's order. */
  @FunctionalInterface
  interface Exact {
    double value(int channel, int column);
  }

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

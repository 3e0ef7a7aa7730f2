package io.github.holoseg.pipeline;

import io.github.holoseg.grid.FloatGrid;

/**
 * Sees the stages of a run between scan and label map. Called from one thread; what it throws ends
 * the run.
 */
public interface StageObserver {
  /** The network's whole input; read it during the call only. */
  void input(FloatGrid grid);

  /**
   * A slice of blended scores before anything is decided.
   *
   * @param index along grid axis 2, 0, 1, 2 …
   * @param scores class-major, grid axis 0 fastest; valid only during the call
   */
  void scores(int index, float[] scores);
}

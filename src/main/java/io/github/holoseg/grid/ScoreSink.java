package io.github.holoseg.grid;

/**
 * Takes the network's blended scores slice by slice, as soon as no further tile can change them.
 *
 * <p>Calls come from one thread, for slices 0, 1, 2 … of grid axis 2 without gaps, padding already
 * removed.
 */
public interface ScoreSink {
  /**
   * @param index the slice, counted along grid axis 2
   * @param scores class-major: {@code scores[(c * size[1] + y) * size[0] + x]}; valid only during
   *     the call, the caller reuses it
   */
  void accept(int index, float[] scores);
}

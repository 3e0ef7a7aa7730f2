package io.github.holoseg.postprocess;

/** Carries score slices back to the scan, one after the other. */
interface Restorer {
  /**
   * @param index slice of the kept grid
   * @param scores finite, class-major; valid only during the call
   */
  void accept(int index, float[] scores);

  /** Slices of the scan's box along grid axis 2 that are final: 0 to below this. */
  int finished();

  /** Whether a slice of the scan's box along grid axis 2 has scores; if not, it stays as it is. */
  boolean isInside(int slice);

  /** Floats of score buffers held: what the memory test counts. */
  long allocatedFloats();
}

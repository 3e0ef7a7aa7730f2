package io.github.holoseg.pipeline;

/** How much memory a single pass over a whole volume may take. */
final class MemoryBudget {
  private MemoryBudget() {}

  /**
   * Half of what the heap can still grow to. Tensors lie outside the heap, but Java limits them to
   * the heap's maximum too; the other half is left to the network's inner tensors and to the host.
   */
  static long free() {
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    return (runtime.maxMemory() - used) / 2;
  }
}

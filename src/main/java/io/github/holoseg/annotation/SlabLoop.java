package io.github.holoseg.annotation;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;
import java.util.function.Consumer;

/** Splits a box into slabs along z, so that filters need the memory of a few slabs only. */
final class SlabLoop {
  private static final int SLICES = 32;

  private SlabLoop() {}

  /** Calls the work for slabs that fill the box; from several threads at once. */
  static void over(
      VoxelBox box, Workers workers, CancellationToken cancel, Consumer<VoxelBox> work) {
    int slabs = (box.size(2) + SLICES - 1) / SLICES;
    workers.each(
        slabs,
        slab -> {
          cancel.throwIfCancelled();
          int from = box.minZ() + slab * SLICES;
          work.accept(box.withAxis(2, from, Math.min(box.endZ(), from + SLICES)));
        });
  }
}

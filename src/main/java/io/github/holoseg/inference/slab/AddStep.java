package io.github.holoseg.inference.slab;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;

/** The sum of two stacks, which takes the place of the first. */
record AddStep(Stack first, Stack second, Stack result) implements Step {
  @Override
  public void run(Workers workers, CancellationToken cancel) {
    cancel.throwIfCancelled();
    workers.each(first.size[0], this::slice);
    result.plain();
  }

  private void slice(int z) {
    int length = first.sliceFloats();
    float[] sum = new float[length];
    first.each(z, (chunk, from, n) -> System.arraycopy(chunk, 0, sum, from, n));
    second.each(
        z,
        (chunk, from, n) -> {
          for (int i = 0; i < n; i++) {
            sum[from + i] += chunk[i];
          }
        });
    result.data.put(z * length, sum, 0, length);
  }
}

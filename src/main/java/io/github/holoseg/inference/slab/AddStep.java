package io.github.holoseg.inference.slab;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;

/** The sum of two stacks, which takes the place of the first. */
record AddStep(Stack first, Stack second, Stack result) implements Step {
  @Override
  public void run(Workers workers, CancellationToken cancel) {
    cancel.throwIfCancelled();
    workers.each(
        first.size[0],
        z -> {
          int length = first.sliceFloats();
          // Both through one slice of native memory per call: slices are small beside the stack.
          var one = Stack.direct(4L * length);
          var other = Stack.direct(4L * length);
          first.read(z, one, 0);
          second.read(z, other, 0);
          float[] a = new float[Planes.CHUNK];
          float[] b = new float[Planes.CHUNK];
          for (int done = 0; done < length; done += Planes.CHUNK) {
            int n = Math.min(Planes.CHUNK, length - done);
            one.get(done, a, 0, n);
            other.get(done, b, 0, n);
            Planes.add(a, b, n);
            result.data.put(z * length + done, a, 0, n);
          }
        });
    result.scale = null;
    result.shift = null;
    result.slope = 1;
  }
}

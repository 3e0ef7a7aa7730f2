package io.github.holoseg.inference;

import io.github.holoseg.inference.InferenceEngine.Session;
import io.github.holoseg.task.CancellationToken;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** A network that only counts: each class's score is the input plus the class number. */
final class CountingSession implements Session {
  final List<Float> firstVoxels = new ArrayList<>();
  int runs;
  boolean closed;
  Runnable duringRun = () -> {};
  private final FloatBuffer input;
  private final FloatBuffer output;

  CountingSession(int[] tile, int classes) {
    int voxels = tile[0] * tile[1] * tile[2];
    input = FloatBuffer.allocate(voxels);
    output = FloatBuffer.allocate(voxels * classes);
  }

  @Override
  public String provider() {
    return "counting";
  }

  @Override
  public FloatBuffer input() {
    return input;
  }

  @Override
  public FloatBuffer output() {
    return output;
  }

  @Override
  public void run(CancellationToken cancel) {
    runs++;
    firstVoxels.add(input.get(0));
    duringRun.run();
    cancel.throwIfCancelled();
    for (int i = 0; i < output.capacity(); i++) {
      output.put(i, input.get(i % input.capacity()) + (float) (i / input.capacity()));
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}

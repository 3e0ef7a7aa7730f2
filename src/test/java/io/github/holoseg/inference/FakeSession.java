package io.github.holoseg.inference;

import io.github.holoseg.task.CancellationToken;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** A network written as a lambda; counts its calls and keeps what it was shown. */
final class FakeSession implements InferenceEngine.Session {
  final List<float[]> inputs = new ArrayList<>();
  private final FloatBuffer input;
  private final FloatBuffer output;
  private final BiConsumer<float[], float[]> network;

  FakeSession(int channels, int classes, int[] tile, BiConsumer<float[], float[]> network) {
    int voxels = tile[0] * tile[1] * tile[2];
    this.input = direct(channels * voxels);
    this.output = direct(classes * voxels);
    this.network = network;
  }

  private static FloatBuffer direct(int length) {
    return ByteBuffer.allocateDirect(4 * length).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  int calls() {
    return inputs.size();
  }

  @Override
  public String provider() {
    return "FAKE";
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
    cancel.throwIfCancelled();
    float[] in = new float[input.capacity()];
    float[] out = new float[output.capacity()];
    input.get(0, in);
    inputs.add(in);
    network.accept(in, out);
    output.put(0, out);
  }

  @Override
  public void close() {}
}

package io.github.holoseg.inference.slab;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A convolutional network that runs slice by slice with few copies: convolutions read finished
 * slices from a small ring and write where their input was, norms and activations are applied when
 * values are read, transposed convolutions and concatenations are never stored. The memory is that
 * of the skip connections, the time that of the multiplications.
 *
 * <p>The numbers are those of the layers in float32, with statistics in double; not bit for bit
 * those of another runtime, which adds in another order.
 *
 * <p>Not thread-safe; uses its own threads inside {@link #run}.
 */
public final class SlabNetwork implements AutoCloseable {
  private final List<Step> steps;
  private final FloatBuffer input;
  private final HeadStep head;
  private final Workers workers;
  private final long bytes;
  private FloatBuffer current;

  SlabNetwork(
      List<Step> steps,
      FloatBuffer input,
      FloatBuffer output,
      HeadStep head,
      Workers workers,
      long bytes) {
    this.steps = List.copyOf(steps);
    this.input = input;
    this.head = head;
    this.current = head == null ? output : head.any();
    this.workers = workers;
    this.bytes = bytes;
  }

  /** The input tile, {@code [channel][z][y][x]}. */
  public FloatBuffer input() {
    return input;
  }

  /**
   * The output tile, {@code [class][z][y][x]}; if {@link #makesSlices}, the slice that was made
   * last, {@code [class][y][x]}.
   */
  public FloatBuffer output() {
    return current;
  }

  /** Whether {@link #run} ends before the last layer, which is left to {@link #makeSlice}. */
  public boolean makesSlices() {
    return head != null;
  }

  /** Makes one slice of scores after a run. */
  public void makeSlice(int z) {
    current = head.slice(z, workers);
  }

  /** Native memory of weights, inner tensors and both tiles. */
  public long bytes() {
    return bytes;
  }

  /**
   * @throws java.util.concurrent.CancellationException soon after a cancel
   */
  public void run(CancellationToken cancel) {
    if (head != null) {
      head.reset();
    }
    for (Step step : steps) {
      step.run(workers, cancel);
    }
  }

  @Override
  public void close() {
    workers.close();
  }
}

package io.github.holoseg.pipeline;

import io.github.holoseg.grid.ScoreSink;

/** Passes scores on and adds up the time that the receiver takes. */
final class TimedSink implements ScoreSink {
  private final ScoreSink receiver;
  private long nanos;

  TimedSink(ScoreSink receiver) {
    this.receiver = receiver;
  }

  @Override
  public void accept(int index, float[] scores) {
    long start = System.nanoTime();
    receiver.accept(index, scores);
    nanos += System.nanoTime() - start;
  }

  long nanos() {
    return nanos;
  }
}

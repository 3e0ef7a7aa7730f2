package io.github.holoseg.pipeline;

import io.github.holoseg.grid.ScoreSink;
import io.github.holoseg.preprocess.Preprocessed;

/** Passes on the slices that a piece decides, and drops those that only surround them. */
final class KeptSlices implements ScoreSink {
  private final int skipped;
  private final int kept;
  private final ScoreSink receiver;

  KeptSlices(Preprocessed piece, ScoreSink receiver) {
    this.skipped = piece.skipped();
    this.kept = piece.mapping().gridCrop().size()[2];
    this.receiver = receiver;
  }

  @Override
  public void accept(int index, float[] scores) {
    int slice = index - skipped;
    if (slice >= 0 && slice < kept) {
      receiver.accept(slice, scores);
    }
  }
}

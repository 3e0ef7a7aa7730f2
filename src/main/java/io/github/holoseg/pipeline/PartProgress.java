package io.github.holoseg.pipeline;

import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;

/**
 * The progress of several networks as that of one run: tiles are counted on, and of the other
 * stages only the first preparing and the last restoring are told. Not thread-safe.
 */
final class PartProgress implements ProgressListener {
  private final ProgressListener listener;
  private final int parts;
  private int part;
  private long finished;
  private long tiles;

  PartProgress(ProgressListener listener, int parts) {
    this.listener = listener;
    this.parts = parts;
  }

  /** One network is done. */
  void next() {
    part++;
    finished += tiles;
    tiles = 0;
  }

  @Override
  public void onProgress(Stage stage, long done, long total) {
    if (stage == Stage.INFER) {
      tiles = Math.max(tiles, total);
      // The networks to come are taken to need as many tiles as this one.
      listener.onProgress(
          stage, finished + done, total == 0 ? 0 : finished + total * (parts - part));
    } else if (stage == Stage.PREPROCESS && part == 0
        || stage == Stage.RESTORE && part == parts - 1) {
      listener.onProgress(stage, done, total);
    }
  }
}

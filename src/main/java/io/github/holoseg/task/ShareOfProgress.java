package io.github.holoseg.task;

/**
 * The progress of one of several equal pieces of work as that of all of them. Units are a
 * thousandth of a piece.
 *
 * @param whole hears of all pieces
 * @param index of this piece, from 0
 * @param count of pieces
 */
public record ShareOfProgress(ProgressListener whole, int index, int count)
    implements ProgressListener {
  private static final long UNITS = 1000;

  @Override
  public void onProgress(Stage stage, long done, long total) {
    long here = total <= 0 ? 0 : Math.min(UNITS, (long) ((double) done / total * UNITS));
    whole.onProgress(stage, index * UNITS + here, count * UNITS);
  }
}

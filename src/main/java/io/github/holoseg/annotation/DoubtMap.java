package io.github.holoseg.annotation;

import io.github.holoseg.volume.VolumeGeometry;
import java.util.Arrays;

/**
 * How sure a network was of each voxel: the difference between its two best answers, in eight bits.
 *
 * <p>Filled slice by slice with the network's scores, on the network's own grid: the scores never
 * exist together. One thread fills; after that any thread may read.
 */
public final class DoubtMap {
  /** Value of a voxel that the network was sure of; 0 is a tie. */
  public static final int SURE = 255;

  /** What the scores are. */
  public enum Scores {
    /** One channel for each answer, before the softmax: the largest wins. */
    SOFTMAX_LOGITS,
    /** A yes or no for each channel, before the sigmoid. */
    SIGMOID_LOGITS,
    /** As SOFTMAX_LOGITS, after the softmax. */
    SOFTMAX_PROBABILITIES,
    /** As SIGMOID_LOGITS, after the sigmoid. */
    SIGMOID_PROBABILITIES
  }

  private final VolumeGeometry grid;
  private final Scores kind;
  private final byte[][] margins;
  private final int plane;

  /**
   * A map of voxels that are all sure.
   *
   * @param grid of the scores, in grid axes: axis 0 the fastest of the scores, axis 2 across the
   *     slices
   */
  public DoubtMap(VolumeGeometry grid, Scores kind) {
    this.grid = grid;
    this.kind = kind;
    this.plane = Math.toIntExact(grid.size(0) * grid.size(1));
    this.margins = new byte[Math.toIntExact(grid.size(2))][];
  }

  public VolumeGeometry geometry() {
    return grid;
  }

  /**
   * Takes a slice of scores.
   *
   * @param slice along axis 2
   * @param scores class-major, axis 0 fastest; only read during the call
   * @param classes score channels; with one channel, or a yes or no for each, the voxel is as
   *     doubtful as its most doubtful channel
   */
  public void accept(int slice, float[] scores, int classes) {
    if (classes < 1 || scores.length < (long) classes * plane) {
      throw new IllegalArgumentException(
          scores.length + " scores are not " + classes + " classes of " + plane + " voxels");
    }
    float[] best = new float[plane];
    float[] second = new float[plane];
    boolean each = kind == Scores.SIGMOID_LOGITS || kind == Scores.SIGMOID_PROBABILITIES;
    if (classes == 1 || each) {
      yesOrNo(scores, classes, best, second);
    } else {
      topTwo(scores, classes, best, second);
    }
    byte[] bytes = new byte[plane];
    for (int i = 0; i < plane; i++) {
      bytes[i] = (byte) Math.round(SURE * margin(best[i], second[i]));
    }
    margins[slice] = bytes;
  }

  /** Of the two best answers a and b: (p(a) - p(b)) / (p(a) + p(b)). */
  private double margin(float a, float b) {
    if (isProbability()) {
      return a + b > 0 ? (a - b) / (a + b) : 0;
    }
    return Math.tanh((a - b) / 2);
  }

  private boolean isProbability() {
    return kind == Scores.SOFTMAX_PROBABILITIES || kind == Scores.SIGMOID_PROBABILITIES;
  }

  /** The two answers of the channel that was least sure. */
  private void yesOrNo(float[] scores, int classes, float[] best, float[] second) {
    for (int c = 0; c < classes; c++) {
      for (int i = 0, at = c * plane; i < plane; i++, at++) {
        float yes = scores[at];
        float no = isProbability() ? 1 - yes : 0;
        if (c == 0 || Math.abs(yes - no) < best[i] - second[i]) {
          best[i] = Math.max(yes, no);
          second[i] = Math.min(yes, no);
        }
      }
    }
  }

  private void topTwo(float[] scores, int classes, float[] best, float[] second) {
    System.arraycopy(scores, 0, best, 0, plane);
    Arrays.fill(second, Float.NEGATIVE_INFINITY);
    for (int c = 1; c < classes; c++) {
      for (int i = 0, at = c * plane; i < plane; i++, at++) {
        float score = scores[at];
        if (score > best[i]) {
          second[i] = best[i];
          best[i] = score;
        } else if (score > second[i]) {
          second[i] = score;
        }
      }
    }
  }

  /** 0 for a tie to {@link #SURE}; sure where no slice was given. */
  public int get(int x, int y, int z) {
    byte[] slice = margins[z];
    return slice == null ? SURE : slice[y * (int) grid.size(0) + x] & 0xFF;
  }

  /** The margins of a slice, {@code [y * size(0) + x]}, null where none was given; not a copy. */
  byte[] slice(int z) {
    return margins[z];
  }
}

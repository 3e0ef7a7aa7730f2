package io.github.holoseg.measure;

import io.github.holoseg.task.Parallel;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.LabelMap;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * How far one structure of a label map and one of a reference are the same voxels.
 *
 * @param found voxels of the structure
 * @param reference voxels of the reference
 * @param both voxels of both
 */
public record Overlap(long found, long reference, long both) {
  /** Grids whose corners lie closer together than this are taken as one. */
  static final double SAME_GRID_MM = 0.01;

  /** 2·both / (found + reference); NaN if both are empty. */
  public double dice() {
    return 2.0 * both / (found + reference);
  }

  /** The part of what was found that is in the reference; NaN if nothing was found. */
  public double precision() {
    return (double) both / found;
  }

  /** The part of the reference that was found; NaN if the reference is empty. */
  public double recall() {
    return (double) both / reference;
  }

  /**
   * @param found its label values {@code values} together are the structure
   * @param reference its label values {@code referenceValues} are; on the same grid, in any axis
   *     order
   * @param threads at least 1
   * @throws IllegalArgumentException if the grids differ by more than a hundredth of a millimetre
   */
  public static Overlap of(
      LabelMap found,
      Set<Integer> values,
      LabelMap reference,
      Set<Integer> referenceValues,
      int threads) {
    LabelMap turned = reference.reoriented(AxisOrder.closestTo(found.geometry()));
    if (!found.geometry().isSameGrid(turned.geometry(), SAME_GRID_MM)) {
      throw new IllegalArgumentException(
          "the reference "
              + reference.geometry()
              + " is not on the label map's grid "
              + found.geometry());
    }
    boolean[] inFound = members(values);
    boolean[] inReference = members(referenceValues);
    SliceReader a = SliceReader.of(found.voxels());
    SliceReader b = SliceReader.of(turned.voxels());
    LongAdder[] counts = {new LongAdder(), new LongAdder(), new LongAdder()};
    Parallel.forEach(
        threads,
        a.depth(),
        z -> {
          float[] one = new float[a.plane()];
          float[] other = new float[a.plane()];
          a.read(z, one);
          b.read(z, other);
          int[] sums = new int[3];
          for (int i = 0; i < one.length; i++) {
            boolean p = inFound[(int) one[i]];
            boolean q = inReference[(int) other[i]];
            sums[0] += p ? 1 : 0;
            sums[1] += q ? 1 : 0;
            sums[2] += p && q ? 1 : 0;
          }
          for (int i = 0; i < 3; i++) {
            counts[i].add(sums[i]);
          }
        });
    return new Overlap(counts[0].sum(), counts[1].sum(), counts[2].sum());
  }

  private static boolean[] members(Set<Integer> values) {
    boolean[] members = new boolean[1 << 16];
    values.forEach(value -> members[value] = true);
    return members;
  }
}

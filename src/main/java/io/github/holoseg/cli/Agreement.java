package io.github.holoseg.cli;

import io.github.holoseg.volume.LabelMap;
import java.util.Set;
import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * How far one found structure and one reference structure are the same voxels.
 *
 * @param dice 2·common / (found + reference); NaN if both are empty
 * @param precision part of what was found that is in the reference; NaN if nothing was found
 * @param recall part of the reference that was found; NaN if the reference is empty
 */
record Agreement(double dice, double precision, double recall) {
  /**
   * @param found on the same grid as {@code reference}
   * @param value the label of {@code found}
   * @param values the labels of {@code reference} that together are the same structure
   * @throws IllegalArgumentException if the grids differ by more than a hundredth of a millimetre
   */
  static Agreement of(LabelMap found, int value, LabelMap reference, Set<Integer> values) {
    if (!found.geometry().isSameGrid(reference.geometry(), 0.01)) {
      throw new IllegalArgumentException(
          "the reference " + reference.geometry() + " is not on the grid " + found.geometry());
    }
    long inFound = 0;
    long inReference = 0;
    long inBoth = 0;
    RandomAccess<UnsignedShortType> other = reference.voxels().randomAccess();
    Cursor<UnsignedShortType> cursor = found.voxels().localizingCursor();
    while (cursor.hasNext()) {
      boolean a = cursor.next().get() == value;
      boolean b = values.contains(other.setPositionAndGet(cursor).get());
      inFound += a ? 1 : 0;
      inReference += b ? 1 : 0;
      inBoth += a && b ? 1 : 0;
    }
    return new Agreement(
        2.0 * inBoth / (inFound + inReference),
        (double) inBoth / inFound,
        (double) inBoth / inReference);
  }
}

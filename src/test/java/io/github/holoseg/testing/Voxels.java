package io.github.holoseg.testing;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.view.Views;

/** Integer voxels as plain arrays, x fastest, for tests. */
public final class Voxels {
  private Voxels() {}

  public static int[] ints(RandomAccessibleInterval<? extends IntegerType<?>> image) {
    int[] values = new int[(int) image.size()];
    Cursor<? extends IntegerType<?>> cursor = Views.flatIterable(image).cursor();
    for (int i = 0; i < values.length; i++) {
      values[i] = cursor.next().getInteger();
    }
    return values;
  }

  /** How many voxels have the values 0, 1, … {@code n − 1}. */
  public static long[] count(int[] values, int n) {
    long[] counts = new long[n];
    for (int value : values) {
      counts[value]++;
    }
    return counts;
  }
}

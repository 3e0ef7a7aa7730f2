package bdv.util;

import net.imglib2.RandomAccessibleInterval;

/** A source in a window. */
public class BdvStackSource<T> implements Bdv {
  public final RandomAccessibleInterval<T> image;
  public final String name;
  public final BdvOptions options;
  public double[] range;

  BdvStackSource(RandomAccessibleInterval<T> image, String name, BdvOptions options) {
    this.image = image;
    this.name = name;
    this.options = options;
  }

  public void setDisplayRange(double min, double max) {
    range = new double[] {min, max};
  }
}

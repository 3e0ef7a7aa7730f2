package net.imglib2.realtransform;

/** Twelve numbers. */
public class AffineTransform3D {
  public double[] rows;

  public void set(double... values) {
    rows = values.clone();
  }
}

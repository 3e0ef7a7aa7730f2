package bdv.util;

import net.imglib2.realtransform.AffineTransform3D;

/** What was asked for. */
public class BdvOptions {
  public AffineTransform3D transform;
  public Bdv addTo;

  public static BdvOptions options() {
    return new BdvOptions();
  }

  public BdvOptions sourceTransform(AffineTransform3D t) {
    transform = t;
    return this;
  }

  public BdvOptions sourceTransform(double... calibration) {
    throw new AssertionError("would lose the orientation");
  }

  public BdvOptions addTo(Bdv bdv) {
    addTo = bdv;
    return this;
  }
}

package io.github.holoseg.viewer;

/**
 * A round length that fits a picture.
 *
 * @param mm 1, 2 or 5 times a power of ten
 * @param pixels its length
 */
public record ScaleBar(double mm, int pixels) {
  /** The longest that takes at most a quarter of the width. */
  public static ScaleBar of(PlaneFrame frame) {
    double most = frame.width() / 4.0 * frame.mmPerPixel();
    double power = Math.pow(10, Math.floor(Math.log10(most)));
    double mm = power;
    for (double factor : new double[] {2, 5}) {
      if (factor * power <= most) {
        mm = factor * power;
      }
    }
    return new ScaleBar(mm, (int) Math.round(mm / frame.mmPerPixel()));
  }

  /** For example {@code 5 cm}, {@code 2 mm}, {@code 0.5 mm}. */
  public String text() {
    if (mm >= 10) {
      return Math.round(mm / 10) + " cm";
    }
    return mm >= 1 ? Math.round(mm) + " mm" : trimmed(mm) + " mm";
  }

  private static String trimmed(double value) {
    return new java.math.BigDecimal(value)
        .round(new java.math.MathContext(1))
        .stripTrailingZeros()
        .toPlainString();
  }
}

package io.github.holoseg.annotation;

/**
 * Values of a scan from {@code min} to {@code max}, both inclusive; HU for CT.
 *
 * @param min not above {@code max}
 * @param max infinite for no limit
 */
public record HuRange(double min, double max) {
  public HuRange {
    if (!(min <= max)) {
      throw new IllegalArgumentException("HU range " + min + " to " + max + " is empty");
    }
  }

  public boolean contains(double value) {
    return value >= min && value <= max;
  }
}

package io.github.holoseg.model.bioimageio;

import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.document.Field;
import java.util.List;
import java.util.Optional;

/** Ranges of values, whose ends may be open. */
final class Ranges {
  private Ranges() {}

  /** {min, max}, infinite where it is open; null if both are, or nothing is stated. */
  static double[] of(Optional<Field> field) throws ModelFormatException {
    if (field.isEmpty()) {
      return null;
    }
    List<Field> ends = field.get().items(2);
    double min = end(ends.get(0), Double.NEGATIVE_INFINITY);
    double max = end(ends.get(1), Double.POSITIVE_INFINITY);
    if (min >= max) {
      throw field.get().bad("must be two numbers of which the first is smaller");
    }
    return Double.isInfinite(min) && Double.isInfinite(max) ? null : new double[] {min, max};
  }

  /** Infinity is also written as a text. */
  private static double end(Field end, double open) throws ModelFormatException {
    boolean infinite =
        end.isNull()
            || end.isText() && end.text().matches("[+-]?\\.?inf")
            || end.isNumber() && Double.isInfinite(end.node().doubleValue());
    return infinite ? open : end.number();
  }
}

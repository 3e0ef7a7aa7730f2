package io.github.holoseg.model.bioimageio;

import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.document.Field;

/** Types of whole numbers. */
final class WholeTypes {
  private WholeTypes() {}

  /** {smallest, largest}. */
  static double[] limits(Field type) throws ModelFormatException {
    String name = type.text();
    if (!name.matches("u?int(8|16|32|64)")) {
      throw type.bad("must be float32, float64, bool, or int or uint with 8, 16, 32 or 64 bits");
    }
    boolean unsigned = name.startsWith("u");
    int bits = Integer.parseInt(name.substring(unsigned ? 4 : 3));
    return unsigned
        ? new double[] {0, Math.pow(2, bits) - 1}
        : new double[] {-Math.pow(2, bits - 1), Math.pow(2, bits - 1) - 1};
  }
}

package io.github.holoseg.viewer;

/**
 * The patient's sides at the picture's borders: letters of R, L, A, P, H, F. A direction between
 * two sides has the nearer one first and, if it deviates by more than 10 degrees, the other behind
 * it, for example {@code LP}.
 */
public record SideLetters(String left, String right, String top, String bottom) {
  private static final String POSITIVE = "LPH";
  private static final String NEGATIVE = "RAF";
  private static final double NOTABLE = Math.sin(Math.toRadians(10));

  public static SideLetters of(PlaneFrame frame) {
    return new SideLetters(
        of(frame.right().times(-1)),
        of(frame.right()),
        of(frame.down().times(-1)),
        of(frame.down()));
  }

  /** Towards which side of the patient a direction points. */
  public static String of(LpsPoint direction) {
    double[] d = direction.unit().toArray();
    StringBuilder letters = new StringBuilder();
    for (int n = 0; n < 3; n++) {
      int largest = 0;
      for (int axis = 1; axis < 3; axis++) {
        if (Math.abs(d[axis]) > Math.abs(d[largest])) {
          largest = axis;
        }
      }
      if (n > 0 && Math.abs(d[largest]) < NOTABLE) {
        break;
      }
      letters.append((d[largest] < 0 ? NEGATIVE : POSITIVE).charAt(largest));
      d[largest] = 0;
    }
    return letters.toString();
  }
}

package io.github.holoseg.inference;

import java.util.Locale;

/**
 * Where a network shall run: {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}.
 *
 * @param kind what is asked for
 * @param index CUDA device number
 */
public record Device(Kind kind, int index) {
  public static final Device AUTO = new Device(Kind.AUTO, 0);
  public static final Device CPU = new Device(Kind.CPU, 0);

  /** What is asked for. */
  public enum Kind {
    /** CUDA if it works here, else the CPU; what ran is recorded. */
    AUTO,
    CPU,
    /** CUDA or an error, never the CPU. */
    CUDA
  }

  /**
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static Device parse(String text) {
    String t = text.strip().toLowerCase(Locale.ROOT);
    if (t.equals("auto")) {
      return AUTO;
    }
    if (t.equals("cpu")) {
      return CPU;
    }
    if (t.matches("cuda(:\\d{1,3})?")) {
      return new Device(Kind.CUDA, t.length() == 4 ? 0 : Integer.parseInt(t.substring(5)));
    }
    throw new IllegalArgumentException(
        "unknown device '" + text + "'; use auto, cpu, cuda or cuda:N (N = 0, 1, …)");
  }

  @Override
  public String toString() {
    return switch (kind) {
      case AUTO -> "auto";
      case CPU -> "cpu";
      case CUDA -> "cuda:" + index;
    };
  }
}

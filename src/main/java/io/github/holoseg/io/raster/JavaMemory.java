package io.github.holoseg.io.raster;

import java.io.IOException;
import java.util.Locale;

/** Whether a volume fits into Java's memory at all, asked before it is allocated. */
public final class JavaMemory {
  private static final double GIB = 1 << 30;

  private JavaMemory() {}

  /**
   * @param source named in the message
   * @param bytes of all arrays that are held at the same time
   * @throws IOException if Java may not use as many
   */
  public static void require(Object source, double bytes) throws IOException {
    long allowed = Runtime.getRuntime().maxMemory();
    if (bytes > allowed) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s: needs %.1f GiB of memory, Java may use %.1f GiB; start it with a larger -Xmx",
              source,
              bytes / GIB,
              allowed / GIB));
    }
  }
}

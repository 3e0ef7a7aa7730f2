package io.github.holoseg.io.raster;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.ZipException;

/** Two hexadecimal digits for each byte, white space between them. */
final class HexInputStream extends SingleByteStream {
  private final InputStream in;

  HexInputStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    int high = digit();
    int low = high < 0 ? -1 : digit();
    return low < 0 ? -1 : high << 4 | low;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private int digit() throws IOException {
    int c = in.read();
    while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      c = in.read();
    }
    int digit = c < 0 ? -1 : Character.digit(c, 16);
    if (c >= 0 && digit < 0) {
      throw new ZipException(String.format(Locale.ROOT, "byte %02x is no hexadecimal digit", c));
    }
    return digit;
  }
}

package io.github.holoseg.io.raster;

import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that makes its bytes one by one. Unlike {@link InputStream} it does not swallow an
 * exception that comes after the first byte of an array: the bytes after it would be taken for
 * those before.
 */
abstract class SingleByteStream extends InputStream {
  @Override
  public final int read(byte[] to, int at, int length) throws IOException {
    int n = 0;
    while (n < length) {
      int b = read();
      if (b < 0) {
        break;
      }
      to[at + n++] = (byte) b;
    }
    return n == 0 && length > 0 ? -1 : n;
  }
}

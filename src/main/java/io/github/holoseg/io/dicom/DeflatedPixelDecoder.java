package io.github.holoseg.io.dicom;

import io.github.holoseg.io.Reason;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Frames that are deflated each by itself (PS3.5 section 8.2.16, RFC 1951 without a header). */
final class DeflatedPixelDecoder implements PixelDecoder {
  @Override
  public void decode(byte[] bytes, PixelFormat format, int[] values) throws PixelException {
    byte[] plain = new byte[(int) format.frameBytes()];
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes);
      int count = 0;
      while (count < plain.length) {
        int n = inflater.inflate(plain, count, plain.length - count);
        if (n == 0) {
          throw new PixelException(
              "they end after " + count + " of the " + plain.length + " bytes of a frame");
        }
        count += n;
      }
    } catch (DataFormatException e) {
      throw new PixelException("their deflate stream is damaged (" + Reason.of(e) + ")", e);
    } finally {
      inflater.end();
    }
    new NativePixelDecoder(false).decode(plain, format, values);
  }
}

package io.github.holoseg.io.dicom;

/** JPEG-LS, lossless and near-lossless (ITU-T T.87), for one component without restarts. */
final class JpegLsPixelDecoder implements PixelDecoder {
  @Override
  public void decode(byte[] bytes, PixelFormat format, int[] values) throws PixelException {
    new Stream(bytes).decode(format, values);
    format.extract(values, format.pixels());
  }

  private static final class Stream {
    private final byte[] bytes;
    private int precision;
    private int rows;
    private int columns;
    private int near;
    private int maximum;
    private int[] thresholds;
    private int reset = 64;

    Stream(byte[] bytes) {
      this.bytes = bytes;
    }

    void decode(PixelFormat format, int[] values) throws PixelException {
      if (bytes.length < 4 || u16(0) != 0xFFD8) {
        throw new PixelException("the pixel data are no JPEG-LS stream");
      }
      int scan = 0;
      for (int at = 2; scan == 0; at += 2 + u16(at + 2)) {
        scan = readSegment(at);
      }
      requireFormat(format);
      if (maximum == 0) {
        maximum = (1 << precision) - 1;
      }
      if (near > Math.min(255, maximum / 2)) {
        throw new PixelException("its JPEG-LS error bound is " + near);
      }
      JpegLsScan decoder = new JpegLsScan(maximum, near, reset, thresholds);
      decoder.decode(new JpegLsBits(bytes, scan), rows, columns, values);
    }

    /** Returns where the coded data start, 0 before the scan header. */
    private int readSegment(int at) throws PixelException {
      int marker = u16(at);
      int length = u16(at + 2);
      if (marker < 0xFFC0 || length < 2) {
        throw new PixelException("byte " + at + " of the JPEG-LS stream should be a marker");
      }
      int body = at + 4;
      switch (marker) {
        case 0xFFF7 -> {
          precision = u8(body);
          rows = u16(body + 1);
          columns = u16(body + 3);
          if (u8(body + 5) != 1) {
            throw new PixelException("the JPEG-LS image has more than one component");
          }
        }
        case 0xFFF8 -> {
          if (u8(body) != 1) {
            throw new PixelException("its JPEG-LS stream needs a mapping table");
          }
          maximum = u16(body + 1);
          thresholds = new int[] {u16(body + 3), u16(body + 5), u16(body + 7)};
          reset = u16(body + 9);
        }
        case 0xFFDD -> throw new PixelException("its JPEG-LS stream has restart marks");
        case 0xFFDA -> {
          if (u8(body) != 1 || u8(body + 2) != 0 || u8(body + 5) != 0) {
            throw new PixelException("its JPEG-LS scan has components, tables or a transform");
          }
          near = u8(body + 3);
          return at + 2 + length;
        }
        default -> {
          if (marker <= 0xFFCF && marker != 0xFFC4 && marker != 0xFFC8 && marker != 0xFFCC) {
            throw new PixelException("the pixel data are JPEG, but not JPEG-LS");
          }
        }
      }
      return 0;
    }

    private void requireFormat(PixelFormat format) throws PixelException {
      if (rows != format.rows() || columns != format.columns()) {
        throw new PixelException(
            "its JPEG-LS image is "
                + columns
                + "x"
                + rows
                + " pixels, but the header says "
                + format.columns()
                + "x"
                + format.rows());
      }
      if (precision < 2
          || precision > format.bitsAllocated()
          || format.signed() && precision < format.bitsStored()
          || maximum >= 1 << precision
          || reset < 3) {
        throw new PixelException(
            "its JPEG-LS image has "
                + precision
                + " bits, which do not fit the "
                + format.bitsStored()
                + " bits of the header");
      }
    }

    private int u8(int i) throws PixelException {
      if (i >= bytes.length) {
        throw new PixelException("the JPEG-LS stream ends inside its headers");
      }
      return bytes[i] & 0xFF;
    }

    private int u16(int i) throws PixelException {
      return u8(i) << 8 | u8(i + 1);
    }
  }
}

package io.github.holoseg.io.dicom;

/** JPEG as DICOM uses it for grey values: lossless (process 14) and sequential DCT (1, 2, 4). */
final class JpegPixelDecoder implements PixelDecoder {
  @Override
  public void decode(byte[] bytes, PixelFormat format, int[] values) throws PixelException {
    JpegStream stream = new JpegStream(bytes);
    if (stream.rows != format.rows() || stream.columns != format.columns()) {
      throw new PixelException(
          "its JPEG image is "
              + stream.columns
              + "x"
              + stream.rows
              + " pixels, but the header says "
              + format.columns()
              + "x"
              + format.rows());
    }
    int precision = stream.precision;
    if (precision < 2
        || precision > format.bitsAllocated()
        || format.signed() && precision < format.bitsStored()) {
      throw new PixelException(
          "its JPEG image has "
              + precision
              + " bits, which do not fit the "
              + format.bitsStored()
              + " bits of the header");
    }
    if (stream.process == JpegStream.SOF_LOSSLESS) {
      JpegLossless.decode(stream, values);
    } else {
      JpegDct.decode(stream, values);
    }
    format.extract(values, format.pixels());
  }
}

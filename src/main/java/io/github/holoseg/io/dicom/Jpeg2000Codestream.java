package io.github.holoseg.io.dicom;

import io.github.holoseg.io.dicom.PixelDecoder.PixelException;

/**
 * The frame of a JPEG 2000 codestream (ISO/IEC 15444-1 annex A), checked before it is decoded.
 *
 * <p>JJ2000 decodes what it finds: of a stream that was cut it makes a blurred or partly empty
 * image without a word. Tile-parts carry their lengths, so that a cut shows here.
 */
final class Jpeg2000Codestream {
  private static final int MAX_TILES = 65535;
  private static final int SOC = 0xFF4F;
  private static final int SIZ = 0xFF51;
  private static final int SOT = 0xFF90;
  private static final int EOC = 0xFFD9;
  private static final int SOD = 0xFF93;
  private static final int SOP = 0xFF91;
  private static final int PPM = 0xFF60;
  private static final int PPT = 0xFF61;

  private final byte[] bytes;
  private final int start;

  private Jpeg2000Codestream(byte[] bytes, int start) {
    this.bytes = bytes;
    this.start = start;
  }

  /** DICOM stores bare codestreams; some writers wrap them in a JP2 file. */
  static Jpeg2000Codestream find(byte[] bytes) throws PixelException {
    for (int i = 0; i + 4 <= bytes.length && i < 4096; i++) {
      Jpeg2000Codestream stream = new Jpeg2000Codestream(bytes, i);
      if (stream.u16(0) == SOC && stream.u16(2) == SIZ) {
        return stream;
      }
    }
    throw new PixelException("the pixel data are no JPEG 2000 codestream");
  }

  /** Where it starts. */
  int start() {
    return start;
  }

  /** Whether its only component is signed. */
  boolean isSigned() throws PixelException {
    return (u8(42) & 0x80) != 0;
  }

  /** Compares the SIZ segment with the header, before the decoder allocates by it. */
  void requireSize(PixelFormat format) throws PixelException {
    long width = u32(8) - u32(16);
    long height = u32(12) - u32(20);
    long tileWidth = u32(24);
    long tileHeight = u32(28);
    long tileX = u32(32);
    long tileY = u32(36);
    int components = u16(40);
    int depth = (u8(42) & 0x7F) + 1;
    if (width != format.columns() || height != format.rows()) {
      throw new PixelException(
          "its JPEG 2000 image is "
              + width
              + "x"
              + height
              + " pixels, but the header says "
              + format.columns()
              + "x"
              + format.rows());
    }
    if (components != 1 || u8(43) != 1 || u8(44) != 1) {
      throw new PixelException(
          "its JPEG 2000 image has " + components + " components or is subsampled");
    }
    if (depth > format.bitsAllocated() || format.signed() && depth < format.bitsStored()) {
      throw new PixelException(
          "its JPEG 2000 image has "
              + depth
              + " bits, which do not fit the "
              + format.bitsStored()
              + " bits of the header");
    }
    if (tileX > u32(16)
        || tileY > u32(20)
        || tileX + tileWidth <= u32(16)
        || tileY + tileHeight <= u32(20)) {
      // B.3: the first tile holds the image's first pixel; JJ2000 would count tiles before it.
      throw new PixelException("the first of its JPEG 2000 tiles does not touch the image");
    }
    if (tileWidth < 1
        || tileHeight < 1
        || (width / tileWidth + 2) * (height / tileHeight + 2) > MAX_TILES) {
      throw new PixelException(
          "its JPEG 2000 tiles are "
              + tileWidth
              + "x"
              + tileHeight
              + " pixels, which is too small");
    }
  }

  /** Follows the lengths of all segments and tile-parts to the end mark. */
  void requireComplete() throws PixelException {
    long at = 2;
    while (u16(at) != SOT) {
      at = nextSegment(at);
    }
    while (u16(at) == SOT) {
      long length = u32(at + 6);
      if (length == 0) {
        requireEndMarkAtEnd();
        requireSoundPackets(at, bytes.length - (long) start);
        return;
      }
      if (length < 14) {
        throw new PixelException("a JPEG 2000 tile-part has a length of " + length + " bytes");
      }
      requireSoundPackets(at, at + length);
      at += length;
    }
    if (u16(at) != EOC) {
      throw new PixelException("the JPEG 2000 stream has no end mark; it is damaged or truncated");
    }
  }

  private long nextSegment(long at) throws PixelException {
    int mark = u16(at);
    int length = u16(at + 2);
    if (mark < 0xFF00 || length < 2) {
      throw new PixelException("a marker was expected in the JPEG 2000 header");
    }
    if (mark == PPM || mark == PPT) {
      // Of these JJ2000 reads past the end without noticing, for ever.
      throw new PixelException(
          "its JPEG 2000 stream has packed packet headers, which cannot be read; convert the file"
              + " with gdcmconv --raw");
    }
    return at + 2 + length;
  }

  /**
   * After a byte 255 a packet has a byte below 144 (B.10.1, D.4.1); on two bytes 255 in a packet's
   * header JJ2000 reads ones for ever.
   *
   * @param from where the tile-part begins
   * @param to where it ends
   */
  private void requireSoundPackets(long from, long to) throws PixelException {
    long at = from;
    while (u16(at) != SOD) {
      at = nextSegment(at);
    }
    for (long i = at + 2; i + 1 < to; i++) {
      if (u8(i) == 0xFF) {
        int mark = u16(i);
        if (mark == 0xFFFF) {
          throw new PixelException("the JPEG 2000 packets are damaged at their byte " + i);
        }
        i += mark == SOP ? 5 : 0;
      }
    }
  }

  /** A tile-part of length 0 goes on to the end mark, behind which only padding may follow. */
  private void requireEndMarkAtEnd() throws PixelException {
    int last = bytes.length - 1;
    while (last > start && bytes[last] == 0) {
      last--;
    }
    if (u16(last - 1L - start) != EOC) {
      throw new PixelException("the JPEG 2000 stream has no end mark; it is damaged or truncated");
    }
  }

  private int u8(long i) throws PixelException {
    if (i < 0 || start + i >= bytes.length) {
      throw new PixelException("the JPEG 2000 stream ends too early");
    }
    return bytes[(int) (start + i)] & 0xFF;
  }

  private int u16(long i) throws PixelException {
    return u8(i) << 8 | u8(i + 1);
  }

  private long u32(long i) throws PixelException {
    return (long) u16(i) << 16 | u16(i + 2);
  }
}

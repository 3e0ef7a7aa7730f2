package io.github.holoseg.io.raster;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** How the bytes of voxels are packed in a data file. */
public enum Encoding {
  RAW("plain"),
  /** RFC 1952. */
  GZIP("gzip"),
  /** RFC 1950, or gzip, as the inflater of MetaIO takes either. */
  ZLIB("zlib"),
  BZIP2("bzip2"),
  /** Decimal numbers, separated by white space or commas. */
  ASCII("text"),
  /** Two hexadecimal digits for each byte. */
  HEX("hexadecimal");

  private static final int BUFFER = 1 << 16;

  /** Deflate packs at most 1032 bytes into one. */
  private static final long LARGEST_DEFLATE_RATIO = 1032;

  private final String title;

  Encoding(String title) {
    this.title = title;
  }

  /** For messages, for example {@code gzip}. */
  String title() {
    return title;
  }

  /**
   * The plain bytes; numbers written as text become little-endian values of the type.
   *
   * @param in at the first packed byte
   */
  InputStream unpack(InputStream in, SampleType type) throws IOException {
    return switch (this) {
      case RAW -> in;
      case GZIP -> new GZIPInputStream(in, BUFFER);
      case ZLIB -> inflate(new BufferedInputStream(in, BUFFER));
      case BZIP2 -> new Bzip2InputStream(new BufferedInputStream(in, BUFFER));
      case ASCII -> new NumberInputStream(new BufferedInputStream(in, BUFFER), type);
      case HEX -> new HexInputStream(new BufferedInputStream(in, BUFFER));
    };
  }

  /**
   * Most plain bytes that so many packed ones can hold. For bzip2, which packs 45 MB of zeros into
   * 40 bytes, it is the same as for deflate: {@link StoredVoxels} counts what goes beyond.
   */
  long largestContent(long packed, SampleType type) {
    return switch (this) {
      case RAW -> packed;
      case GZIP, ZLIB, BZIP2 -> Math.multiplyExact(packed, LARGEST_DEFLATE_RATIO);
      case ASCII -> Math.multiplyExact((packed + 1) / 2, type.bytes());
      case HEX -> packed / 2;
    };
  }

  private static InputStream inflate(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    return gzip ? new GZIPInputStream(in, BUFFER) : new InflaterInputStream(in);
  }
}

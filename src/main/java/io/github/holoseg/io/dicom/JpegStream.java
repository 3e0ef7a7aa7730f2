package io.github.holoseg.io.dicom;

import io.github.holoseg.io.dicom.PixelDecoder.PixelException;
import java.util.Arrays;
import java.util.Locale;

/**
 * The marker segments of a JPEG stream up to its first scan (ITU-T T.81 annex B), for images of one
 * component.
 */
final class JpegStream {
  /** Start-of-frame marks: sequential DCT (baseline, extended) and lossless, Huffman coded. */
  static final int SOF_BASELINE = 0xC0;

  static final int SOF_EXTENDED = 0xC1;
  static final int SOF_LOSSLESS = 0xC3;

  private final byte[] bytes;
  private final JpegHuffmanTable[] dc = new JpegHuffmanTable[4];
  private final JpegHuffmanTable[] ac = new JpegHuffmanTable[4];
  private final int[][] quantization = new int[4][];
  private int quantizationIndex;
  private int dcIndex;
  private int acIndex;

  /** Which coding process. */
  int process;

  int precision;
  int rows;
  int columns;

  /** Minimal coded units between restart marks, 0: none. */
  int restartInterval;

  /** Ss: the predictor of a lossless scan. */
  int predictor;

  /** Al: the point transform of a lossless scan. */
  int pointTransform;

  private int scanStart;

  JpegStream(byte[] bytes) throws PixelException {
    this.bytes = bytes;
    if (bytes.length < 4 || bytes[0] != (byte) 0xFF || bytes[1] != (byte) 0xD8) {
      throw new PixelException("the pixel data are no JPEG stream");
    }
    int at = 2;
    while (scanStart == 0) {
      at = readSegment(at);
    }
    if (process == 0) {
      throw new PixelException("the JPEG scan has no frame header");
    }
  }

  /** The entropy-coded data of the scan. */
  JpegBits bits() {
    return new JpegBits(bytes, scanStart);
  }

  JpegHuffmanTable dcTable() throws PixelException {
    return require(dc[dcIndex], "Huffman table");
  }

  JpegHuffmanTable acTable() throws PixelException {
    return require(ac[acIndex], "Huffman table");
  }

  /** In zigzag order. */
  int[] quantizationTable() throws PixelException {
    return require(quantization[quantizationIndex], "quantisation table");
  }

  private static <T> T require(T table, String what) throws PixelException {
    if (table == null) {
      throw new PixelException("the JPEG stream lacks a " + what);
    }
    return table;
  }

  private int u8(int i) throws PixelException {
    if (i >= bytes.length) {
      throw new PixelException("the JPEG stream ends inside its headers");
    }
    return bytes[i] & 0xFF;
  }

  private int u16(int i) throws PixelException {
    return u8(i) << 8 | u8(i + 1);
  }

  private int readSegment(int start) throws PixelException {
    if (u8(start) != 0xFF) {
      throw new PixelException("byte " + start + " of the JPEG stream should be a marker");
    }
    int marker = u8(start + 1);
    if (marker == 0xFF) {
      return start + 1;
    }
    int at = start + 4;
    int end = start + 2 + u16(start + 2);
    if (end < at || end > bytes.length) {
      throw new PixelException("a JPEG segment at byte " + start + " goes past the end");
    }
    switch (marker) {
      case SOF_BASELINE, SOF_EXTENDED, SOF_LOSSLESS -> readFrame(marker, at);
      case 0xC4 -> readHuffman(at, end);
      case 0xDB -> readQuantization(at, end);
      case 0xDD -> restartInterval = u16(at);
      case 0xDA -> {
        readScan(at);
        scanStart = end;
      }
      default -> {
        if (marker >= 0xC2 && marker <= 0xCF && marker != 0xC8 && marker != 0xCC) {
          throw new PixelException(
              String.format(
                  Locale.ROOT,
                  "its JPEG process SOF%d is not supported; convert the file with dcmdjpeg",
                  marker - 0xC0));
        }
      }
    }
    return end;
  }

  private void readFrame(int marker, int at) throws PixelException {
    process = marker;
    precision = u8(at);
    rows = u16(at + 1);
    columns = u16(at + 3);
    if (u8(at + 5) != 1) {
      throw new PixelException("the JPEG image has " + u8(at + 5) + " components, not 1");
    }
    quantizationIndex = u8(at + 8) & 3;
  }

  private void readScan(int at) throws PixelException {
    if (u8(at) != 1) {
      throw new PixelException("the JPEG scan has " + u8(at) + " components, not 1");
    }
    dcIndex = u8(at + 2) >>> 4 & 3;
    acIndex = u8(at + 2) & 3;
    predictor = u8(at + 3);
    pointTransform = u8(at + 5) & 15;
  }

  private void readHuffman(int start, int end) throws PixelException {
    int at = start;
    while (at < end) {
      int id = u8(at++);
      int[] counts = new int[16];
      int total = 0;
      for (int i = 0; i < 16; i++) {
        counts[i] = u8(at++);
        total += counts[i];
      }
      if (at + total > end) {
        throw new PixelException("a JPEG Huffman table goes past its segment");
      }
      byte[] symbols = Arrays.copyOfRange(bytes, at, at + total);
      ((id & 0x10) == 0 ? dc : ac)[id & 3] = new JpegHuffmanTable(counts, symbols);
      at += total;
    }
  }

  private void readQuantization(int start, int end) throws PixelException {
    int at = start;
    while (at < end) {
      int id = u8(at++);
      int[] table = new int[64];
      for (int i = 0; i < 64; i++) {
        table[i] = id >>> 4 == 0 ? u8(at++) : u16(at);
        at += id >>> 4 == 0 ? 0 : 2;
      }
      quantization[id & 3] = table;
    }
  }
}

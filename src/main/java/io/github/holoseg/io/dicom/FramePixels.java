package io.github.holoseg.io.dicom;

import io.github.holoseg.io.VolumeFormatException;
import java.io.EOFException;
import java.io.IOException;

/** Finds and reads the bytes of one frame (PS3.5 annex A.4). */
final class FramePixels {
  private FramePixels() {}

  /**
   * Checks the image's size against the bytes there are, before anything is allocated by it.
   *
   * @throws VolumeFormatException if the pixel data cannot hold the frames
   */
  static void requireSize(DicomImage image) throws VolumeFormatException {
    PixelFormat format = image.format();
    PixelLocation pixels = image.header().pixels();
    long frame = format.frameBytes();
    TransferSyntax.Compression compression = image.header().syntax().compression();
    requireWidth(image);
    if (pixels.isEncapsulated() == (compression == TransferSyntax.Compression.NONE)) {
      throw new VolumeFormatException(
          image.header().file(),
          "the pixel data are "
              + (pixels.isEncapsulated() ? "in fragments" : "not in fragments")
              + ", which contradicts the transfer syntax "
              + image.header().syntax());
    }
    // The most that a byte of each encoding can hold, generously: 128 for 2 bytes in RLE, a pixel
    // per bit or a block of 64 in 6 bits for JPEG, whole empty code blocks for the wavelets.
    long expansion =
        switch (compression) {
          case NONE, PLAIN_FRAGMENTS -> 1;
          case DEFLATED_FRAGMENTS -> 1032;
          case RLE -> 64;
          case JPEG_LOSSLESS -> 16;
          case JPEG_DCT -> 256;
          default -> 1 << 17;
        };
    if (frame * image.frameCount() > Math.multiplyExact(pixels.length(), expansion)) {
      throw new VolumeFormatException(
          image.header().file(),
          "the pixel data of "
              + pixels.length()
              + " bytes cannot hold "
              + image.frameCount()
              + " frame(s) of "
              + format.columns()
              + "x"
              + format.rows()
              + " pixels with "
              + format.bitsAllocated()
              + " bits; the file is damaged or truncated");
    }
  }

  /** Widths that only uncompressed files have, and those that readers do not agree on. */
  private static void requireWidth(DicomImage image) throws VolumeFormatException {
    PixelFormat format = image.format();
    TransferSyntax syntax = image.header().syntax();
    int bits = format.bitsAllocated();
    boolean plain = syntax.compression() == TransferSyntax.Compression.NONE;
    boolean usual = bits == 8 || bits == 16;
    boolean known =
        usual
            || plain && !syntax.hasBigEndianPixels()
            || bits == 32 && syntax.compression() == TransferSyntax.Compression.RLE;
    boolean aligned = bits != 12 || image.frameCount() == 1 || format.pixels() % 2 == 0;
    if (!known || !aligned) {
      throw new VolumeFormatException(
          image.header().file(),
          bits
              + "-bit pixels are not read from "
              + (aligned ? "files in " + syntax : "several frames with an odd number of pixels")
              + "; convert the file to 16 bits in Explicit VR Little Endian");
    }
  }

  /**
   * The bytes of one frame, as stored.
   *
   * @param source what {@link DicomHeader#openData} gives
   * @param buffer reused if it is large enough for a plain frame; may be null
   */
  static byte[] read(DicomFrame frame, ByteSource source, byte[] buffer) throws IOException {
    DicomImage image = frame.image();
    PixelLocation pixels = image.header().pixels();
    try {
      if (!pixels.isEncapsulated()) {
        int size = Math.toIntExact(image.format().frameBytes());
        byte[] bytes = buffer != null && buffer.length == size ? buffer : new byte[size];
        source.readFully(pixels.offset() + (long) frame.index() * size, bytes, 0, size);
        return bytes;
      }
      int[] range = fragmentsOf(frame, source);
      long size = 0;
      for (int i = range[0]; i < range[1]; i++) {
        size += pixels.fragments()[i][1];
      }
      byte[] bytes = new byte[Math.toIntExact(size)];
      int at = 0;
      for (int i = range[0]; i < range[1]; i++) {
        int count = (int) pixels.fragments()[i][1];
        source.readFully(pixels.fragments()[i][0], bytes, at, count);
        at += count;
      }
      return bytes;
    } catch (EOFException | ArithmeticException e) {
      throw new VolumeFormatException(
          image.header().file(), "the pixels of " + frame.name() + " cannot be read in full", e);
    }
  }

  /** First and one past the last fragment of the frame. */
  private static int[] fragmentsOf(DicomFrame frame, ByteSource source) throws IOException {
    PixelLocation pixels = frame.image().header().pixels();
    long[][] fragments = pixels.fragments();
    int frames = frame.image().frameCount();
    int index = frame.index();
    if (frames == 1) {
      return new int[] {0, fragments.length};
    }
    if (fragments.length == frames) {
      return new int[] {index, index + 1};
    }
    long[] starts = pixels.basicOffsets();
    if (starts.length == frames) {
      long from = pixels.offset() + starts[index] + 8;
      long to =
          index + 1 < frames
              ? pixels.offset() + starts[index + 1] + 8
              : pixels.offset() + pixels.length() + 8;
      int first = 0;
      while (first < fragments.length && fragments[first][0] < from) {
        first++;
      }
      int last = first;
      while (last < fragments.length && fragments[last][0] < to) {
        last++;
      }
      if (first < last && fragments[first][0] == from) {
        return new int[] {first, last};
      }
    } else {
      int[] range = fragmentsByMark(fragments, frames, index, source);
      if (range != null) {
        return range;
      }
    }
    throw new VolumeFormatException(
        frame.image().header().file(),
        "its "
            + fragments.length
            + " fragments cannot be assigned to "
            + frames
            + " frames; convert the file with gdcmconv --raw");
  }

  /** Without a table: a frame begins with the start mark of JPEG (FFD8) or JPEG 2000 (FF4F). */
  private static int[] fragmentsByMark(long[][] fragments, int frames, int index, ByteSource source)
      throws IOException {
    int seen = 0;
    int first = -1;
    int last = fragments.length;
    byte[] mark = new byte[3];
    for (int i = 0; i < fragments.length; i++) {
      if (fragments[i][1] < 3) {
        continue;
      }
      source.readFully(fragments[i][0], mark, 0, 3);
      boolean start =
          mark[0] == (byte) 0xFF
              && mark[2] == (byte) 0xFF
              && (mark[1] == (byte) 0xD8 || mark[1] == (byte) 0x4F);
      if (start) {
        if (seen == index) {
          first = i;
        } else if (seen == index + 1) {
          last = i;
        }
        seen++;
      }
    }
    return seen == frames && first >= 0 ? new int[] {first, last} : null;
  }
}

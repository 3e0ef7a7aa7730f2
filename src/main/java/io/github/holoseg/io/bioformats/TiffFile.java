package io.github.holoseg.io.bioformats;

import io.github.holoseg.io.VolumeFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The directories of a TIFF or BigTIFF, looked through before Bio-Formats does: it reads planes
 * that a truncated file lacks as zeros, without a word. Source: TIFF 6.0.
 */
final class TiffFile {
  private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};
  private static final int LONGEST_COMMENT = 1 << 26;

  private final Path file;
  private final FileChannel channel;
  private final long length;
  private final double[] resolution = {Double.NaN, Double.NaN};
  private final Set<Long> seen = new HashSet<>();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private boolean big;
  private String comment = "";
  private long directoryBytes;

  private TiffFile(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.length = channel.size();
  }

  static boolean isTiff(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    byte[] head = Head.upTo(file, 4);
    return head.length == 4
        && (head[0] == 'I' && head[1] == 'I' && (head[2] == 42 || head[2] == 43)
            || head[0] == 'M' && head[1] == 'M' && (head[3] == 42 || head[3] == 43));
  }

  /**
   * @throws VolumeFormatException if a directory, strip or tile lies beyond the end of the file
   */
  static TiffFile open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      TiffFile tiff = new TiffFile(file, channel);
      tiff.scan();
      return tiff;
    }
  }

  int pages() {
    return seen.size();
  }

  /** ImageDescription of the first page; empty if it has none. */
  String comment() {
    return comment;
  }

  boolean isImageJ() {
    return comment.startsWith("ImageJ=");
  }

  /** XResolution (0) or YResolution (1) of the first page; NaN if it has none. */
  double resolution(int axis) {
    return resolution[axis];
  }

  private void scan() throws IOException {
    ByteBuffer head = at(0, 8);
    order = head.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    head.order(order);
    big = head.getShort(2) == 43;
    long next = big ? at(8, 8).getLong(0) : head.getInt(4) & 0xFFFFFFFFL;
    if (next == 0) {
      throw new VolumeFormatException(file, "is a TIFF without pages, or truncated");
    }
    while (next != 0) {
      if (!seen.add(next)) {
        throw new VolumeFormatException(file, "is damaged, its pages go round in a circle");
      }
      next = page(next);
    }
    // Bio-Formats would take what is left for a plain TIFF, without voxel sizes.
    if (comment.contains("<OME") && !comment.contains("</OME>")) {
      throw new VolumeFormatException(file, "is truncated, its OME-XML breaks off");
    }
  }

  /** Checks one page; returns where the next one is. */
  private long page(long offset) throws IOException {
    long count = big ? at(offset, 8).getLong(0) : at(offset, 2).getShort(0) & 0xFFFF;
    long first = offset + (big ? 8 : 2);
    int entryBytes = big ? 20 : 12;
    directoryBytes += count * entryBytes;
    if (count < 0 || count > 0xFFFF || directoryBytes > length) {
      throw new VolumeFormatException(
          file, "is truncated or damaged, page " + pages() + " has " + count + " entries");
    }
    ByteBuffer entries = at(first, (int) (count * entryBytes));
    TiffPageCheck check = new TiffPageCheck();
    for (int i = 0; i < count; i++) {
      entry(entries, i * entryBytes, check);
    }
    String problem = check.problem(length, pages());
    if (problem != null) {
      throw new VolumeFormatException(file, problem);
    }
    long end = first + count * entryBytes;
    return big ? at(end, 8).getLong(0) : at(end, 4).getInt(0) & 0xFFFFFFFFL;
  }

  private void entry(ByteBuffer entries, int at, TiffPageCheck check) throws IOException {
    int tag = entries.getShort(at) & 0xFFFF;
    int type = entries.getShort(at + 2) & 0xFFFF;
    long count = big ? entries.getLong(at + 4) : entries.getInt(at + 4) & 0xFFFFFFFFL;
    int size = type < TYPE_BYTES.length ? TYPE_BYTES[type] : 0;
    if (size == 0) {
      return;
    }
    if (count < 0 || count > length / size) {
      throw new VolumeFormatException(
          file,
          "is truncated or damaged, tag "
              + tag
              + " of page "
              + pages()
              + " has "
              + count
              + " values, the file "
              + length
              + " bytes");
    }
    boolean wanted = TiffPageCheck.isWanted(tag);
    boolean description = tag == 270 && pages() == 1;
    boolean isResolution = (tag == 282 || tag == 283) && pages() == 1 && type == 5;
    if (!wanted && !description && !isResolution) {
      return;
    }
    int field = at + (big ? 12 : 8);
    long bytes = count * size;
    ByteBuffer values =
        bytes <= (big ? 8 : 4)
            ? entries.duplicate().order(order).slice(field, (int) bytes).order(order)
            : at(
                big ? entries.getLong(field) : entries.getInt(field) & 0xFFFFFFFFL,
                (int) Math.min(bytes, LONGEST_COMMENT));
    if (description) {
      comment = new String(bytes(values), StandardCharsets.UTF_8).replace("\0", "");
    } else if (isResolution) {
      double denominator = values.getInt(4) & 0xFFFFFFFFL;
      resolution[tag - 282] = (values.getInt(0) & 0xFFFFFFFFL) / denominator;
    } else {
      check.put(tag, numbers(values, size));
    }
  }

  private static long[] numbers(ByteBuffer values, int size) {
    long[] numbers = new long[values.capacity() / size];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          switch (size) {
            case 1 -> values.get(i) & 0xFF;
            case 2 -> values.getShort(2 * i) & 0xFFFF;
            case 4 -> values.getInt(4 * i) & 0xFFFFFFFFL;
            default -> values.getLong(8 * i);
          };
    }
    return numbers;
  }

  private static byte[] bytes(ByteBuffer values) {
    byte[] bytes = new byte[values.capacity()];
    values.get(0, bytes);
    return bytes;
  }

  private ByteBuffer at(long offset, int n) throws IOException {
    if (offset < 0 || offset > length - n) {
      throw new VolumeFormatException(
          file,
          "is truncated, what it keeps at byte " + offset + " is beyond its " + length + " bytes");
    }
    ByteBuffer bytes = ByteBuffer.allocate(n);
    while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) > 0) {
      continue;
    }
    return bytes.flip().order(order);
  }
}

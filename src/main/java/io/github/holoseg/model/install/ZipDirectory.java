package io.github.holoseg.model.install;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads the directory of a zip archive (APPNOTE 6.3.10, zip64 included) and refuses all that is not
 * plain files and folders of a size that was agreed on: encrypted entries, links and devices, other
 * methods than stored and deflated, names that are not harmless, entries that overlap, sizes that
 * contradict each other, more than the limits.
 */
final class ZipDirectory {
  private static final int CENTRAL = 0x02014b50;
  private static final int CENTRAL_SIZE = 46;
  private static final int LOCAL_SIZE = 30;
  private static final long LARGEST = 64L << 20;
  private static final long WIDE = 0xffffffffL;
  private static final int FILE_TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int FOLDER = 0040000;
  private static final int LINK = 0120000;

  private final ZipBytes archive;
  private final UnpackLimits limits;
  private final EntryNames names;
  private long total;

  private ZipDirectory(ZipBytes archive, UnpackLimits limits) {
    this.archive = archive;
    this.limits = limits;
    this.names = new EntryNames(archive);
  }

  /** All entries in the order of their places; nothing of them is unpacked. */
  static List<ZipEntryRecord> read(ZipBytes archive, UnpackLimits limits) throws IOException {
    return new ZipDirectory(archive, limits).read();
  }

  private List<ZipEntryRecord> read() throws IOException {
    ZipEndRecord end = ZipEndRecord.find(archive);
    if (end.entries() > limits.entries()) {
      throw archive.bad(
          "holds " + end.entries() + " entries, at most " + limits.entries() + " are taken");
    }
    if (end.size() > LARGEST || end.size() < end.entries() * CENTRAL_SIZE) {
      throw archive.bad("is a zip archive with a directory of impossible size");
    }
    if (end.entries() == 0) {
      throw archive.bad("is an empty zip archive");
    }
    ByteBuffer directory = archive.read(end.start(), (int) end.size());
    List<ZipEntryRecord> found = new ArrayList<>();
    for (long i = 0; i < end.entries(); i++) {
      found.add(next(directory));
    }
    if (directory.hasRemaining()) {
      throw archive.bad("is a zip archive whose directory holds more than its entries");
    }
    requireModest("in all", total, archive.size(), 1L << 30);
    return apart(found, end.start());
  }

  private ZipEntryRecord next(ByteBuffer in) throws IOException {
    int at = in.position();
    if (in.remaining() < CENTRAL_SIZE || in.getInt(at) != CENTRAL) {
      throw archive.bad("is a zip archive whose directory is damaged");
    }
    int flags = in.getShort(at + 8) & 0xffff;
    int nameLength = in.getShort(at + 28) & 0xffff;
    int extraLength = in.getShort(at + 30) & 0xffff;
    int commentLength = in.getShort(at + 32) & 0xffff;
    if (in.remaining() - CENTRAL_SIZE < nameLength + extraLength + commentLength) {
      throw archive.bad("is a zip archive whose directory is damaged");
    }
    byte[] bytes = new byte[nameLength];
    in.position(at + CENTRAL_SIZE);
    in.get(bytes);
    String name = names.decode(bytes, flags);
    ByteBuffer extra = in.slice(in.position(), extraLength).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + extraLength + commentLength);
    long[] wide =
        ZipEndRecord.widened(
            archive,
            extra,
            in.getInt(at + 24) & WIDE,
            in.getInt(at + 20) & WIDE,
            in.getInt(at + 42) & WIDE);
    ZipEntryRecord entry =
        new ZipEntryRecord(
            name,
            flags,
            in.getShort(at + 10) & 0xffff,
            in.getInt(at + 16) & WIDE,
            wide[1],
            wide[0],
            wide[2],
            0);
    names.add(name);
    requirePlain(entry, in.getInt(at + 38) >>> 16 & FILE_TYPE);
    requireSizes(entry);
    return entry;
  }

  private void requirePlain(ZipEntryRecord entry, int type) throws IOException {
    String name = EntryNames.shown(entry.name());
    if ((entry.flags() & (1 | 0x40 | 0x2000)) != 0) {
      throw archive.bad("is an encrypted zip archive (" + name + "); unpack it first");
    }
    if (type == LINK) {
      throw archive.bad("holds a link, " + name + "; pack it again with the file itself");
    }
    if (type != 0 && type != (entry.isFolder() ? FOLDER : REGULAR)) {
      throw archive.bad("holds something that is neither file nor folder: " + name);
    }
    if (entry.method() != 0 && entry.method() != 8) {
      throw archive.bad(
          "packs " + name + " by method " + entry.method() + "; pack it again with deflate");
    }
  }

  private void requireSizes(ZipEntryRecord entry) throws IOException {
    String name = EntryNames.shown(entry.name());
    boolean isStored = entry.method() == 0;
    if (entry.size() < 0
        || entry.packed() < 0
        || entry.packed() > archive.size()
        || isStored && entry.size() != entry.packed()
        || entry.isFolder() && entry.size() != 0) {
      throw archive.bad("gives sizes that cannot be for " + name);
    }
    requireModest(name, entry.size(), entry.packed(), UnpackLimits.RATIO_FROM);
    // Both are at most the limit, so that the sum cannot overflow.
    if (entry.size() > limits.bytes() || total + entry.size() > limits.bytes()) {
      throw archive.bad(
          "unpacks to more than the limit of " + (limits.bytes() >> 20) + " MB; limit=… raises it");
    }
    total += entry.size();
  }

  private void requireModest(String what, long size, long packed, long from) throws IOException {
    if (size > from && size / UnpackLimits.MOST_RATIO > packed) {
      throw archive.bad(
          "unpacks to more than "
              + UnpackLimits.MOST_RATIO
              + " times its size ("
              + what
              + "), as no model does; unpack it yourself if it is one");
    }
  }

  private List<ZipEntryRecord> apart(List<ZipEntryRecord> found, long directory)
      throws IOException {
    found.sort(Comparator.comparingLong(ZipEntryRecord::header));
    List<ZipEntryRecord> entries = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      ZipEntryRecord entry = found.get(i);
      long limit = i + 1 < found.size() ? found.get(i + 1).header() : directory;
      if (entry.header() < 0
          || limit > directory
          || entry.header() > limit - LOCAL_SIZE
          || entry.packed() > limit - entry.header() - LOCAL_SIZE) {
        throw archive.bad(
            "is a zip archive in which " + EntryNames.shown(entry.name()) + " overlaps others");
      }
      entries.add(entry.withLimit(limit));
    }
    return entries;
  }
}

package io.github.holoseg.model.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The directory of a zip archive whose entries are stored, not compressed, as PyTorch writes it
 * ({@code caffe2/serialize/inline_container.cc}); APPNOTE 6.3.10, zip64 included. Whatever lets two
 * readers of zip see different files is refused: entries twice, overlapping, outside the file, data
 * between the directory and the end.
 */
final class StoredZip {
  private static final int CENTRAL = 0x02014b50;
  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL_SIZE = 46;
  private static final int LOCAL_SIZE = 30;
  private static final int MOST_ENTRIES = 200_000;
  private static final long LARGEST_DIRECTORY = 64L << 20;
  private static final int LONGEST_NAME = 1024;

  private final FileBytes file;
  private final Map<String, ZipRecord> records;

  private StoredZip(FileBytes file, Map<String, ZipRecord> records) {
    this.file = file;
    this.records = records;
  }

  static StoredZip open(FileBytes file) throws IOException, Refusal {
    ZipEnd end = ZipEnd.find(file);
    if (end.entries() > MOST_ENTRIES) {
      throw new Refusal("is a zip archive of more than " + MOST_ENTRIES + " entries");
    }
    if (end.directorySize() > LARGEST_DIRECTORY
        || end.directorySize() < end.entries() * CENTRAL_SIZE) {
      throw new Refusal("is a zip archive with a directory of impossible size");
    }
    ByteBuffer directory =
        ByteBuffer.allocate((int) end.directorySize()).order(ByteOrder.LITTLE_ENDIAN);
    file.read(end.directoryStart(), directory);
    directory.flip();
    List<ZipRecord> found = new ArrayList<>();
    for (long i = 0; i < end.entries(); i++) {
      found.add(record(directory));
    }
    if (directory.hasRemaining()) {
      throw new Refusal("is a zip archive whose directory holds more than its entries");
    }
    return new StoredZip(file, withLimits(found, end.directoryStart()));
  }

  /** In the order of their places in the file. */
  Map<String, ZipRecord> records() {
    return records;
  }

  /** Where the data of an entry begin. */
  long dataStart(ZipRecord record) throws IOException, Refusal {
    ByteBuffer local = ByteBuffer.allocate(LOCAL_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    file.read(record.header(), local);
    if (local.getInt(0) != LOCAL) {
      throw new Refusal("has no entry where its zip directory says " + Quoted.of(record.name()));
    }
    int nameLength = local.getShort(26) & 0xffff;
    int extraLength = local.getShort(28) & 0xffff;
    long start = record.header() + LOCAL_SIZE + nameLength + extraLength;
    if (start + record.size() > record.limit()) {
      throw overlapping(record);
    }
    ByteBuffer name = ByteBuffer.allocate(nameLength);
    file.read(record.header() + LOCAL_SIZE, name);
    if (!ZipText.decode(name.array()).equals(record.name())) {
      throw new Refusal("calls the zip entry " + Quoted.of(record.name()) + " by two names");
    }
    return start;
  }

  private static ZipRecord record(ByteBuffer in) throws Refusal {
    if (in.remaining() < CENTRAL_SIZE || in.getInt(in.position()) != CENTRAL) {
      throw new Refusal("is a zip archive whose directory is damaged");
    }
    int at = in.position();
    int flags = in.getShort(at + 8) & 0xffff;
    int method = in.getShort(at + 10) & 0xffff;
    long packed = in.getInt(at + 20) & 0xffffffffL;
    long size = in.getInt(at + 24) & 0xffffffffL;
    int nameLength = in.getShort(at + 28) & 0xffff;
    int extraLength = in.getShort(at + 30) & 0xffff;
    int commentLength = in.getShort(at + 32) & 0xffff;
    long header = in.getInt(at + 42) & 0xffffffffL;
    if (in.remaining() - CENTRAL_SIZE < nameLength + extraLength + commentLength) {
      throw new Refusal("is a zip archive whose directory is damaged");
    }
    if (nameLength > LONGEST_NAME) {
      throw new Refusal("holds a zip entry with a name of " + nameLength + " bytes");
    }
    byte[] bytes = new byte[nameLength];
    in.position(at + CENTRAL_SIZE);
    in.get(bytes);
    String name = ZipText.decode(bytes);
    ByteBuffer extra = in.slice(in.position(), extraLength).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + extraLength + commentLength);
    long[] wide = ZipEnd.widened(extra, size, packed, header);
    requireStored(name, flags, method, wide[0], wide[1]);
    requirePlainName(name);
    return new ZipRecord(name, wide[2], wide[0], 0);
  }

  private static void requireStored(String name, int flags, int method, long size, long packed)
      throws Refusal {
    if ((flags & 1) != 0 || (flags & 0x40) != 0) {
      throw new Refusal("holds the encrypted zip entry " + Quoted.of(name));
    }
    if (method != 0) {
      ArchiveFolder.refuseScript(name);
      throw new Refusal(
          "holds the compressed zip entry "
              + Quoted.of(name)
              + "; PyTorch stores its entries, so load it with PyTorch and save it again with"
              + " torch.save");
    }
    if (size != packed) {
      throw new Refusal("gives two sizes for the stored zip entry " + Quoted.of(name));
    }
  }

  /** Nothing is unpacked, but an honest file has no such names. */
  private static void requirePlainName(String name) throws Refusal {
    boolean plain = !name.isEmpty() && !name.startsWith("/") && name.indexOf('\\') < 0;
    for (String part : name.split("/", -1)) {
      plain &= !part.equals("..") && !part.equals(".");
    }
    if (!plain || name.indexOf(':') >= 0 || name.chars().anyMatch(Character::isISOControl)) {
      throw new Refusal("holds a zip entry with the name " + Quoted.of(name));
    }
  }

  private static Map<String, ZipRecord> withLimits(List<ZipRecord> found, long directoryStart)
      throws Refusal {
    found.sort(Comparator.comparingLong(ZipRecord::header));
    Map<String, ZipRecord> records = new LinkedHashMap<>();
    for (int i = 0; i < found.size(); i++) {
      ZipRecord record = found.get(i);
      long limit = i + 1 < found.size() ? found.get(i + 1).header() : directoryStart;
      if (record.header() < 0 || record.header() > limit || limit > directoryStart) {
        throw new Refusal("has the zip entry " + Quoted.of(record.name()) + " outside of the file");
      }
      long room = limit - record.header() - LOCAL_SIZE - record.name().length();
      if (record.size() < 0 || record.size() > room) {
        throw overlapping(record);
      }
      ZipRecord bounded = new ZipRecord(record.name(), record.header(), record.size(), limit);
      if (records.put(record.name(), bounded) != null) {
        throw new Refusal("holds the zip entry " + Quoted.of(record.name()) + " twice");
      }
    }
    return records;
  }

  private static Refusal overlapping(ZipRecord record) {
    return new Refusal(
        "has the zip entry "
            + Quoted.of(record.name())
            + " of "
            + record.size()
            + " bytes reach into what follows it");
  }
}

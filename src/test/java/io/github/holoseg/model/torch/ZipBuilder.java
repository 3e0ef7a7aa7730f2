package io.github.holoseg.model.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes zip archives of stored entries as PyTorch does, and archives with any field falsified. */
final class ZipBuilder {
  /** One entry; every field that a test falsifies. */
  static final class Entry {
    String name;
    String localName;
    byte[] data;
    int flags = 0x800;
    int method;
    long size;
    long packed;
    Long header;
    boolean zip64;

    private Entry(String name, byte[] data) {
      this.name = name;
      this.localName = name;
      this.data = data;
      this.size = data.length;
      this.packed = data.length;
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  boolean zip64 = true;
  Consumer<ByteBuffer> end = end -> {};
  Consumer<ByteBuffer> end64 = end -> {};

  ZipBuilder add(String name, byte[] data) {
    entries.add(new Entry(name, data));
    return this;
  }

  Entry entry(int index) {
    return entries.get(index);
  }

  /** The first entry whose name ends so. */
  Entry entry(String suffix) {
    return entries.stream().filter(e -> e.name.endsWith(suffix)).findFirst().orElseThrow();
  }

  byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(size()).order(ByteOrder.LITTLE_ENDIAN);
    for (Entry e : entries) {
      if (e.header == null) {
        e.header = (long) out.position();
      }
      byte[] name = utf8(e.localName);
      int pad = (int) (-(out.position() + 30L + name.length + 4) & 63);
      out.putInt(0x04034b50).putShort((short) 45).putShort((short) e.flags);
      out.putShort((short) e.method).putInt(0).putInt(0);
      out.putInt((int) e.packed).putInt((int) e.size);
      out.putShort((short) name.length).putShort((short) (pad + 4)).put(name);
      out.putShort((short) 0x4246).putShort((short) pad).put(new byte[pad]).put(e.data);
    }
    int directory = out.position();
    entries.forEach(e -> central(out, e));
    end(out, directory);
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  private static void central(ByteBuffer out, Entry e) {
    byte[] name = utf8(e.name);
    out.putInt(0x02014b50).putShort((short) 45).putShort((short) 45).putShort((short) e.flags);
    out.putShort((short) e.method).putInt(0).putInt(0);
    out.putInt(e.zip64 ? -1 : (int) e.packed).putInt(e.zip64 ? -1 : (int) e.size);
    out.putShort((short) name.length).putShort((short) (e.zip64 ? 28 : 0)).putShort((short) 0);
    out.putShort((short) 0).putShort((short) 0).putInt(0);
    out.putInt(e.zip64 ? -1 : e.header.intValue()).put(name);
    if (e.zip64) {
      out.putShort((short) 1).putShort((short) 24);
      out.putLong(e.size).putLong(e.packed).putLong(e.header);
    }
  }

  private void end(ByteBuffer out, int directory) {
    int size = out.position() - directory;
    if (zip64) {
      int start = out.position();
      ByteBuffer wide = ByteBuffer.allocate(56).order(ByteOrder.LITTLE_ENDIAN);
      wide.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45);
      wide.putInt(0).putInt(0).putLong(entries.size()).putLong(entries.size());
      wide.putLong(size).putLong(directory).flip();
      end64.accept(wide);
      out.put(wide.array());
      out.putInt(0x07064b50).putInt(0).putLong(start).putInt(1);
    }
    ByteBuffer narrow = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
    narrow.putInt(0x06054b50).putInt(0).putShort((short) entries.size());
    narrow.putShort((short) entries.size()).putInt(size).putInt(directory).putShort((short) 0);
    end.accept(narrow);
    out.put(narrow.array());
  }

  private int size() {
    return 200 + entries.stream().mapToInt(e -> e.data.length + 3 * e.name.length() + 300).sum();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

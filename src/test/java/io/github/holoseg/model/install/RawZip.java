package io.github.holoseg.model.install;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes zip archives in which every field can be wrong. */
final class RawZip {
  /** An entry; the fields are those of the directory unless they say otherwise. */
  static final class Entry {
    byte[] name;
    byte[] localName;
    byte[] data;
    int flags = 0x800;
    int localFlags = -1;
    int method;
    int localMethod = -1;
    long crc;
    long localCrc = -1;
    long packed;
    long localPacked = -1;
    long size;
    long localSize = -1;
    int madeBy = 3 << 8 | 20;
    int mode;
    long header = -1;
    byte[] extra = {};

    Entry mode(int value) {
      mode = value;
      return this;
    }

    Entry flags(int value) {
      flags = value;
      return this;
    }

    Entry method(int value) {
      method = value;
      return this;
    }

    Entry size(long value) {
      size = value;
      return this;
    }

    Entry packed(long value) {
      packed = value;
      return this;
    }

    Entry crc(long value) {
      crc = value;
      return this;
    }
  }

  final List<Entry> entries = new ArrayList<>();
  int count = -1;
  int countOnDisk = -1;
  int disk;
  long directorySize = -1;
  long directoryStart = -1;
  byte[] before = {};
  byte[] between = {};
  byte[] after = {};
  byte[] comment = {};
  boolean zip64;
  Long zip64Count;
  long zip64Start = -1;

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Entry stored(String name, byte[] data) {
    return add(utf8(name), data, data, 0);
  }

  Entry deflated(String name, byte[] data) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(data);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return add(utf8(name), data, out.toByteArray(), 8);
  }

  Entry add(byte[] name, byte[] data, byte[] packed, int method) {
    Entry e = new Entry();
    CRC32 crc = new CRC32();
    crc.update(data);
    e.name = name;
    e.localName = name.clone();
    e.data = packed;
    e.method = method;
    e.crc = crc.getValue();
    e.packed = packed.length;
    e.size = data.length;
    entries.add(e);
    return e;
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(before);
    List<Long> headers = new ArrayList<>();
    for (Entry e : entries) {
      headers.add((long) out.size());
      ByteBuffer local = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
      local.putInt(0x04034b50).putShort((short) 20);
      local.putShort((short) (e.localFlags < 0 ? e.flags : e.localFlags));
      local.putShort((short) (e.localMethod < 0 ? e.method : e.localMethod)).putInt(0);
      local.putInt((int) (e.localCrc < 0 ? e.crc : e.localCrc));
      local.putInt((int) (e.localPacked < 0 ? e.packed : e.localPacked));
      local.putInt((int) (e.localSize < 0 ? e.size : e.localSize));
      local.putShort((short) e.localName.length).putShort((short) 0);
      out.writeBytes(local.array());
      out.writeBytes(e.localName);
      out.writeBytes(e.data);
    }
    out.writeBytes(between);
    long start = out.size();
    for (int i = 0; i < entries.size(); i++) {
      Entry e = entries.get(i);
      ByteBuffer central = ByteBuffer.allocate(46).order(ByteOrder.LITTLE_ENDIAN);
      central.putInt(0x02014b50).putShort((short) e.madeBy).putShort((short) 20);
      central.putShort((short) e.flags).putShort((short) e.method).putInt(0);
      central.putInt((int) e.crc).putInt((int) e.packed).putInt((int) e.size);
      central.putShort((short) e.name.length).putShort((short) e.extra.length);
      central.putShort((short) 0).putShort((short) 0).putShort((short) 0);
      central.putInt(e.mode << 16);
      central.putInt((int) (e.header < 0 ? headers.get(i) : e.header));
      out.writeBytes(central.array());
      out.writeBytes(e.name);
      out.writeBytes(e.extra);
    }
    long size = out.size() - start;
    if (zip64) {
      long at = out.size();
      long n = zip64Count == null ? entries.size() : zip64Count;
      ByteBuffer end = ByteBuffer.allocate(76).order(ByteOrder.LITTLE_ENDIAN);
      end.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45);
      end.putInt(0).putInt(0).putLong(n).putLong(n).putLong(size);
      end.putLong(zip64Start < 0 ? start : zip64Start);
      end.putInt(0x07064b50).putInt(0).putLong(at).putInt(1);
      out.writeBytes(end.array());
    }
    ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(0x06054b50).putShort((short) disk).putShort((short) 0);
    int n = count < 0 ? entries.size() : count;
    end.putShort((short) (countOnDisk < 0 ? n : countOnDisk)).putShort((short) n);
    end.putInt((int) (directorySize < 0 ? size : directorySize));
    end.putInt((int) (directoryStart < 0 ? start : directoryStart));
    end.putShort((short) comment.length);
    out.writeBytes(end.array());
    out.writeBytes(comment);
    out.writeBytes(after);
    return out.toByteArray();
  }
}

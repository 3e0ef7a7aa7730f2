package io.github.holoseg.io.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Writes data elements: just enough of PS3.5 to make files for tests. */
final class DicomBytes {
  private final boolean explicit;
  private final boolean big;
  private final Map<Integer, byte[]> elements = new TreeMap<>(Integer::compareUnsigned);

  DicomBytes(boolean explicit, boolean big) {
    this.explicit = explicit;
    this.big = big;
  }

  DicomBytes text(int tag, String vr, String value) {
    byte[] raw = value.getBytes(StandardCharsets.ISO_8859_1);
    byte[] even = java.util.Arrays.copyOf(raw, raw.length + (raw.length & 1));
    if (even.length > raw.length) {
      even[raw.length] = (byte) (vr.equals("UI") ? 0 : ' ');
    }
    return raw(tag, vr, even);
  }

  DicomBytes numbers(int tag, double... values) {
    StringBuilder text = new StringBuilder();
    for (double value : values) {
      text.append(text.isEmpty() ? "" : "\\").append(value);
    }
    return text(tag, "DS", text.toString());
  }

  DicomBytes u16(int tag, int value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    u16(out, value);
    return raw(tag, "US", out.toByteArray());
  }

  DicomBytes raw(int tag, String vr, byte[] value) {
    ByteArrayOutputStream out = header(tag, vr, value.length);
    out.writeBytes(value);
    elements.put(tag, out.toByteArray());
    return this;
  }

  /** A sequence of one item, both of undefined or both of known length. */
  DicomBytes sequence(int tag, boolean undefined, DicomBytes... items) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (DicomBytes item : items) {
      byte[] bytes = item.bytes();
      mark(content, Tag.ITEM, undefined ? -1 : bytes.length);
      content.writeBytes(bytes);
      if (undefined) {
        mark(content, Tag.ITEM_DELIMITATION, 0);
      }
    }
    if (undefined) {
      mark(content, Tag.SEQUENCE_DELIMITATION, 0);
    }
    ByteArrayOutputStream out = header(tag, "SQ", undefined ? -1 : content.size());
    out.writeBytes(content.toByteArray());
    elements.put(tag, out.toByteArray());
    return this;
  }

  /** Compressed pixels, one fragment per frame, with an empty offset table. */
  DicomBytes fragments(byte[]... fragments) {
    ByteArrayOutputStream out = header(Tag.PIXEL_DATA, "OB", -1);
    mark(out, Tag.ITEM, 0);
    for (byte[] fragment : fragments) {
      mark(out, Tag.ITEM, fragment.length + (fragment.length & 1));
      out.writeBytes(fragment);
      if ((fragment.length & 1) == 1) {
        out.write(0);
      }
    }
    mark(out, Tag.SEQUENCE_DELIMITATION, 0);
    elements.put(Tag.PIXEL_DATA, out.toByteArray());
    return this;
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    elements.values().forEach(out::writeBytes);
    return out.toByteArray();
  }

  /** With preamble and meta information. */
  byte[] part10(String transferSyntax) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[128]);
    out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(
        new DicomBytes(true, false).text(Tag.TRANSFER_SYNTAX_UID, "UI", transferSyntax).bytes());
    out.writeBytes(bytes());
    return out.toByteArray();
  }

  private ByteArrayOutputStream header(int tag, String vr, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    u16(out, tag >>> 16);
    u16(out, tag & 0xFFFF);
    if (explicit) {
      out.writeBytes(vr.getBytes(StandardCharsets.US_ASCII));
      if (vr.equals("SQ") || vr.equals("OB") || vr.equals("OW") || vr.equals("UN")) {
        u16(out, 0);
      } else {
        u16(out, length);
        return out;
      }
    }
    u32(out, length);
    return out;
  }

  private void mark(ByteArrayOutputStream out, int tag, int length) {
    u16(out, tag >>> 16);
    u16(out, tag & 0xFFFF);
    u32(out, length);
  }

  private void u32(ByteArrayOutputStream out, int value) {
    u16(out, big ? value >>> 16 : value & 0xFFFF);
    u16(out, big ? value & 0xFFFF : value >>> 16);
  }

  private void u16(ByteArrayOutputStream out, int value) {
    out.write(big ? value >>> 8 : value);
    out.write(big ? value : value >>> 8);
  }
}

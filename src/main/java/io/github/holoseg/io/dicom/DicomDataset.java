package io.github.holoseg.io.dicom;

import io.github.holoseg.io.VolumeFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Elements of a data set or of a sequence's item, by tag. Immutable once parsed. */
final class DicomDataset {
  private final Path file;
  private final boolean bigEndian;
  private final Map<Integer, byte[]> values = new HashMap<>();
  private final Map<Integer, List<DicomDataset>> sequences = new HashMap<>();

  DicomDataset(Path file, boolean bigEndian) {
    this.file = file;
    this.bigEndian = bigEndian;
  }

  void put(int tag, byte[] value) {
    values.put(tag, value);
  }

  void put(int tag, List<DicomDataset> items) {
    sequences.put(tag, items);
  }

  /** Whether the element is there with a value. */
  boolean has(int tag) {
    byte[] value = values.get(tag);
    return value != null ? value.length > 0 : !items(tag).isEmpty();
  }

  /** The items of a sequence; empty if it is not there. */
  List<DicomDataset> items(int tag) {
    return sequences.getOrDefault(tag, List.of());
  }

  /** Text without padding; empty if the element is not there. */
  String text(int tag) {
    byte[] value = values.get(tag);
    return value == null ? "" : new String(value, charset()).replace('\0', ' ').strip();
  }

  /** A binary number (16 or 32 bits unsigned, or a double) as text; empty if it is not there. */
  String number(int tag) {
    byte[] value = values.getOrDefault(tag, new byte[0]);
    ByteBuffer bytes =
        ByteBuffer.wrap(value).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    return switch (value.length) {
      case 2 -> String.valueOf(bytes.getShort() & 0xFFFF);
      case 4 -> String.valueOf(bytes.getInt() & 0xFFFFFFFFL);
      case 8 -> String.valueOf(bytes.getDouble());
      default -> "";
    };
  }

  /** A number of 32 bits with fractions (FL) as text; empty if it is not there. */
  String real(int tag) {
    byte[] value = values.getOrDefault(tag, new byte[0]);
    ByteBuffer bytes =
        ByteBuffer.wrap(value).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    return value.length == 4 ? String.valueOf(bytes.getFloat()) : "";
  }

  /** The values of a text element; empty if it is not there. */
  String[] texts(int tag) {
    String text = text(tag);
    if (text.isEmpty()) {
      return new String[0];
    }
    String[] parts = text.split("\\\\", -1);
    for (int i = 0; i < parts.length; i++) {
      parts[i] = parts[i].strip();
    }
    return parts;
  }

  /** The numbers of a decimal or integer string; null if the element is not there. */
  double[] decimals(int tag) throws VolumeFormatException {
    String[] parts = texts(tag);
    if (parts.length == 0) {
      return null;
    }
    double[] numbers = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      try {
        numbers[i] = Double.parseDouble(parts[i]);
      } catch (NumberFormatException e) {
        throw notNumber(tag, parts[i]);
      }
      if (!Double.isFinite(numbers[i])) {
        throw notNumber(tag, parts[i]);
      }
    }
    return numbers;
  }

  private VolumeFormatException notNumber(int tag, String text) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return new VolumeFormatException(
        file, "element " + Tag.format(tag) + " holds '" + shown + "', which is not a number");
  }

  /** The first number of a decimal string, or {@code absent}. */
  double decimal(int tag, double absent) throws VolumeFormatException {
    double[] numbers = decimals(tag);
    return numbers == null ? absent : numbers[0];
  }

  /** An unsigned 16-bit (or 32-bit, where it fits) number, or {@code absent}. */
  int unsigned(int tag, int absent) {
    byte[] v = values.get(tag);
    if (v == null || v.length < 2) {
      return absent;
    }
    int a = v[0] & 0xFF;
    int b = v[1] & 0xFF;
    return bigEndian ? a << 8 | b : b << 8 | a;
  }

  private Charset charset() {
    byte[] set = values.get(Tag.SPECIFIC_CHARACTER_SET);
    boolean utf8 = set != null && new String(set, StandardCharsets.US_ASCII).contains("ISO_IR 192");
    return utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
  }
}

package io.github.holoseg.model.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, one after the other, with the numbers and texts of its format. */
final class PickleInput {
  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_LINE = 512;
  private static final int LONGEST_TEXT = 16 << 20;
  private static final int LONGEST_NUMBER = 256;

  private final FileBytes file;
  private final long start;
  private final long end;
  private final PickleBudget budget;
  private final ByteBuffer buffer;

  /** Position in the file of the byte after the buffer's last. */
  private long next;

  PickleInput(FileBytes file, long start, long length, PickleBudget budget) {
    this.file = file;
    this.start = start;
    this.end = start + length;
    this.budget = budget;
    this.next = start;
    this.buffer =
        ByteBuffer.allocate((int) Math.min(BUFFER, length)).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  }

  /** Within the pickle, of the next byte. */
  long position() {
    return next - buffer.remaining() - start;
  }

  long remaining() {
    return end - next + buffer.remaining();
  }

  boolean isAtEnd() {
    return remaining() == 0;
  }

  int unsignedByte() throws IOException, Refusal {
    fill(1);
    return buffer.get() & 0xff;
  }

  int unsignedShort() throws IOException, Refusal {
    fill(2);
    return buffer.getShort() & 0xffff;
  }

  int signedInt() throws IOException, Refusal {
    fill(4);
    return buffer.getInt();
  }

  long unsignedInt() throws IOException, Refusal {
    return signedInt() & 0xffffffffL;
  }

  /** Eight bytes; values from 2^63 on come out negative and fail every check of a length. */
  long length64() throws IOException, Refusal {
    fill(8);
    return buffer.getLong();
  }

  double bigEndianDouble() throws IOException, Refusal {
    fill(8);
    return Double.longBitsToDouble(Long.reverseBytes(buffer.getLong()));
  }

  /** A whole number in two's complement, least byte first; none at all is 0. */
  Object integer(long length) throws IOException, Refusal {
    if (length < 0 || length > LONGEST_NUMBER) {
      throw new Refusal("holds a number of " + length + " bytes, more than any model needs");
    }
    byte[] bytes = bytes(length);
    return PyNumbers.reduced(PyNumbers.littleEndian(bytes, true));
  }

  /** UTF-8. */
  String text(long length) throws IOException, Refusal {
    byte[] bytes = bytes(length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Refusal("holds text that is not UTF-8");
    }
  }

  byte[] bytes(long length) throws IOException, Refusal {
    if (length < 0 || length > remaining()) {
      throw new Refusal("says " + Long.toUnsignedString(length) + " bytes follow, but it ends");
    }
    if (length > LONGEST_TEXT) {
      throw new Refusal("holds a text of more than " + (LONGEST_TEXT >> 20) + " MB");
    }
    budget.charge(PickleBudget.TEXT + 2 * length);
    byte[] bytes = new byte[(int) length];
    int buffered = Math.min(bytes.length, buffer.remaining());
    buffer.get(bytes, 0, buffered);
    file.read(next, ByteBuffer.wrap(bytes, buffered, bytes.length - buffered));
    next += bytes.length - buffered;
    return bytes;
  }

  /** Up to the next line feed, without it. */
  String line() throws IOException, Refusal {
    StringBuilder out = new StringBuilder();
    for (int c = unsignedByte(); c != '\n'; c = unsignedByte()) {
      if (out.length() == LONGEST_LINE) {
        throw new Refusal("holds a name of more than " + LONGEST_LINE + " characters");
      }
      out.append((char) c);
    }
    return out.toString();
  }

  private void fill(int wanted) throws IOException, Refusal {
    if (buffer.remaining() >= wanted) {
      return;
    }
    if (remaining() < wanted) {
      throw new Refusal("ends in the middle");
    }
    buffer.compact();
    buffer.limit((int) Math.min(buffer.capacity(), buffer.position() + end - next));
    int read = buffer.remaining();
    file.read(next, buffer);
    next += read;
    buffer.flip();
  }
}

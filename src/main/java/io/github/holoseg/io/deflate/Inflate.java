package io.github.holoseg.io.deflate;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * Unpacks one deflate stream after the other (RFC 1951) into the caller's arrays. Not thread-safe.
 *
 * <p>Measured against the JDK's zlib 1.2.13 in docs/performance.md. What makes it faster: 64 bits
 * of input at a time, two literals per look-up, copies of eight bytes.
 */
final class Inflate {
  /** How far back a match may reach. */
  static final int WINDOW = 1 << 15;

  /** Bytes that {@link #inflate} may write beyond its limit. */
  static final int SLACK = 258 + 16;

  private static final int INPUT = 1 << 18;
  private static final String CUT = "the packed data end too soon";

  /** Input bytes that one turn of the hot loop may look at. */
  private static final int AHEAD = 32;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private enum State {
    HEADER,
    STORED,
    CODED,
    FINISHED
  }

  private final InputStream source;
  private final byte[] in = new byte[INPUT + 2 * AHEAD];
  private final CodeTables tables = new CodeTables();
  private final byte[] lengths = new byte[320];
  private int inPos;
  private int inEnd;
  private boolean sourceEnded;
  private long bits; // the next bits of the input, lowest first; inPos is behind them
  private int bitCount;
  private State state = State.HEADER;
  private boolean lastBlock;
  private int storedLeft;
  private int outPos;

  Inflate(InputStream source) {
    this.source = source;
  }

  boolean finished() {
    return state == State.FINISHED;
  }

  /** Begins another stream at the present byte. */
  void restart() {
    state = State.HEADER;
    lastBlock = false;
  }

  /**
   * Unpacks until {@code limit} is reached, or a few bytes more, or the stream ends.
   *
   * @param out holds what was unpacked before in front of {@code from}, as far as {@link #WINDOW}
   *     bytes, and has room for {@link #SLACK} bytes behind {@code limit}
   * @param known bytes in front of {@code from} that belong to this stream
   * @return where the unpacked bytes end
   * @throws EOFException if the input ends within the stream; {@link #position} tells what came
   *     before
   * @throws ZipException if the input is not deflate data
   */
  int inflate(byte[] out, int from, int limit, int known) throws IOException {
    outPos = from;
    try {
      unpack(out, limit, from - known);
    } catch (ZipException e) {
      if (sourceEnded && inPos - (bitCount >>> 3) > inEnd - AHEAD / 2) {
        // The zeros behind the last byte were taken for data.
        throw (EOFException) new EOFException(CUT).initCause(e);
      }
      throw e;
    }
    return outPos;
  }

  private void unpack(byte[] out, int limit, int oldest) throws IOException {
    while (outPos < limit && state != State.FINISHED) {
      switch (state) {
        case HEADER -> readBlockHeader();
        case STORED -> copyStored(out, limit);
        default -> {
          fillInput();
          if (sourceEnded && inPos >= inEnd - AHEAD) {
            decodeLast(out, oldest);
          } else {
            decode(out, limit, inEnd - AHEAD, oldest);
          }
        }
      }
    }
  }

  /** Where the unpacked bytes ended when {@link #inflate} returned or failed. */
  int position() {
    return outPos;
  }

  /** The next whole byte behind the stream, -1 at the end of the input. */
  int nextByte() throws IOException {
    int partial = bitCount & 7;
    bits >>>= partial;
    bitCount -= partial;
    inPos -= bitCount >>> 3;
    bits = 0;
    bitCount = 0;
    if (inPos >= inEnd) {
      fillInput();
    }
    return inPos < inEnd ? in[inPos++] & 0xFF : -1;
  }

  /** Makes more than {@link #AHEAD} bytes available unless the source has ended. */
  private void fillInput() throws IOException {
    if (sourceEnded || inEnd - inPos > AHEAD) {
      return;
    }
    int keep =
        Math.min(inPos, 8); // bytes that were looked at but not used up may be asked for again
    int from = inPos - keep;
    System.arraycopy(in, from, in, 0, inEnd - from);
    inEnd -= from;
    inPos = keep;
    while (inEnd - inPos <= AHEAD || inEnd < INPUT / 2) {
      int n = source.read(in, inEnd, INPUT - inEnd);
      if (n < 0) {
        sourceEnded = true;
        Arrays.fill(in, inEnd, inEnd + 2 * AHEAD, (byte) 0);
        return;
      }
      inEnd += n;
    }
  }

  private void requireInput() throws EOFException {
    if (sourceEnded && inPos - (bitCount >>> 3) > inEnd) {
      throw new EOFException(CUT);
    }
  }

  private void refill() {
    bits |= (long) LONGS.get(in, inPos) << bitCount;
    inPos += 63 - bitCount >>> 3;
    bitCount |= 56;
  }

  private void need(int n) throws IOException {
    if (bitCount < n) {
      requireInput();
      fillInput();
      refill();
    }
  }

  private int take(int n) throws IOException {
    need(n);
    int value = (int) bits & (1 << n) - 1;
    bits >>>= n;
    bitCount -= n;
    return value;
  }

  private void readBlockHeader() throws IOException {
    if (lastBlock) {
      state = State.FINISHED;
      return;
    }
    lastBlock = take(1) == 1;
    switch (take(2)) {
      case 0 -> readStored();
      case 1 -> {
        Arrays.fill(lengths, 0, 144, (byte) 8);
        Arrays.fill(lengths, 144, 256, (byte) 9);
        Arrays.fill(lengths, 256, 280, (byte) 7);
        Arrays.fill(lengths, 280, 288, (byte) 8);
        Arrays.fill(lengths, 288, 320, (byte) 5);
        tables.build(lengths, 288, 32);
        state = State.CODED;
      }
      case 2 -> readCodes();
      default -> throw new ZipException("a block has the unknown type 3");
    }
    requireInput();
  }

  private void readStored() throws IOException {
    int length = nextByte() | nextByte() << 8;
    int check = nextByte() | nextByte() << 8;
    if (length < 0 || check < 0) {
      throw new EOFException(CUT);
    }
    if ((length ^ check) != 0xFFFF) {
      throw new ZipException("the length of a stored block contradicts its check");
    }
    storedLeft = length;
    state = State.STORED;
  }

  private void copyStored(byte[] out, int limit) throws IOException {
    if (inPos >= inEnd) {
      fillInput();
      if (inPos >= inEnd) {
        throw new EOFException(CUT);
      }
    }
    int n = Math.min(Math.min(storedLeft, inEnd - inPos), limit - outPos);
    System.arraycopy(in, inPos, out, outPos, n);
    inPos += n;
    outPos += n;
    storedLeft -= n;
    if (storedLeft == 0) {
      state = State.HEADER;
    }
  }

  /** RFC 1951, 3.2.7. */
  private void readCodes() throws IOException {
    int literalCount = take(5) + 257;
    int distanceCount = take(5) + 1;
    int lengthCount = take(4) + 4;
    if (literalCount > 286 || distanceCount > 30) {
      throw new ZipException("a block has too many codes");
    }
    byte[] meta = new byte[19];
    for (int i = 0; i < lengthCount; i++) {
      meta[ORDER[i]] = (byte) take(3);
    }
    byte[] symbols = CodeTables.small(meta);
    int n = 0;
    while (n < literalCount + distanceCount) {
      need(7);
      int entry = symbols[(int) bits & 127] & 0xFF;
      take(entry & 7);
      int symbol = entry >> 3;
      if (entry == 0) {
        throw new ZipException("a block has an invalid code length");
      }
      if (symbol < 16) {
        lengths[n++] = (byte) symbol;
      } else {
        int repeat = symbol == 16 ? 3 + take(2) : symbol == 17 ? 3 + take(3) : 11 + take(7);
        if (symbol == 16 && n == 0 || n + repeat > literalCount + distanceCount) {
          throw new ZipException("a block repeats a code length wrongly");
        }
        Arrays.fill(lengths, n, n + repeat, symbol == 16 ? lengths[n - 1] : 0);
        n += repeat;
      }
    }
    requireInput();
    tables.build(lengths, literalCount, distanceCount);
    state = State.CODED;
  }

  /** The last bytes of the input, symbol by symbol, so that nothing beyond its end counts. */
  private void decodeLast(byte[] out, int oldest) throws IOException {
    int sound = outPos;
    decode(out, outPos + 1, inEnd + AHEAD / 2, oldest);
    if (inPos - (bitCount >>> 3) > inEnd) {
      outPos = sound;
      throw new EOFException(CUT);
    }
  }

  /** The hot loop: decodes until the block, the room or the input ends. */
  private void decode(byte[] out, int limit, int inLimit, int oldest) throws ZipException {
    final byte[] data = in;
    final int[] literals = tables.literals;
    final int[] distances = tables.distances;
    final int literalMask = (1 << CodeTables.LITERAL_BITS) - 1;
    final int distanceMask = (1 << CodeTables.DISTANCE_BITS) - 1;
    int pos = inPos;
    int to = outPos;
    long buffer = bits;
    int n = bitCount;
    while (pos < inLimit && to < limit) {
      buffer |= (long) LONGS.get(data, pos) << n;
      pos += 63 - n >>> 3;
      n |= 56;
      int entry = literals[(int) buffer & literalMask];
      if ((entry & 0xC0) != 0) {
        buffer >>>= entry;
        n -= entry & 0x3F;
        SHORTS.set(out, to, (short) (entry >>> 8));
        to += entry >>> 6 & 3;
        entry = literals[(int) buffer & literalMask];
        if ((entry & 0xC0) != 0) {
          buffer >>>= entry;
          n -= entry & 0x3F;
          SHORTS.set(out, to, (short) (entry >>> 8));
          to += entry >>> 6 & 3;
          entry = literals[(int) buffer & literalMask];
          if ((entry & 0xC0) != 0) {
            buffer >>>= entry;
            n -= entry & 0x3F;
            SHORTS.set(out, to, (short) (entry >>> 8));
            to += entry >>> 6 & 3;
            continue;
          }
        }
      }
      if ((entry & CodeTables.KIND) == CodeTables.SUBTABLE) {
        int sub = (int) (buffer >>> CodeTables.LITERAL_BITS) & (1 << (entry >>> 8 & 15)) - 1;
        entry = literals[(entry >>> 16) + sub];
        if ((entry & 0xC0) != 0) {
          buffer >>>= entry;
          n -= entry & 0x3F;
          out[to++] = (byte) (entry >>> 8);
          continue;
        }
      }
      int used = entry & 0x3F;
      int kind = entry & CodeTables.KIND;
      if (kind != CodeTables.MATCH) {
        if (kind != CodeTables.END) {
          throw new ZipException("an invalid code");
        }
        buffer >>>= used;
        n -= used;
        state = State.HEADER;
        break;
      }
      int length = (entry >>> 16) + (int) ((buffer & (1L << used) - 1) >>> (entry >>> 8 & 15));
      buffer >>>= used;
      n -= used;
      buffer |= (long) LONGS.get(data, pos) << n;
      pos += 63 - n >>> 3;
      n |= 56;
      entry = distances[(int) buffer & distanceMask];
      if ((entry & CodeTables.KIND) == CodeTables.SUBTABLE) {
        int sub = (int) (buffer >>> CodeTables.DISTANCE_BITS) & (1 << (entry >>> 8 & 15)) - 1;
        entry = distances[(entry >>> 16) + sub];
      }
      used = entry & 0x3F;
      int distance = (entry >>> 16) + (int) ((buffer & (1L << used) - 1) >>> (entry >>> 8 & 15));
      int start = to - distance;
      if ((entry & CodeTables.KIND) != CodeTables.MATCH || start < oldest) {
        throw new ZipException("a match reaches back too far");
      }
      buffer >>>= used;
      n -= used;
      int end = to + length;
      if (distance < 8) {
        // Overlapping: the pattern repeats, so it may as well be taken from further back once
        // there is enough of it.
        int wide = distance * ((7 + distance) / distance);
        int byBytes = Math.min(end, to + wide - distance);
        while (to < byBytes) {
          out[to++] = out[start++];
        }
        start = to - wide;
      }
      while (to < end) {
        LONGS.set(out, to, (long) LONGS.get(out, start));
        to += 8;
        start += 8;
      }
      to = end;
    }
    inPos = pos;
    outPos = to;
    bits = buffer;
    bitCount = n;
  }
}

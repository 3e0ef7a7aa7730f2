package io.github.holoseg.io.gzip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

/** What the JDK's deflater packed must come out again, and damage must be found. */
class GzipStreamTest {
  private static final int[] STRATEGIES = {
    Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY
  };

  @Test
  void everyKindOfContentAtEveryLevel() throws IOException {
    for (int kind = 0; kind < 8; kind++) {
      byte[] content = content(kind, 300_001, 3);
      for (int level : new int[] {0, 1, 3, 6, 9}) {
        for (int strategy : STRATEGIES) {
          byte[] packed = gzip(content, level, strategy);
          assertThat(unpack(packed)).as("kind %d level %d", kind, level).isEqualTo(content);
        }
      }
    }
  }

  @Test
  void smallContents() throws IOException {
    for (int length = 0; length < 300; length++) {
      for (int kind = 0; kind < 8; kind++) {
        byte[] content = content(kind, length, length);
        assertThat(unpack(gzip(content, 6, Deflater.DEFAULT_STRATEGY))).isEqualTo(content);
        assertThat(unpack(gzip(content, 9, Deflater.HUFFMAN_ONLY))).isEqualTo(content);
      }
    }
  }

  @Test
  void membersAreJoinedAndWhatFollowsThemIsIgnored() throws IOException {
    byte[] a = content(1, 300_000, 1);
    byte[] b = content(2, 5, 2);
    byte[] c = content(3, 600_000, 3);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (byte[] part : new byte[][] {a, new byte[0], b, c}) {
      packed.write(gzip(part, 6, Deflater.DEFAULT_STRATEGY));
      expected.write(part);
    }
    assertThat(unpack(packed.toByteArray())).isEqualTo(expected.toByteArray());
    packed.write(new byte[512]);
    assertThat(unpack(packed.toByteArray())).isEqualTo(expected.toByteArray());
  }

  @Test
  void headerFields() throws IOException {
    byte[] content = content(1, 1000, 1);
    byte[] plain = gzip(content, 6, Deflater.DEFAULT_STRATEGY);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(new byte[] {0x1F, (byte) 0x8B, 8, 2 | 4 | 8 | 16, 1, 2, 3, 4, 0, 3});
    all.write(new byte[] {3, 0, 9, 9, 9}); // extra
    all.write("name\0comment\0".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    all.write(new byte[] {7, 7}); // check of the header
    all.write(plain, 10, plain.length - 10);
    assertThat(unpack(all.toByteArray())).isEqualTo(content);
  }

  @Test
  void everyTruncationIsNoticedAndNothingWrongComesBefore() throws IOException {
    for (int kind = 0; kind < 8; kind++) {
      byte[] content = content(kind, 1500, 5);
      byte[] packed = gzip(content, 6, Deflater.DEFAULT_STRATEGY);
      for (int length = 0; length < packed.length; length++) {
        byte[] cut = Arrays.copyOf(packed, length);
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        Throwable thrown = null;
        try (InputStream in = new GzipStream(new ByteArrayInputStream(cut))) {
          in.transferTo(got);
        } catch (IOException e) {
          thrown = e;
        }
        assertThat(thrown).as("%d of %d bytes", length, packed.length).isNotNull();
        if (length >= 2) {
          assertThat(thrown).isInstanceOf(EOFException.class);
        }
        byte[] found = got.toByteArray();
        assertThat(found).isEqualTo(Arrays.copyOf(content, found.length));
      }
    }
  }

  /**
   * The JDK is the oracle: what it takes we take, with the same bytes; what it refuses we refuse.
   */
  @Test
  void damagedBytesAreJudgedAsByTheJdk() throws IOException {
    Random random = new Random(11);
    int refused = 0;
    for (int round = 0; round < 3000; round++) {
      byte[] content = content(round % 8, 1 + random.nextInt(3000), round);
      byte[] packed = gzip(content, 1 + random.nextInt(9), STRATEGIES[round % 3]);
      // Behind the header, whose time and system are nobody's business.
      for (int k = random.nextInt(3); k >= 0; k--) {
        packed[10 + random.nextInt(packed.length - 10)] ^= (byte) (1 << random.nextInt(8));
      }
      byte[] expected = null;
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
        expected = in.readAllBytes();
      } catch (IOException e) {
        refused++;
      }
      byte[] found = null;
      try {
        found = unpack(packed);
      } catch (IOException e) {
        assertThat(e).isInstanceOfAny(ZipException.class, EOFException.class);
      }
      assertThat(found).as("round %d", round).isEqualTo(expected);
    }
    assertThat(refused).isGreaterThan(2500);
  }

  @Test
  void randomBytesNeverBreakIt() {
    Random random = new Random(5);
    for (int round = 0; round < 5000; round++) {
      byte[] bytes = new byte[10 + random.nextInt(400)];
      random.nextBytes(bytes);
      System.arraycopy(new byte[] {0x1F, (byte) 0x8B, 8, 0}, 0, bytes, 0, 4);
      assertThatThrownBy(() -> unpack(bytes)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aFileThatIsNoGzipIsRefused() {
    assertThatThrownBy(() -> unpack(new byte[100]))
        .isInstanceOf(ZipException.class)
        .hasMessageContaining("not in gzip format");
    assertThatThrownBy(() -> unpack(new byte[0])).isInstanceOf(IOException.class);
  }

  @Test
  void closingHalfWayEndsTheThread() throws Exception {
    byte[] packed = gzip(new byte[50_000_000], 1, Deflater.DEFAULT_STRATEGY);
    GzipStream in = new GzipStream(new ByteArrayInputStream(packed));
    assertThat(in.readNBytes(100_000)).hasSize(100_000);
    in.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("holoseg-gzip"));
    assertThatThrownBy(() -> in.readNBytes(10_000_000)).isInstanceOf(IOException.class);
  }

  static byte[] unpack(byte[] packed) throws IOException {
    try (InputStream in = new GzipStream(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    }
  }

  /** Noise, runs, texts, patterns of every period, 16-bit voxels. */
  static byte[] content(int kind, int length, long seed) {
    Random random = new Random(seed);
    byte[] content = new byte[length];
    for (int i = 0; i < length; i++) {
      content[i] =
          switch (kind) {
            case 0 -> (byte) random.nextInt();
            case 1 -> (byte) (i / 1000 * 7);
            case 2 -> (byte) ("the slices of a scan ".charAt(random.nextInt(21)));
            case 3 -> (byte) (i % (1 + i / 5000 % 40));
            case 4 -> (byte) ((i & 1) == 0 ? 100 + 20 * random.nextGaussian() : 0);
            case 5 -> (byte) Math.max(0, 3 * random.nextGaussian());
            case 6 -> i < 40_000 ? (byte) random.nextInt() : content[i - 32_768];
            default -> (byte) (random.nextInt(100) == 0 ? random.nextInt() : 0);
          };
    }
    return content;
  }

  static byte[] gzip(byte[] content, int level, int strategy) {
    Deflater deflater = new Deflater(level, true);
    deflater.setStrategy(strategy);
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 0});
    byte[] buffer = new byte[1 << 16];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    CRC32 crc = new CRC32();
    crc.update(content);
    for (int word : new int[] {(int) crc.getValue(), content.length}) {
      for (int i = 0; i < 4; i++) {
        out.write(word >>> 8 * i);
      }
    }
    return out.toByteArray();
  }
}

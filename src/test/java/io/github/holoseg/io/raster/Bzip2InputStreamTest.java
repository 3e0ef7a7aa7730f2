package io.github.holoseg.io.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Against libbzip2 as Python has it; files made by reference/raster_formats_golden.py. */
class Bzip2InputStreamTest {
  private static byte[] packed(String name) throws IOException {
    try (InputStream in =
        Bzip2InputStreamTest.class.getResourceAsStream("/golden/bzip2/" + name + ".bz2")) {
      return in.readAllBytes();
    }
  }

  private static byte[] unpack(byte[] packed) throws IOException {
    return new Bzip2InputStream(new ByteArrayInputStream(packed)).readAllBytes();
  }

  private static byte[] noise(int n) {
    byte[] bytes = new byte[n];
    int x = 1;
    for (int i = 0; i < n; i++) {
      x = x * 1103515245 + 12345 & 0x7FFFFFFF;
      bytes[i] = (byte) (x >> 16);
    }
    return bytes;
  }

  @Test
  void manyBlocks() throws IOException {
    byte[] squares = new byte[350_000];
    for (long i = 0; i < squares.length; i++) {
      squares[(int) i] = (byte) (i * i >> 7);
    }
    assertThat(unpack(packed("squares"))).isEqualTo(squares);
  }

  @Test
  void runsOfEveryLength() throws IOException {
    byte[] runs = new byte[700 * 699 / 2];
    for (int i = 0, at = 0; i < 700; at += i, i++) {
      Arrays.fill(runs, at, at + i, (byte) (i % 3));
    }
    assertThat(unpack(packed("runs"))).isEqualTo(runs);
    assertThat(unpack(packed("zeros"))).isEqualTo(new byte[3_000_000]);
  }

  @Test
  void noiseAndSmallOnes() throws IOException {
    assertThat(unpack(packed("noise"))).isEqualTo(noise(5_000));
    assertThat(unpack(packed("one"))).isEqualTo(new byte[] {'x'});
    assertThat(unpack(packed("empty"))).isEmpty();
    assertThat(unpack(packed("two_streams"))).asString().isEqualTo("first,second");
  }

  @Test
  void byteByByteIsTheSame() throws IOException {
    InputStream in = new Bzip2InputStream(new ByteArrayInputStream(packed("noise")));
    for (byte b : noise(5_000)) {
      assertThat(in.read()).isEqualTo(b & 0xFF);
    }
    assertThat(in.read()).isEqualTo(-1);
    assertThat(in.read()).isEqualTo(-1);
  }

  @Test
  void everyCutIsNoticed() throws IOException {
    byte[] packed = packed("one");
    for (int n = 0; n < packed.length; n++) {
      byte[] cut = Arrays.copyOf(packed, n);
      assertThatThrownBy(() -> unpack(cut)).as("%d bytes", n).isInstanceOf(IOException.class);
    }
  }

  /** An error that shows, or (in bits that mean nothing) the same bytes; never other ones. */
  @Test
  void noFlippedBitGivesOtherBytes() throws IOException {
    byte[] packed = packed("two_streams");
    for (int bit = 0; bit < 8 * packed.length; bit++) {
      byte[] flipped = packed.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      byte[] found;
      try {
        found = unpack(flipped);
      } catch (IOException e) {
        continue;
      }
      assertThat(found).as("bit %d", bit).asString().isEqualTo("first,second");
    }
  }
}

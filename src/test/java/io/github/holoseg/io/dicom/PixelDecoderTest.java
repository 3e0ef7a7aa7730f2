package io.github.holoseg.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.io.dicom.PixelDecoder.PixelException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import jj2000.j2k.codestream.reader.HeaderDecoder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The decoders against encoders written for this test, and against damage. */
class PixelDecoderTest {
  @Property(tries = 300)
  void losslessJpegOfEveryKind(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 7) int predictor,
      @ForAll @IntRange(min = 2, max = 16) int precision,
      @ForAll @IntRange(min = 0, max = 3) int restart,
      @ForAll boolean longCodes)
      throws PixelException {
    Random random = new Random(seed);
    int rows = 1 + random.nextInt(12);
    int columns = 1 + random.nextInt(12);
    int transform = random.nextInt(Math.min(4, precision));
    int[] image = image(random, rows * columns, precision);
    byte[] jpeg =
        new JpegLosslessEncoder(
                image, rows, columns, precision, predictor, transform, restart, longCodes)
            .encode();
    PixelFormat format = new PixelFormat(rows, columns, 16, precision, precision - 1, false);

    int[] decoded = new int[rows * columns];
    new JpegPixelDecoder().decode(jpeg, format, decoded);

    int[] expected = Arrays.stream(image).map(v -> v >> transform << transform).toArray();
    assertThat(decoded).containsExactly(expected);
    assertNoCutIsDecoded(new JpegPixelDecoder(), jpeg, jpeg.length - 2, format);
  }

  @Property(tries = 300)
  void runLengths(@ForAll long seed, @ForAll boolean wide, @ForAll boolean signed)
      throws PixelException {
    Random random = new Random(seed);
    int bits = wide ? 16 : 8;
    int[] image = image(random, 35, bits);
    byte[] rle = rle(image, bits / 8, random);
    PixelFormat format = new PixelFormat(5, 7, bits, bits, bits - 1, signed);

    int[] decoded = new int[35];
    new RlePixelDecoder().decode(rle, format, decoded);

    int[] expected = image.clone();
    format.extract(expected, 35);
    assertThat(decoded).containsExactly(expected);
    assertNoCutIsDecoded(new RlePixelDecoder(), rle, rle.length, format);
  }

  /** A stream of which the end is missing must never come out as an image. */
  private static void assertNoCutIsDecoded(
      PixelDecoder decoder, byte[] bytes, int needed, PixelFormat format) {
    for (int length = 0; length < needed; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      int[] values = new int[format.pixels()];
      assertThatThrownBy(() -> decoder.decode(cut, format, values))
          .isInstanceOf(PixelException.class);
    }
  }

  @Test
  void theJpeg2000DecoderIsOurOwnDependency() {
    // bioformats_package carries the same classes; only the order of pom.xml decides in tests.
    String jar = HeaderDecoder.class.getProtectionDomain().getCodeSource().getLocation().getPath();

    assertThat(jar).contains("ome-jai");
  }

  /** Smooth parts, jumps and repeats, over the whole range. */
  private static int[] image(Random random, int count, int bits) {
    int[] image = new int[count];
    for (int i = 0; i < count; i++) {
      int last = i == 0 ? 0 : image[i - 1];
      image[i] =
          switch (random.nextInt(3)) {
            case 0 -> last;
            case 1 -> Math.max(0, Math.min((1 << bits) - 1, last + random.nextInt(9) - 4));
            default -> random.nextInt(1 << bits);
          };
    }
    return image;
  }

  /**
   * Literal and repeated runs at random, no-operation bytes among them, control byte 0 included.
   */
  private static byte[] rle(int[] image, int segments, Random random) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int[] starts = new int[segments];
    for (int s = 0; s < segments; s++) {
      starts[s] = 64 + body.size();
      int shift = 8 * (segments - 1 - s);
      int i = 0;
      while (i < image.length) {
        int value = image[i] >> shift & 0xFF;
        int run = 1;
        while (i + run < image.length && (image[i + run] >> shift & 0xFF) == value) {
          run++;
        }
        if (random.nextInt(8) == 0) {
          body.write(-128);
        }
        if (run > 1 && random.nextInt(4) > 0) {
          body.write(1 - run);
          body.write(value);
          i += run;
        } else {
          int n = 1 + random.nextInt(Math.min(5, image.length - i));
          body.write(n - 1);
          for (int k = 0; k < n; k++) {
            body.write(image[i++] >> shift);
          }
        }
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int[] header = new int[16];
    header[0] = segments;
    System.arraycopy(starts, 0, header, 1, segments);
    for (int word : header) {
      out.write(word);
      out.write(word >> 8);
      out.write(word >> 16);
      out.write(word >> 24);
    }
    out.writeBytes(body.toByteArray());
    return out.toByteArray();
  }
}

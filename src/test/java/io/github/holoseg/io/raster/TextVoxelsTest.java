package io.github.holoseg.io.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Voxels written as numbers or hexadecimal digits. */
class TextVoxelsTest {
  private static byte[] unpack(Encoding encoding, String text, SampleType type) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return encoding.unpack(new ByteArrayInputStream(bytes), type).readAllBytes();
  }

  private static double[] numbers(String text, SampleType type, int n) throws IOException {
    ByteBuffer in =
        ByteBuffer.wrap(unpack(Encoding.ASCII, text, type)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(in.remaining()).isEqualTo(n * type.bytes());
    double[] values = new double[n];
    type.toDoubles(in, n, values);
    return values;
  }

  @ParameterizedTest
  @EnumSource(SampleType.class)
  void everyTypeTakesWhiteSpaceAndCommas(SampleType type) throws IOException {
    assertThat(numbers(" 1,2 ,\t3\r\n4.0\n", type, 4)).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @CsvSource({
    "UINT8, 0, 255, 256",
    "INT8, -128, 127, 128",
    "INT16, -32768, 32767, -32769",
    "UINT16, 0, 65535, -1",
    "INT32, -2147483648, 2147483647, 2147483648",
    "UINT32, 0, 4294967295, 4294967296",
    "INT64, -9007199254740992, 9007199254740992, 1e30",
    "UINT64, 0, 9007199254740992, -1",
    "INT16, 1, 2, 1.5",
    "INT16, 1, 2, one",
    "FLOAT32, -1.5, 2e3, 1.5x",
  })
  void rangesAreKept(SampleType type, String low, String high, String bad) throws IOException {
    assertThat(numbers(low + " " + high, type, 2))
        .containsExactly(Double.parseDouble(low), Double.parseDouble(high));
    // Not the first number: one that is left out would move all that follow.
    assertThatThrownBy(() -> unpack(Encoding.ASCII, low + " " + bad + " " + high, type))
        .isInstanceOf(ZipException.class)
        .hasMessageContaining("number 2, '");
  }

  @Test
  void notANumberAndInfinity() throws IOException {
    assertThat(numbers("nan -inf INF Infinity", SampleType.FLOAT64, 4))
        .containsExactly(
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY);
  }

  @Test
  void hexadecimalDigits() throws IOException {
    assertThat(unpack(Encoding.HEX, "00 ff\n7F0 1", SampleType.UINT8))
        .containsExactly(0, 0xFF, 0x7F, 0x01);
    assertThatThrownBy(() -> unpack(Encoding.HEX, "00 fg", SampleType.UINT8))
        .isInstanceOf(ZipException.class);
  }

  @Test
  void endlessWordsAreCutShort() {
    assertThatThrownBy(() -> unpack(Encoding.ASCII, "1".repeat(1000), SampleType.INT16))
        .isInstanceOf(ZipException.class)
        .hasMessageContaining("is longer than any number");
  }
}

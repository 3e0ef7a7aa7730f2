package io.github.holoseg.io.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.testing.Npy;
import io.github.holoseg.testing.SharedData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyFileTest {
  @TempDir Path temp;

  private Path file(String header, int version, byte[] data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer out =
        ByteBuffer.allocate(12 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    out.put((byte) version).put((byte) 0);
    if (version == 1) {
      out.putShort((short) text.length);
    } else {
      out.putInt(text.length);
    }
    out.put(text).put(data);
    return Files.write(temp.resolve("a.npy"), Arrays.copyOf(out.array(), out.position()));
  }

  private static float[] all(Path file) throws IOException {
    try (NpyFile npy = NpyFile.open(file)) {
      float[] values = new float[(int) npy.values()];
      npy.read(0, values.length, values);
      return values;
    }
  }

  /** Files that numpy wrote, against the reader of the tests. */
  @Test
  void readsWhatNumpyWrites() throws IOException {
    for (String name : new String[] {"scores16", "scores32", "data"}) {
      String path = "/golden/nnunet/plain_old/" + name + ".npy";
      Npy expected = Npy.resource(path);
      Path file = SharedData.project().resolve("src/test/resources" + path);
      assertThat(all(file)).isEqualTo(expected.asFloats());
      try (NpyFile npy = NpyFile.open(file)) {
        assertThat(npy.shape()).isEqualTo(Arrays.stream(expected.shape()).asLongStream().toArray());
        assertThat(npy.isHalf()).isEqualTo(name.endsWith("16"));
        float[] some = new float[5];
        npy.read(7, 5, some);
        assertThat(some).isEqualTo(Arrays.copyOfRange(expected.asFloats(), 7, 12));
        assertThatThrownBy(() -> npy.read(npy.values() - 1, 2, some))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "<f4, 4, 00 00 80 3f 00 00 20 c1",
    ">f4, 4, 3f 80 00 00 c1 20 00 00",
    "<f2, 2, 00 3c 00 c9",
    ">f2, 2, 3c 00 c9 00",
    "<f8, 8, 00 00 00 00 00 00 f0 3f 00 00 00 00 00 00 24 c0",
    "|i1, 1, 01 f6",
    "<i2, 2, 01 00 f6 ff",
    ">i4, 4, 00 00 00 01 ff ff ff f6",
    "<i8, 8, 01 00 00 00 00 00 00 00 f6 ff ff ff ff ff ff ff",
  })
  void everyTypeAndByteOrder(String type, int bytes, String hex) throws IOException {
    byte[] data = new byte[2 * bytes];
    String[] digits = hex.split(" ");
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) Integer.parseInt(digits[i], 16);
    }
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (2,), }   \n";
    for (int version = 1; version <= 3; version++) {
      assertThat(all(file(header, version, data))).containsExactly(1, -10);
    }
  }

  @Test
  void fortranOrderComesOutInCOrder() throws IOException {
    byte[] data = {0, 1, 2, 3, 4, 5};
    Path file = file("{'descr':'|u1','fortran_order':True,'shape':(2,3)}", 1, data);
    assertThat(all(file)).containsExactly(0, 2, 4, 1, 3, 5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{'descr': '<f4', 'fortran_order': False}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'x': 1}",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '|O', 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '<c8', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (2,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': 2}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (999999999999, 999999999999)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,2)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} or __import__('os')",
        "__import__('os').system('x')",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2 2)}",
        "{'descr': '<f\\x34', 'fortran_order': False, 'shape': (2,)}"
      })
  void otherHeadersAreRefused(String header) throws IOException {
    Path file = file(header, 1, new byte[8]);
    assertThatThrownBy(() -> NpyFile.open(file))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageStartingWith(file.toString());
  }

  @Test
  void truncationsAreRefused() throws IOException {
    byte[] whole =
        Files.readAllBytes(
            file("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", 1, new byte[8]));
    for (int i = 0; i < whole.length; i++) {
      Path file = Files.write(temp.resolve("cut.npy"), Arrays.copyOf(whole, i));
      assertThatThrownBy(() -> NpyFile.open(file)).isInstanceOf(VolumeFormatException.class);
    }
  }
}

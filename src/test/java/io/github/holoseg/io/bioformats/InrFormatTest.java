package io.github.holoseg.io.bioformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** INRIMAGE-4: 256 bytes of text that end in "##}", then the voxels. */
class InrFormatTest extends AbstractFormatTest {
  private static byte[] header(String type, int bits, String cpu, String more) {
    String text =
        "#INRIMAGE-4#{\nXDIM=5\nYDIM=4\nZDIM=3\nVDIM=1\nVX=0.5\nVY=0.75\nVZ=2\nTYPE="
            + type
            + "\nPIXSIZE="
            + bits
            + " bits\nCPU="
            + cpu
            + "\n"
            + more;
    return ascii(text + "\n".repeat(256 - 4 - text.length()) + "##}\n");
  }

  @Test
  void bothByteOrdersSignAndFloat() throws IOException {
    Volume<?> volume =
        read(
            write(
                "a.inr", header("signed fixed", 16, "decm", ""), shorts(ByteOrder.LITTLE_ENDIAN)));
    assertVoxels(volume, AbstractFormatTest::stored);
    assertThat(volume.geometry().spacing())
        .containsExactly(new double[] {0.5, 0.75, 2}, within(1e-9));
    assertVoxels(
        read(write("b.inr", header("signed fixed", 16, "sun", ""), shorts(ByteOrder.BIG_ENDIAN))),
        AbstractFormatTest::stored);
    assertVoxels(
        read(
            write(
                "c.inr",
                header("unsigned fixed", 16, "sun", "SCALE=2**0\n"),
                shorts(ByteOrder.BIG_ENDIAN))),
        (x, y, z) -> stored(x, y, z) & 0xFFFF);
    assertVoxels(
        read(write("d.inr", header("float", 32, "pc", ""), floats(ByteOrder.LITTLE_ENDIAN))),
        (x, y, z) -> stored(x, y, z) / 8.0);
  }

  @Test
  void whatCannotBeReadTruthfullyIsRefused() {
    byte[] voxels = shorts(ByteOrder.LITTLE_ENDIAN);
    assertThatThrownBy(() -> read(write("a.inr", header("packed", 16, "pc", ""), voxels)))
        .hasMessageContaining("TYPE=packed");
    assertThatThrownBy(() -> read(write("b.inr", header("signed fixed", 16, "vax", ""), voxels)))
        .hasMessageContaining("CPU=vax");
    assertThatThrownBy(
            () -> read(write("c.inr", header("signed fixed", 16, "pc", "SCALE=2**-3\n"), voxels)))
        .hasMessageContaining("SCALE=2**-3");
    byte[] vector = header("signed fixed", 16, "pc", "");
    vector[new String(vector).indexOf("VDIM=") + 5] = '3';
    assertThatThrownBy(() -> force(write("d.inr", vector, voxels, voxels, voxels)))
        .hasMessageContaining("d.inr");
  }

  @Test
  void truncatedAndAbsurd() throws IOException {
    Path file =
        write("a.inr", header("signed fixed", 16, "decm", ""), shorts(ByteOrder.LITTLE_ENDIAN));
    assertNoticesTruncation(file, file);
    byte[] large = header("signed fixed", 16, "decm", "ZDIM=2000000000\n");
    assertThatThrownBy(() -> read(write("b.inr", large, shorts(ByteOrder.LITTLE_ENDIAN))))
        .hasMessageContaining("announces");
  }

  /** Why the adapter corrects it: an upgrade that reads these right is to be noticed. */
  @Test
  void bioFormatsIgnoresByteOrderFloatAndMillimetres() throws Exception {
    Raw fixed =
        raw(
            write("a.inr", header("signed fixed", 16, "decm", ""), shorts(ByteOrder.LITTLE_ENDIAN)),
            false);
    assertThat(fixed.little()).isFalse();
    assertThat(fixed.mm()).containsExactly(new double[] {0.0005, 0.00075, 0.002}, within(1e-9));
    Raw real =
        raw(write("b.inr", header("float", 32, "sun", ""), floats(ByteOrder.BIG_ENDIAN)), false);
    assertThat(real.type()).isEqualTo("uint32");
  }
}

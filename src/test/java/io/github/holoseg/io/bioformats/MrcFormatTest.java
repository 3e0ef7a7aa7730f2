package io.github.holoseg.io.bioformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** MRC2014: 1024 bytes, an extended header, voxels with the first row at the bottom. */
class MrcFormatTest extends AbstractFormatTest {
  private static ByteBuffer header(ByteOrder order, int mode) {
    ByteBuffer h = ByteBuffer.allocate(1024).order(order);
    h.putInt(0, NX).putInt(4, NY).putInt(8, NZ).putInt(12, mode);
    h.putInt(28, NX).putInt(32, NY).putInt(36, NZ);
    h.putFloat(40, NX * 1e5f).putFloat(44, NY * 1e5f).putFloat(48, NZ * 2e5f);
    h.putFloat(52, 90).putFloat(56, 90).putFloat(60, 90);
    h.putInt(64, 1).putInt(68, 2).putInt(72, 3);
    h.putFloat(76, -32768).putFloat(80, 32767);
    h.put(208, ascii("MAP "));
    byte stamp = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 0x44 : 0x11);
    return h.put(212, stamp).put(213, stamp);
  }

  @Test
  void bothByteOrdersSignAndSizes() throws IOException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      Volume<?> volume = read(write("a.mrc", header(order, 1).array(), shorts(order)));
      assertVoxels(volume, (x, y, z) -> stored(x, NY - 1 - y, z));
      assertThat(volume.geometry().spacing())
          .containsExactly(new double[] {0.01, 0.01, 0.02}, within(1e-8));
      assertThat(volume.info().warnings()).anyMatch(w -> w.startsWith("rows are in the reverse"));
      assertVoxels(
          read(write("b.mrc", header(order, 6).array(), shorts(order))),
          (x, y, z) -> stored(x, NY - 1 - y, z) & 0xFFFF);
      assertVoxels(
          read(write("c.mrc", header(order, 2).array(), floats(order))),
          (x, y, z) -> stored(x, NY - 1 - y, z) / 8.0);
    }
  }

  @Test
  void whatCannotBeReadTruthfullyIsRefused() {
    ByteOrder little = ByteOrder.LITTLE_ENDIAN;
    for (int mode : new int[] {3, 4, 12, 16, 101}) {
      assertThatThrownBy(() -> read(write("a.mrc", header(little, mode).array(), floats(little))))
          .hasMessageContaining("of mode " + mode);
    }
    ByteBuffer turned = header(little, 1).putInt(64, 3).putInt(72, 1);
    assertThatThrownBy(() -> read(write("a.mrc", turned.array(), shorts(little))))
        .hasMessageContaining("order x, y, z");
  }

  @Test
  void truncatedAndAbsurd() throws IOException {
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    Path file = write("a.mrc", header(order, 1).array(), shorts(order));
    assertNoticesTruncation(file, file);
    ByteBuffer h = header(order, 1).putInt(0, 900).putInt(4, 900).putInt(8, 1100);
    assertThatThrownBy(() -> force(write("a.mrc", h.array(), shorts(order))))
        .hasMessageContaining("a.mrc");
  }

  /** Why the adapter corrects it: an upgrade that reads these right is to be noticed. */
  @Test
  void bioFormatsLosesTheSignAndRepeatsSlices() throws Exception {
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    byte[] voxels = shorts(order);
    assertThat(raw(write("a.mrc", header(order, 1).array(), voxels), false).type())
        .isEqualTo("uint16");
    byte[] cut = java.util.Arrays.copyOf(voxels, 2 * NX * NY * (NZ - 1));
    Raw raw = raw(write("b.mrc", header(order, 1).array(), cut), false);
    assertThat(raw.zct()[0]).isEqualTo(NZ);
    assertThat(raw.value(NX * NY * (NZ - 1))).isZero();
  }
}

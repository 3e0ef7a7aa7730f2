package io.github.holoseg.io.bioformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AnalyzeFormatTest extends AbstractFormatTest {
  private static final int INT16 = 4;
  private static final int FLOAT = 16;

  private static ByteBuffer header(ByteOrder order, int datatype, int bits) {
    ByteBuffer h = ByteBuffer.allocate(348).order(order);
    h.putInt(0, 348).putInt(32, 16384).put(38, (byte) 'r');
    short[] dim = {3, NX, NY, NZ, 1, 1, 1, 1};
    float[] pixdim = {0, 0.5f, 0.75f, 2, 0, 0, 0, 0};
    for (int i = 0; i < 8; i++) {
      h.putShort(40 + 2 * i, dim[i]).putFloat(76 + 4 * i, pixdim[i]);
    }
    h.putShort(70, (short) datatype).putShort(72, (short) bits);
    return h;
  }

  private Path pair(ByteBuffer header, byte[] voxels) throws IOException {
    write("scan.img", voxels);
    return write("scan.hdr", header.array());
  }

  @Test
  void bothByteOrdersAndBothNames() throws IOException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      Path hdr = pair(header(order, INT16, 16), shorts(order));
      for (Path file : new Path[] {hdr, folder.resolve("scan.img")}) {
        Volume<?> volume = read(file);
        assertVoxels(volume, AbstractFormatTest::stored);
        assertThat(volume.geometry().spacing()).containsExactly(0.5, 0.75, 2);
        assertThat(volume.info().warnings())
            .containsExactly(
                "no orientation: axes assumed L, P, S; left and right may be exchanged",
                "values not known to be HU: taken as stored");
        assertThat(volume.info().properties()).containsEntry("analyze_orient", "0 (transverse)");
      }
      assertVoxels(
          read(pair(header(order, FLOAT, 32), floats(order))), (x, y, z) -> stored(x, y, z) / 8.0);
    }
  }

  @Test
  void theUserSaysWhereAxesPoint() throws IOException {
    Path hdr = pair(header(ByteOrder.LITTLE_ENDIAN, INT16, 16), shorts(ByteOrder.LITTLE_ENDIAN));
    Volume<?> volume = read(hdr, "RSA");
    assertThat(volume.geometry().axisCodes()).isEqualTo("RSA");
    assertThat(volume.geometry().toPhysical(1, 1, 1)).containsExactly(-0.5, -2, 0.75);
    assertThat(volume.info().warnings()).noneMatch(w -> w.contains("orientation"));
    assertThat(volume.info().properties()).containsEntry("placed_by", "orientation RSA");
  }

  @Test
  void scaleFactorOfSpmIsApplied() throws IOException {
    ByteBuffer h = header(ByteOrder.LITTLE_ENDIAN, INT16, 16);
    h.putFloat(112, 0.5f).putFloat(116, -100);
    Volume<?> volume = read(pair(h, shorts(ByteOrder.LITTLE_ENDIAN)));
    assertVoxels(volume, (x, y, z) -> 0.5 * stored(x, y, z) - 100);
    assertThat(volume.info().warnings())
        .contains("values are scaled by 0.5 x + -100.0, as SPM writes it");
  }

  @Test
  void unitsAndSignsOfVoxelSizes() throws IOException {
    ByteBuffer h = header(ByteOrder.LITTLE_ENDIAN, INT16, 16);
    h.put(56, ascii("um")).putFloat(80, -0.5f);
    Volume<?> volume = read(pair(h, shorts(ByteOrder.LITTLE_ENDIAN)));
    assertThat(volume.geometry().spacing())
        .containsExactly(new double[] {0.0005, 0.00075, 0.002}, within(1e-12));
    assertThat(volume.info().warnings()).anyMatch(w -> w.contains("along x is negative"));
    h.put(56, ascii("furl"));
    assertThat(read(pair(h, shorts(ByteOrder.LITTLE_ENDIAN))).info().warnings())
        .anyMatch(w -> w.contains("'furl'"))
        .anyMatch(w -> w.equals("no voxel size along z: 1 mm assumed"));
  }

  @Test
  void whatCannotBeReadTruthfullyIsRefused() throws IOException {
    byte[] voxels = shorts(ByteOrder.BIG_ENDIAN);
    ByteBuffer bits = header(ByteOrder.BIG_ENDIAN, 1, 1);
    assertThatThrownBy(() -> read(pair(bits, voxels))).hasMessageContaining("single bits");
    ByteBuffer offset = header(ByteOrder.BIG_ENDIAN, INT16, 16).putFloat(108, -4);
    assertThatThrownBy(() -> read(pair(offset, voxels))).hasMessageContaining("voxel offset");
    ByteBuffer size = header(ByteOrder.BIG_ENDIAN, INT16, 16).putShort(44, (short) -4);
    assertThatThrownBy(() -> read(pair(size, voxels))).hasMessageContaining("along y is -4");
    ByteBuffer colour = header(ByteOrder.BIG_ENDIAN, 128, 24);
    assertThatThrownBy(() -> read(pair(colour, voxels))).hasMessageContaining("128");
    write("scan.img", voxels);
    Path longer = write("scan.hdr", header(ByteOrder.BIG_ENDIAN, INT16, 16).array(), new byte[4]);
    assertThatThrownBy(() -> read(longer)).hasMessageContaining("352 bytes instead of 348");
  }

  @Test
  void truncatedAndAbsurd() throws IOException {
    Path hdr = pair(header(ByteOrder.LITTLE_ENDIAN, INT16, 16), shorts(ByteOrder.LITTLE_ENDIAN));
    assertNoticesTruncation(hdr, folder.resolve("scan.img"));
    assertNoticesTruncation(hdr, hdr);
    ByteBuffer h = header(ByteOrder.LITTLE_ENDIAN, INT16, 16);
    for (int axis = 1; axis <= 4; axis++) {
      h.putShort(40 + 2 * axis, Short.MAX_VALUE);
    }
    assertThatThrownBy(() -> force(pair(h, shorts(ByteOrder.LITTLE_ENDIAN))))
        .hasMessageContaining("holds 32767 volumes")
        .hasMessageContaining("scan.hdr");
    h.putShort(48, (short) 1);
    assertThatThrownBy(() -> force(pair(h, shorts(ByteOrder.LITTLE_ENDIAN))))
        .hasMessageContaining("announces 70362301923326 bytes");
  }

  /** Why the header is looked at before: an upgrade that reads these right is to be noticed. */
  @Test
  void bioFormatsDropsScaleFactorAndMisreadsLongBigEndianHeaders() throws Exception {
    ByteBuffer h = header(ByteOrder.BIG_ENDIAN, INT16, 16).putFloat(112, 0.5f);
    Path hdr = pair(h, shorts(ByteOrder.BIG_ENDIAN));
    assertThat(raw(hdr, false).value(0)).isEqualTo(-1009);
    Files.write(hdr, Arrays.copyOf(h.array(), 352));
    assertThatThrownBy(() -> raw(hdr, false)).isNotNull();
  }
}

package io.github.holoseg.io.bioformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Scanco AIM as ITK's IOScanco describes it: block sizes, image structure, log, voxels. */
class AimFormatTest extends AbstractFormatTest {
  private static final int SHORT = 0x00020002;
  private static final String LOG =
      """
      !-------------------------------------------------------------------------------
      Original Creation-Date                        3-MAY-2007 13:47:21.35
      Orig-ISQ-Dim-p                                       1024       1024        100
      Orig-ISQ-Dim-um                                     36864      36864       3600
      Mu_Scaling                                           4096
      HU: mu water                                      0.24414
      """;

  private static byte[] version20(int type, String log) {
    ByteBuffer h = ByteBuffer.allocate(160 + log.length() + 1).order(ByteOrder.LITTLE_ENDIAN);
    h.putInt(0, 20).putInt(4, 140).putInt(8, log.length() + 1).putInt(12, 2 * NX * NY * NZ);
    h.putInt(20, 16).putInt(40, type);
    h.putInt(56, NX).putInt(60, NY).putInt(64, NZ);
    float[] mm = {0.072f, 0.072f, 0.1f};
    for (int axis = 0; axis < 3; axis++) {
      int bits = Float.floatToIntBits(4 * mm[axis]);
      h.putInt(128 + 4 * axis, bits << 16 | bits >>> 16);
    }
    return h.put(160, ascii(log)).array();
  }

  private static byte[] version30(int type, String log) {
    ByteBuffer h = ByteBuffer.allocate(280 + log.length() + 1).order(ByteOrder.LITTLE_ENDIAN);
    h.put(0, ascii("AIMDATA_V030   "));
    h.putLong(16, 40).putLong(24, 224).putLong(32, log.length() + 1);
    h.putLong(40, 2 * NX * NY * NZ).putInt(56, 24).putInt(68, type);
    h.putLong(96, NX).putLong(104, NY).putLong(112, NZ);
    h.putLong(240, 72_000).putLong(248, 72_000).putLong(256, 100_000);
    return h.put(280, ascii(log)).array();
  }

  private Path file(byte[] head) throws IOException {
    return write("bone.aim", head, shorts(ByteOrder.LITTLE_ENDIAN));
  }

  @Test
  void bothVersionsComeOutInHuAndWithTheirOwnVoxelSizes() throws IOException {
    for (byte[] head : new byte[][] {version20(SHORT, LOG), version30(SHORT, LOG)}) {
      Volume<?> volume = read(file(head));
      double slope = 1000 / (4096 * 0.24414);
      assertVoxels(volume, (x, y, z) -> (float) (slope * stored(x, y, z) - 1000));
      assertThat(volume.geometry().spacing())
          .containsExactly(new double[] {0.072, 0.072, 0.1}, within(1e-7));
      assertThat(volume.info().modality()).isEqualTo(Modality.CT);
      assertThat(volume.info().warnings())
          .containsExactly("no orientation: axes assumed L, P, S; left and right may be exchanged");
    }
  }

  @Test
  void withoutACalibrationValuesAreAsStored() throws IOException {
    Volume<?> volume = read(file(version20(SHORT, "Site                   4\n")));
    assertVoxels(volume, AbstractFormatTest::stored);
    assertThat(volume.info().modality()).isEqualTo(Modality.UNKNOWN);
    assertThat(volume.info().warnings()).anyMatch(w -> w.contains("not say how values become HU"));
  }

  @Test
  void whatCannotBeReadTruthfullyIsRefused() throws IOException {
    // signed char, and run lengths of bits: masks, both read as 16-bit voxels by Bio-Formats
    for (int type : new int[] {0x00010001, 0x00150001, 0x001a0004}) {
      assertThatThrownBy(() -> read(file(version20(type, LOG))))
          .hasMessageContaining("bone.aim")
          .hasMessageContaining(String.format("type 0x%08x", type));
    }
    byte[] head = version20(SHORT, LOG);
    head[8]++;
    assertThatThrownBy(() -> read(file(head))).hasMessageContaining("place is not known");
    assertThatThrownBy(() -> force(write("no.aim", new byte[4000])))
        .hasMessageContaining("no Scanco AIM file");
  }

  @Test
  void truncatedAndAbsurd() throws IOException {
    Path file = file(version30(SHORT, LOG));
    assertNoticesTruncation(file, file);
    byte[] head = version30(SHORT, LOG);
    ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).putLong(112, 1L << 40);
    assertThatThrownBy(() -> read(file(head))).hasMessageContaining("a size in its header");
    ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).putLong(112, 1 << 30);
    assertThatThrownBy(() -> read(file(head))).hasMessageContaining("announces");
  }

  /** Why the adapter corrects it: an upgrade that reads these right is to be noticed. */
  @Test
  void bioFormatsReadsMasksAsShortsAndGivesTheSizesOfTheOriginalScan() throws Exception {
    Raw raw = raw(file(version20(0x00010001, LOG)), false);
    assertThat(raw.type()).isEqualTo("int16");
    assertThat(raw.mm()).containsExactly(new double[] {0.036, 0.036, 0.036}, within(1e-9));
  }
}

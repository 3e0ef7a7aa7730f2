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

/** Layout: ECAT 7 main header, directory block, image subheader, voxels; all big-endian. */
class EcatFormatTest extends AbstractFormatTest {
  private static ByteBuffer headers() {
    ByteBuffer h = ByteBuffer.allocate(1536);
    h.put(0, ascii("MATRIX72v"));
    h.putShort(46, (short) 72).putShort(50, (short) 7);
    h.putFloat(144, 3).putShort(148, (short) 1);
    h.putShort(330, (short) 3);
    h.putShort(352, (short) NZ).putShort(354, (short) 1).putShort(356, (short) 1);
    h.putFloat(424, 0.4f);
    h.put(466, ascii("Bq/cc"));
    h.putInt(512, 30).putInt(516, 2).putInt(524, 1);
    h.putInt(528, 0x01010001).putInt(532, 3).putInt(536, 4).putInt(540, 1);
    h.putShort(1024, (short) 6).putShort(1026, (short) 3);
    h.putShort(1028, (short) NX).putShort(1030, (short) NY).putShort(1032, (short) NZ);
    h.putFloat(1050, 0.25f);
    h.putFloat(1058, 0.15f).putFloat(1062, 0.2f).putFloat(1066, 0.4f);
    return h;
  }

  private Path file(ByteBuffer headers) throws IOException {
    return write("pet.v", headers.array(), shorts(ByteOrder.BIG_ENDIAN));
  }

  @Test
  void signScaleAndSizesAreThoseOfTheFormat() throws IOException {
    Volume<?> volume = read(file(headers()));
    assertVoxels(volume, (x, y, z) -> 0.75 * stored(x, y, z));
    assertThat(volume.geometry().spacing()).containsExactly(new double[] {1.5, 2, 4}, within(1e-6));
    assertThat(volume.info().modality()).isEqualTo(Modality.OTHER);
    assertThat(volume.info().properties()).containsEntry("unit", "Bq/cc");
    assertThat(volume.info().warnings())
        .containsExactly("no orientation: axes assumed L, P, S; left and right may be exchanged");
  }

  @Test
  void whatCannotBeReadTruthfullyIsRefused() throws IOException {
    ByteBuffer sinogram = headers().putShort(50, (short) 11);
    assertThatThrownBy(() -> read(file(sinogram))).hasMessageContaining("of type 11");
    ByteBuffer gates = headers().putShort(356, (short) 2);
    assertThatThrownBy(() -> read(file(gates))).hasMessageContaining("scale factors of their own");
    ByteBuffer elsewhere = headers().putInt(532, 5);
    assertThatThrownBy(() -> read(file(elsewhere))).hasMessageContaining("block 5");
    ByteBuffer vax = headers().putShort(1024, (short) 2);
    assertThatThrownBy(() -> read(file(vax))).hasMessageContaining("data type: 2");
    ByteBuffer scale = headers().putFloat(1050, Float.NaN);
    assertThatThrownBy(() -> read(file(scale))).hasMessageContaining("scale factor of NaN");
  }

  @Test
  void truncatedAndAbsurd() throws IOException {
    Path file = file(headers());
    assertNoticesTruncation(file, file);
    ByteBuffer h = headers().putShort(1028, Short.MAX_VALUE).putShort(1030, Short.MAX_VALUE);
    assertThatThrownBy(() -> read(file(h))).hasMessageContaining("announces");
  }

  /** Why the adapter corrects it: an upgrade that reads these right is to be noticed. */
  @Test
  void bioFormatsReadsSignedAsUnsignedAndCentimetresAsMicrometres() throws Exception {
    Raw raw = raw(file(headers()), false);
    assertThat(raw.type()).isEqualTo("uint16");
    assertThat(raw.value(0)).isEqualTo(65536 - 1009);
    assertThat(raw.mm()).containsExactly(new double[] {0.00015, 0.0002, 0.0004}, within(1e-9));
  }
}

package io.github.holoseg.io.bioformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** FITS: cards of 80 characters in blocks of 2880 bytes, then big-endian voxels. */
class FitsFormatTest extends AbstractFormatTest {
  private static byte[] header(String... more) {
    StringBuilder text = new StringBuilder();
    String[] cards = {
      "SIMPLE  =                    T", "BITPIX  =                   16",
      "NAXIS   =                    3", "NAXIS1  =                    5",
      "NAXIS2  =                    4", "NAXIS3  =                    3"
    };
    for (String card : cards) {
      text.append(String.format("%-80s", card));
    }
    for (String card : more) {
      text.append(String.format("%-80s", card));
    }
    return ascii(String.format("%-2880s", text.append(String.format("%-80s", "END"))));
  }

  private Path file(byte[] header) throws IOException {
    return write("a.fits", header, Arrays.copyOf(shorts(ByteOrder.BIG_ENDIAN), 2880));
  }

  @Test
  void unsignedVoxelsByTheConventionOfFits() throws IOException {
    assertVoxels(read(file(header())), AbstractFormatTest::stored);
    Volume<?> volume =
        read(file(header("BZERO   =                32768 / unsigned", "BSCALE  =    1.0")));
    assertVoxels(volume, (x, y, z) -> stored(x, y, z) + 32768);
    assertThat(volume.info().warnings())
        .contains("no voxel size along x: 1 mm assumed", "no voxel size along z: 1 mm assumed");
  }

  @Test
  void truncatedAndAbsurd() throws IOException {
    Path file = write("a.fits", header(), shorts(ByteOrder.BIG_ENDIAN));
    assertNoticesTruncation(file, file);
    assertThatThrownBy(() -> read(file(header("NAXIS3  =            100000"))))
        .hasMessageContaining("a.fits");
  }

  @Test
  void dataThatBeginsWithASpaceIsRefused() throws IOException {
    byte[] voxels = shorts(ByteOrder.BIG_ENDIAN);
    voxels[0] = ' ';
    Path file = write("a.fits", header(), Arrays.copyOf(voxels, 2880));
    assertThatThrownBy(() -> read(file)).hasMessageContaining("the byte 32");
  }

  /** Why the adapter corrects it: an upgrade that reads these right is to be noticed. */
  @Test
  void bioFormatsDropsZeroAndSlices() throws Exception {
    Path file = file(header("BZERO   =                32768"));
    assertThat(raw(file, false).value(0)).isEqualTo(-1009);
    byte[] cut = Arrays.copyOf(shorts(ByteOrder.BIG_ENDIAN), 2 * NX * NY * (NZ - 1));
    assertThat(raw(write("b.fits", header(), cut), false).zct()[0]).isEqualTo(NZ - 1);
  }
}

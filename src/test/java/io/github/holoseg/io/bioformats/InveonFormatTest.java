package io.github.holoseg.io.bioformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Layout: a text header {@code name.ct.img.hdr} beside {@code name.ct.img}. */
class InveonFormatTest extends AbstractFormatTest {
  private static final String HEADER =
      """
      #
      # Header file for data file rat.ct.img
      #
      version 001.910
      model 5001
      modality 1
      modality_configuration 3600
      institution none
      file_name C:\\scans\\rat.ct.img
      file_type 5
      acquisition_mode 11
      total_frames 1
      time_frames 1
      number_of_bed_positions 1
      data_type 2
      number_of_dimensions 3
      x_dimension 5
      y_dimension 4
      z_dimension 3
      pixel_size_x 0.1
      pixel_size_y 0.1
      pixel_size_z 0.2
      frame 0
      scale_factor 0.5
      data_file_pointer 0 0
      end_of_header
      """;

  private Path file(String header) throws IOException {
    write("rat.ct.img", shorts(ByteOrder.LITTLE_ENDIAN));
    return write("rat.ct.img.hdr", ascii(header));
  }

  @Test
  void scaleFactorAndSizes() throws IOException {
    Path hdr = file(HEADER);
    for (Path opened : new Path[] {hdr, folder.resolve("rat.ct.img")}) {
      Volume<?> volume = read(opened);
      assertVoxels(volume, (x, y, z) -> 0.5 * stored(x, y, z));
      assertThat(volume.geometry().spacing())
          .usingComparatorWithPrecision(1e-9)
          .containsExactly(0.1, 0.1, 0.2);
      assertThat(volume.info().modality()).isEqualTo(Modality.UNKNOWN);
      assertThat(volume.info().properties()).containsEntry("modality", "CT acquisition");
      assertThat(volume.info().warnings()).anyMatch(w -> w.startsWith("values not known"));
    }
  }

  @Test
  void bothByteOrdersAndFloat() throws IOException {
    Path hdr = file(HEADER.replace("data_type 2", "data_type 6"));
    write("rat.ct.img", shorts(ByteOrder.BIG_ENDIAN));
    assertVoxels(read(hdr), (x, y, z) -> 0.5 * stored(x, y, z));
    write("rat.ct.img", floats(ByteOrder.LITTLE_ENDIAN));
    assertVoxels(
        read(write("rat.ct.img.hdr", ascii(HEADER.replace("data_type 2", "data_type 4")))),
        (x, y, z) -> stored(x, y, z) / 16.0);
  }

  @Test
  void whatCannotBeReadTruthfullyIsRefused() throws IOException {
    assertThatThrownBy(() -> read(file(HEADER.replace("file_type 5", "file_type 2"))))
        .hasMessageContaining("Sinogram");
    assertThatThrownBy(() -> read(file(HEADER.replace("total_frames 1", "total_frames 4"))))
        .hasMessageContaining("several frames");
    Path hdr = file(HEADER);
    Files.delete(folder.resolve("rat.ct.img"));
    assertThatThrownBy(() -> read(hdr))
        .hasMessageContaining("'rat.ct.img' beside it, which is not there");
  }

  @Test
  void truncatedAndAbsurd() throws IOException {
    Path hdr = file(HEADER);
    assertNoticesTruncation(hdr, folder.resolve("rat.ct.img"));
    assertThatThrownBy(() -> read(file(HEADER.replace("x_dimension 5", "x_dimension 2000000000"))))
        .hasMessageContaining("announces");
    for (int kept : new int[] {0, 10, 60, 300, 400}) {
      assertThatThrownBy(() -> force(file(HEADER.substring(0, kept))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("rat.ct.img.hdr");
    }
  }

  /** Why the adapter corrects it: an upgrade that applies the factor is to be noticed. */
  @Test
  void bioFormatsDropsTheScaleFactor() throws Exception {
    assertThat(raw(file(HEADER), false).value(0)).isEqualTo(-1009);
  }
}

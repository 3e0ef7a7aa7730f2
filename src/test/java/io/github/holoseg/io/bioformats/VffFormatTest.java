package io.github.holoseg.io.bioformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Layout: lines of key=value; a form feed; big-endian voxels, first row at the bottom. */
class VffFormatTest extends AbstractFormatTest {
  private static String header(String size, String more) {
    return "ncaa\nrank=3;\ntype=raster;\nformat=slice;\nsize="
        + size
        + ";\nbands=1;\nbits=16;\nelementsize=0.09;\n"
        + more
        + "\f\n";
  }

  private Path file(String header) throws IOException {
    return write("mouse.vff", ascii(header), shorts(ByteOrder.BIG_ENDIAN));
  }

  @Test
  void rowsAreTurnedAndSizesAreInMm() throws IOException {
    Volume<?> volume = read(file(header("5 4 3", "spacing=1.0 1.0 2.0;\n")));
    assertVoxels(volume, (x, y, z) -> stored(x, NY - 1 - y, z));
    assertThat(volume.geometry().spacing())
        .containsExactly(new double[] {0.09, 0.09, 0.18}, within(1e-9));
    assertThat(volume.info().warnings())
        .anyMatch(w -> w.startsWith("rows are in the reverse"))
        .anyMatch(w -> w.startsWith("no orientation"))
        .anyMatch(w -> w.startsWith("values not known"));
  }

  @Test
  void calibrationIsNamed() throws IOException {
    Volume<?> volume = read(file(header("5 4 3", "water=8200;\nair=2100;\n")));
    assertThat(volume.info().warnings())
        .anyMatch(w -> w.contains("8200 for water and 2100 for air"));
  }

  @Test
  void neighboursAreNotTakenForSlices() throws IOException {
    Path own = write("s1.vff", ascii(header("5 4 3", "")), shorts(ByteOrder.BIG_ENDIAN));
    Files.copy(own, folder.resolve("s2.vff"));
    assertThatThrownBy(() -> read(own))
        .hasMessageContaining("s1.vff")
        .hasMessageContaining("s2.vff for slices");
  }

  @Test
  void largeFilesBesideItAreNotRead() throws IOException {
    Path own = file(header("5 4 3", ""));
    try (RandomAccessFile large = new RandomAccessFile(folder.resolve("raw.bin").toFile(), "rw")) {
      large.setLength(1L << 40);
    }
    assertThatThrownBy(() -> read(own)).hasMessageContaining("a folder of its own");
  }

  @Test
  void truncatedAndAbsurd() throws IOException {
    Path file = file(header("5 4 3", ""));
    assertNoticesTruncation(file, file);
    assertThatThrownBy(() -> read(file(header("50000 40000 30000", ""))))
        .hasMessageContaining("announces 120000000000000 bytes");
    assertThatThrownBy(() -> read(file(header("5 4 3", "").replace("bits=16", "bits=8"))))
        .hasMessageContaining("only 16-bit VFF");
  }

  /** Why neighbours are looked at: an upgrade that changes this is to be noticed. */
  @Test
  void bioFormatsTakesNeighboursForSlicesEvenUngrouped() throws Exception {
    Path own = write("s1.vff", ascii(header("5 4 3", "")), shorts(ByteOrder.BIG_ENDIAN));
    Files.copy(own, folder.resolve("s2.vff"));
    assertThat(raw(own, false).zct()[0]).isEqualTo(2 * NZ);
  }
}

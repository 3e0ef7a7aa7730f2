package io.github.holoseg.io.bioformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.testing.Golden;
import io.github.holoseg.volume.Volume;
import java.net.URISyntaxException;
import java.nio.file.Path;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.RealType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files that nibabel, tifffile, ITK and scipy wrote ({@code bioformats_golden.py}), with the values
 * that those programs read from them.
 */
class GoldenFormatsTest {
  private static final int NX = 4;
  private static final int NY = 3;
  private static final int NZ = 2;

  private static Path file(String name) throws URISyntaxException {
    return Path.of(GoldenFormatsTest.class.getResource("/golden/io/bioformats/" + name).toURI());
  }

  @ParameterizedTest
  @CsvSource({
    "spm2, spm2.hdr, false",
    "spm2, spm2.img, false",
    "analyze_be, analyze_be.hdr, false",
    "ecat, ecat.v, false",
    "imagej.tif, imagej.tif, false",
    "tifffile.ome.tif, tifffile.ome.tif, false",
    "plain.tif, plain.tif, false",
    "itk.mrc, itk.mrc, true"
  })
  void isReadAsItsOwnProgramReadsIt(String name, String fileName, boolean rowsTurned)
      throws Exception {
    JsonNode expected = Golden.manifest("io/bioformats").get("cases").get(name);
    Volume<?> volume = AbstractFormatTest.read(file(fileName));
    assertThat(volume.geometry().size()).containsExactly(NX, NY, NZ);
    RandomAccess<? extends RealType<?>> access = volume.voxels().randomAccess();
    for (int i = 0; i < NX * NY * NZ; i++) {
      int y = i / NX % NY;
      access.setPosition(new long[] {i % NX, rowsTurned ? NY - 1 - y : y, i / NX / NY});
      double value = expected.get("voxels").get(i).asDouble();
      assertThat(access.get().getRealDouble())
          .as("voxel %d", i)
          .isCloseTo(value, within(1e-6 * Math.abs(value)));
    }
    // ITK writes and reads millimetres where MRC2014 has ångströms: such sizes are not used.
    boolean unknown = name.equals("itk.mrc");
    assertThat(volume.info().warnings().stream().anyMatch(w -> w.contains("below 10 nm")))
        .isEqualTo(unknown);
    for (int axis = 0; axis < 3; axis++) {
      double mm = unknown ? 1 : expected.get("zooms").get(axis).asDouble();
      assertThat(volume.geometry().spacing()[axis]).isCloseTo(mm, within(1e-6 * mm));
    }
  }

  @Test
  void imageJsValuesAreHuIfItSaysSo() throws Exception {
    Volume<?> volume = AbstractFormatTest.read(file("imagej.tif"));
    assertThat(volume.info().properties()).containsEntry("unit", "HU");
    assertThat(volume.info().warnings())
        .containsExactly("no orientation: axes assumed L, P, S; left and right may be exchanged");
  }

  @Test
  void printResolutionIsNotTrusted() throws Exception {
    assertThat(AbstractFormatTest.read(file("plain.tif")).info().warnings())
        .anyMatch(w -> w.contains("print resolution"))
        .anyMatch(w -> w.contains("2 planes, stored as time points"))
        .contains("no voxel size along z: 1 mm assumed");
  }

  /** Why MINC is refused: an upgrade that reads it right is to be noticed. */
  @Test
  void bioFormatsDropsScalingOfMinc() throws Exception {
    Path minc = file("minc1.mnc");
    assertThatThrownBy(() -> AbstractFormatTest.read(minc))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("drops scaling and directions");
    AbstractFormatTest.Raw raw = AbstractFormatTest.raw(minc, false);
    assertThat(raw.type()).isEqualTo("int16");
    double real =
        Golden.manifest("io/bioformats")
            .get("cases")
            .get("minc1.mnc")
            .get("voxels")
            .get(NX * (NY - 1))
            .asDouble();
    assertThat(real).isCloseTo(-3.02, within(0.01));
    assertThat(raw.value(0)).isEqualTo(-1009 + 10 * (NY - 1));
  }
}

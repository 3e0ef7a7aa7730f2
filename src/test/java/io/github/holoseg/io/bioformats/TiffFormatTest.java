package io.github.holoseg.io.bioformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ShortProcessor;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TIFF stacks, written by ImageJ itself or by hand. */
class TiffFormatTest extends AbstractFormatTest {
  /** ImageJ keeps signed voxels 32768 higher, with a calibration that says so. */
  private static ImagePlus imageJStack(String unit) {
    ImageStack stack = new ImageStack(NX, NY);
    for (int z = 0; z < NZ; z++) {
      short[] pixels = new short[NX * NY];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (short) (stored(i % NX, i / NX, z) + 32768);
      }
      stack.addSlice(new ShortProcessor(NX, NY, pixels, null));
    }
    ImagePlus image = new ImagePlus("ct", stack);
    image.setDimensions(1, NZ, 1);
    Calibration c = image.getCalibration();
    c.setUnit(unit);
    c.pixelWidth = 0.5;
    c.pixelHeight = 0.75;
    c.pixelDepth = 2;
    return image;
  }

  private Path save(ImagePlus image) {
    Path file = folder.resolve("ct.tif");
    IJ.saveAsTiff(image, file.toString());
    return file;
  }

  @Test
  void signedVoxelsOfImageJComeOutSigned() throws Exception {
    ImagePlus image = imageJStack("mm");
    image.getCalibration().setSigned16BitCalibration();
    Path file = save(image);
    Volume<?> volume = read(file);
    assertVoxels(volume, AbstractFormatTest::stored);
    assertThat(volume.geometry().spacing())
        .containsExactly(new double[] {0.5, 0.75, 2}, within(1e-6));
    assertThat(volume.info().warnings()).anyMatch(w -> w.startsWith("values not known to be HU"));
    // Why: an upgrade of Bio-Formats that applies the calibration is to be noticed.
    assertThat(raw(file, false).value(0)).isEqualTo(32768 - 1009);
  }

  @Test
  void straightLinesAreAppliedAndOtherFunctionsRefused() throws IOException {
    ImagePlus image = imageJStack("mm");
    image
        .getCalibration()
        .setFunction(Calibration.STRAIGHT_LINE, new double[] {-65536, 2}, "Hounsfield units");
    Volume<?> volume = read(save(image));
    assertVoxels(volume, (x, y, z) -> 2 * stored(x, y, z));
    assertThat(volume.info().warnings()).hasSize(1);
    image.getCalibration().setFunction(Calibration.POLY2, new double[] {0, 1, 2}, "HU");
    Path file = save(image);
    assertThatThrownBy(() -> read(file)).hasMessageContaining("function number 1");
  }

  @ParameterizedTest
  @CsvSource({"mm,1", "cm,10", "micron,0.001", "um,0.001", "inch,25.4"})
  void unitsOfImageJ(String unit, double mm) throws IOException {
    Volume<?> volume = read(save(imageJStack(unit)));
    double[] expected = {0.5 * mm, 0.75 * mm, 2 * mm};
    for (int axis = 0; axis < 3; axis++) {
      assertThat(volume.geometry().spacing()[axis])
          .isCloseTo(expected[axis], within(1e-5 * expected[axis]));
    }
    assertThat(volume.info().warnings()).noneMatch(w -> w.startsWith("no voxel size"));
  }

  @Test
  void sizesThatNoScannerMakesAreRefused() {
    Path file = save(imageJStack("nm"));
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("ct.tif: is damaged or in another unit than it says")
        .hasMessageContaining("5.0E-7 mm");
  }

  @ParameterizedTest
  @CsvSource({"pixel", "furlong", "' '"})
  void unknownUnitsAreAWarning(String unit) throws IOException {
    Volume<?> volume = read(save(imageJStack(unit)));
    assertThat(volume.geometry().spacing()).containsExactly(1, 1, 1);
    assertThat(volume.info().warnings())
        .contains("no voxel size along x: 1 mm assumed", "no voxel size along z: 1 mm assumed");
  }

  @Test
  void truncatedImageJStack() throws IOException {
    Path file = save(imageJStack("mm"));
    // ImageJ writes some bytes behind the last page, so the voxels' end is not the file's.
    byte[] all = Files.readAllBytes(file);
    for (int kept = 0; kept < all.length; kept += 7) {
      Files.write(file, java.util.Arrays.copyOf(all, kept));
      try {
        assertVoxels(force(file), (x, y, z) -> stored(x, y, z) + 32768);
      } catch (IOException e) {
        assertThat(e.getMessage()).contains("ct.tif").doesNotContain("\n\tat ");
      }
    }
  }

  /** One page of one strip whose counts, sizes and places are as given. */
  private static byte[] page(int width, long stripBytes, long stripAt, long stripCount, long next) {
    ByteBuffer b = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
    b.put(ascii("II*\0")).putInt(8).putShort((short) 8);
    long[][] entries = {
      {256, 4, 1, width}, {257, 4, 1, 4}, {258, 3, 1, 16}, {259, 3, 1, 1},
      {262, 3, 1, 1}, {273, 4, stripCount, stripAt}, {277, 3, 1, 1}, {279, 4, 1, stripBytes}
    };
    for (long[] e : entries) {
      b.putShort((short) e[0]).putShort((short) e[1]).putInt((int) e[2]).putInt((int) e[3]);
    }
    b.putInt((int) next);
    return b.array();
  }

  @Test
  void absurdDirectoriesAreRefusedBeforeAnythingIsAllocated() throws IOException {
    assertThat(read(write("good.tif", page(5, 40, 150, 1, 0))).geometry().size())
        .containsExactly(5, 4, 1);
    assertThatThrownBy(() -> read(write("a.tif", page(2_000_000_000, 40, 150, 1, 0))))
        .hasMessageContaining("a.tif")
        .hasMessageContaining("needs 16000000000 bytes");
    assertThatThrownBy(() -> read(write("b.tif", page(5, 40, 150, 0xFFFFFFFFL, 0))))
        .hasMessageContaining("tag 273 of page 1 has 4294967295 values");
    assertThatThrownBy(() -> read(write("c.tif", page(5, 4000, 150, 1, 0))))
        .hasMessageContaining("ends at byte 4150");
    assertThatThrownBy(() -> read(write("d.tif", page(5, 40, 150, 1, 8))))
        .hasMessageContaining("in a circle");
    assertThatThrownBy(() -> read(write("e.tif", page(5, 40, 150, 1, 99_999))))
        .hasMessageContaining("at byte 99999");
    assertThatThrownBy(() -> read(write("f.tif", ascii("II*\0\0\0\0\0"))))
        .hasMessageContaining("without pages");
    assertThatThrownBy(() -> force(write("empty.tif"))).hasMessageContaining("empty.tif");
  }
}

package io.github.holoseg.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeAssert;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Placement by the standard's three methods, and everything that is refused. */
class NiftiReaderTest {
  @TempDir Path folder;

  private final NiftiFixture file = new NiftiFixture();

  private Volume<?> read() throws IOException {
    return VolumeReaders.read(file.write(folder.resolve("x.nii")));
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused() {
    return assertThatThrownBy(this::read)
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("x.nii: ");
  }

  @Test
  void withoutCodesTheVoxelSizesPlaceItWithAWarning() throws IOException {
    file.sformCode = 0;
    file.pixdim = new double[] {0, 2, 3, 4, 0, 0, 0, 0};
    Volume<?> volume = read();
    assertThat(volume.geometry().spacing()).containsExactly(2, 3, 4);
    assertThat(volume.geometry().axisCodes()).isEqualTo("RAS");
    assertThat(volume.info().warnings()).singleElement().asString().contains("no orientation");
  }

  @Test
  void withoutCodesTheCallerMaySayWhereTheAxesPoint() throws IOException {
    file.sformCode = 0;
    file.pixdim = new double[] {0, 2, 3, 4, 0, 0, 0, 0};
    Path path = file.write(folder.resolve("x.nii"));
    for (AxisOrder order : AxisOrder.all()) {
      Volume<?> volume = read(path, ReadOptions.DEFAULT.withOrientation(order));
      assertThat(volume.geometry().axisCodes()).isEqualTo(order.axisCodes());
      assertThat(volume.geometry().spacing()).containsExactly(2, 3, 4);
      assertThat(volume.info().warnings()).isEmpty();
    }
  }

  @Test
  void aFileThatSaysWhereItsAxesPointIsBelieved() throws IOException {
    Path path = file.write(folder.resolve("x.nii"));
    Volume<?> asked = read(path, ReadOptions.DEFAULT.withOrientation(AxisOrder.of("SAL")));
    assertThat(asked.geometry()).isEqualTo(VolumeReaders.read(path).geometry());
  }

  @Test
  void severalVolumesAreRefusedWithTheOptionThatChooses() throws IOException {
    file.dim = new long[] {4, 2, 3, 2, 2, 1, 1, 1};
    assertRefused().hasMessageContaining("holds 2 volumes (4-D)").hasMessageContaining("--volume");
    Path path = file.write(folder.resolve("x.nii"));
    assertThat(read(path, ReadOptions.DEFAULT.withVolume(1)).geometry().size(2)).isEqualTo(2);
    assertThatThrownBy(() -> read(path, ReadOptions.DEFAULT.withVolume(2)))
        .hasMessageContaining("no volume number 2, the last one is 1");
  }

  @Test
  void theVoxelsOfAPairAloneAreNamed() throws IOException {
    Path image = Files.write(folder.resolve("scan.img"), new byte[500]);
    assertThatThrownBy(() -> read(image, ReadOptions.DEFAULT.withReader("nifti")))
        .hasMessageContaining("the .hdr file, is not beside it");
  }

  private static Volume<?> read(Path path, ReadOptions options) throws IOException {
    return VolumeReaders.read(path, options, ProgressListener.NONE, CancellationToken.none());
  }

  @Test
  void qformOf90DegreesAboutZWithQfac() throws IOException {
    file.sformCode = 0;
    file.qformCode = 1;
    file.quaternion = new double[] {0, 0, Math.sqrt(0.5)};
    file.qoffset = new double[] {10, 20, 30};
    file.pixdim = new double[] {-1, 2, 3, 4, 0, 0, 0, 0};
    // i runs to anterior, j to left, k (qfac -1) to inferior
    VolumeGeometry wanted =
        VolumeGeometry.fromRasAffine(
            new long[] {2, 3, 4}, new double[][] {{0, -3, 0, 10}, {2, 0, 0, 20}, {0, 0, -4, 30}});
    VolumeAssert.assertSamePlace(read().geometry(), wanted, 1e-5);
  }

  @Test
  void unitsAreConvertedToMm() throws IOException {
    double[] mm = {1000, 1, 0.001, 1};
    int[] codes = {1, 2, 3, 0};
    for (int i = 0; i < codes.length; i++) {
      file.units = codes[i] | 8;
      file.srow = new double[][] {{2, 0, 0, 5}, {0, 2, 0, 0}, {0, 0, 2, 0}};
      VolumeGeometry g = read().geometry();
      assertThat(g.spacing()[0]).isEqualTo(2 * mm[i]);
      assertThat(g.origin()[0]).isEqualTo(-5 * mm[i]);
      file.sformCode = 0;
      file.qformCode = 1;
      file.qoffset = new double[] {5, 0, 0};
      file.pixdim = new double[] {1, 2, 2, 2, 0, 0, 0, 0};
      VolumeAssert.assertSamePlace(read().geometry(), g, 1e-9);
      file.sformCode = 1;
      file.qformCode = 0;
    }
  }

  @Test
  void shearedSformFallsBackToQform() throws IOException {
    file.srow = new double[][] {{1, 0.3, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}};
    assertRefused().hasMessageContaining("sheared").hasMessageContaining("no qform");
    file.qformCode = 1;
    file.qoffset = new double[] {7, 8, 9};
    Volume<?> volume = read();
    assertThat(volume.geometry().origin()).containsExactly(-7, -8, 9);
    assertThat(volume.info().warnings()).singleElement().asString().contains("qform is used");
  }

  @Test
  void disagreeingPlacementsAreAWarning() throws IOException {
    file.qformCode = 1;
    file.qoffset = new double[] {0, 0, 5};
    Volume<?> volume = read();
    assertThat(volume.geometry().origin()).containsExactly(-0.0, -0.0, 0.0);
    assertThat(volume.info().warnings()).singleElement().asString().contains("differently");
  }

  @Test
  void missingVoxelSizeIsRefusedWhereItMatters() throws IOException {
    file.sformCode = 0;
    file.qformCode = 1;
    file.pixdim = new double[] {1, 1, 0, 1, 0, 0, 0, 0};
    assertRefused().hasMessageContaining("voxel size along y (pixdim) is 0.0");
    file.dim = new long[] {3, 2, 1, 4, 1, 1, 1, 1};
    assertThat(read().info().warnings()).singleElement().asString().contains("1 mm is assumed");
  }

  @Test
  void fourDimensionsNeedAChoice() throws IOException {
    Path source = SharedData.shared("nibabel/functional.nii");
    assertThatThrownBy(() -> VolumeReaders.read(source))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("functional.nii")
        .hasMessageContaining("20 volumes")
        .hasMessageContaining("from 0 to 19");
    ReadOptions tooFar = new ReadOptions(null, 20, null, null, false, 1);
    assertThatThrownBy(
            () ->
                VolumeReaders.read(source, tooFar, ProgressListener.NONE, CancellationToken.none()))
        .hasMessageContaining("no volume number 20");
    file.dim = new long[] {4, 2, 3, 4, 1, 1, 1, 1};
    assertThat(read().geometry().size()).containsExactly(2, 3, 4);
  }

  @Test
  void twoDimensionsAreOneSlice() throws IOException {
    file.dim = new long[] {2, 4, 6, 0, 0, 0, 0, 0};
    assertThat(read().geometry().size()).containsExactly(4, 6, 1);
  }

  @Test
  void coloursAndComplexNumbersAreRefusedByName() {
    file.datatype = 128;
    assertRefused().hasMessageContaining("RGB colours (RGB24)");
    file.datatype = 2304;
    assertRefused().hasMessageContaining("RGBA32");
    file.datatype = 32;
    assertRefused().hasMessageContaining("complex64");
    file.datatype = 1536;
    assertRefused().hasMessageContaining("128-bit");
    file.datatype = 77;
    assertRefused().hasMessageContaining("datatype 77");
  }

  @Test
  void contradictionsAreRefused() {
    file.bitpix = 8;
    assertRefused().hasMessageContaining("bitpix 8");
    file.bitpix = 16;
    file.dim = new long[] {9, 2, 3, 4, 1, 1, 1, 1};
    assertRefused().hasMessageContaining("dim[0] = 9");
    file.dim = new long[] {3, 2, -3, 4, 1, 1, 1, 1};
    assertRefused().hasMessageContaining("size -3 along axis 2");
    file.dim = new long[] {3, 2, 3, 4, 1, 1, 1, 1};
    file.voxOffset = 100;
    assertRefused().hasMessageContaining("byte 100");
    file.voxOffset = -1;
    file.slope = 2;
    file.intercept = Double.NaN;
    assertRefused().hasMessageContaining("scl_inter NaN");
  }

  @Test
  void hugeSizesAreRefusedBeforeAllocation() throws IOException {
    file.dim = new long[] {3, 32767, 32767, 32767, 1, 1, 1, 1};
    assertRefused().hasMessageContaining("truncated").hasMessageContaining("70362301923326 bytes");
    Path gz = file.write(folder.resolve("x.nii.gz"));
    assertThatThrownBy(() -> VolumeReaders.read(gz)).hasMessageContaining("at most");
    file.version = 2;
    file.dim = new long[] {3, 1L << 40, 1L << 40, 4, 1, 1, 1, 1};
    assertRefused().hasMessageContaining("impossible size");
  }

  @Test
  void truncationTellsExpectedAndFoundBytes() throws IOException {
    file.voxels = Arrays.copyOf(file.voxels, 47);
    assertRefused().hasMessageContaining("48 bytes").hasMessageContaining("399 bytes");
    Path gz = file.write(folder.resolve("x.nii.gz"));
    assertThatThrownBy(() -> VolumeReaders.read(gz))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("announces 48 bytes of voxels, the file has 47 (slice 4 of 4)");
  }

  @Test
  void damagedGzipIsNoticed() throws IOException {
    file.voxels = new byte[4800];
    new java.util.Random(1).nextBytes(file.voxels);
    file.dim = new long[] {3, 20, 30, 4, 1, 1, 1, 1};
    Path gz = file.write(folder.resolve("x.nii.gz"));
    byte[] good = Files.readAllBytes(gz);
    byte[] bad = good.clone();
    bad[3000] ^= 1;
    Files.write(gz, bad);
    assertThatThrownBy(() -> VolumeReaders.read(gz))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("gzip data is damaged");
    Files.write(gz, Arrays.copyOf(good, good.length - 3));
    assertThatThrownBy(() -> VolumeReaders.read(gz))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("checksum at the end");
  }

  @Test
  void headersThatAreNoneAreNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("text.nii"), "not a volume at all");
    assertThatThrownBy(() -> VolumeReaders.read(text)).hasMessageContaining("is no NIfTI file");
    Path empty = Files.createFile(folder.resolve("empty.nii.gz"));
    assertThatThrownBy(() -> VolumeReaders.read(empty)).hasMessageContaining("is an empty file");
    Path half = Files.write(folder.resolve("half.nii"), Arrays.copyOf(file.header(), 200));
    assertThatThrownBy(() -> VolumeReaders.read(half)).hasMessageContaining("200 of 348 bytes");
    file.magic = "";
    Path analyze = file.write(folder.resolve("old.hdr"));
    assertThatThrownBy(() -> VolumeReaders.read(analyze)).hasMessageContaining("Analyze 7.5");
  }

  @Test
  void pairOpensByEitherName() throws IOException {
    file.paired = true;
    file.voxels[2] = 42;
    Path header = file.write(folder.resolve("pair.hdr"));
    Volume<?> byHeader = VolumeReaders.read(header);
    Volume<?> byImage = VolumeReaders.read(folder.resolve("pair.img"));
    VolumeAssert.assertSameVoxels(byImage.voxels(), byHeader.voxels());
    assertThat(byHeader.info().name()).isEqualTo("pair");
    Files.delete(folder.resolve("pair.img"));
    assertThatThrownBy(() -> VolumeReaders.read(header)).hasMessageContaining(".img file");
  }

  @Test
  void isKnownWithoutItsEnding() throws IOException {
    Path plain = file.write(folder.resolve("no ending"));
    assertThat(new NiftiReader().score(plain)).isEqualTo(100);
    assertThat(VolumeReaders.read(plain).info().name()).isEqualTo("no ending");
  }
}

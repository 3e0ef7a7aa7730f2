package io.github.holoseg.io.bioformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import io.github.holoseg.io.AbstractVolumeReaderTest;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.VolumeReader;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import loci.formats.FormatTools;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.view.Views;
import ome.units.UNITS;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BioFormatsReaderTest {
  @TempDir Path folder;

  @Nested
  class Contract extends AbstractVolumeReaderTest {
    @Override
    protected VolumeReader reader() {
      return new BioFormatsReader();
    }

    /** On L, P, S axes from the physical origin on: OME-TIFF has no other placement. */
    @Override
    protected Volume<?> expected() {
      return Phantom.ct(VolumeGeometry.axisAligned(new long[] {40, 30, 12}, 1.5, 1.75, 4));
    }

    @Override
    protected Path write(Volume<?> volume, Path folder) throws IOException {
      byte[][] planes = new byte[12][];
      for (int z = 0; z < 12; z++) {
        ByteBuffer b = ByteBuffer.allocate(40 * 30 * 2).order(ByteOrder.BIG_ENDIAN);
        Views.flatIterable(Views.hyperSlice(volume.voxels(), 2, z))
            .forEach(v -> b.putShort(((ShortType) v).get()));
        planes[z] = b.array();
      }
      return new OmeTiff()
          .series(new int[] {40, 30, 12, 1, 1}, FormatTools.INT16, false, 1)
          .sizes(UNITS.MICROMETER, 1500.0, 1750.0, 4000.0)
          .write(folder.resolve("scan.ome.tif"), planes);
    }
  }

  private static Volume<?> read(Path file, int volumeIndex) throws IOException {
    ReadOptions options = new ReadOptions(null, volumeIndex, "bioformats", null, false, 1);
    return VolumeReaders.read(file, options, ProgressListener.NONE, CancellationToken.none());
  }

  private static double at(Volume<?> volume, long... position) {
    RandomAccess<? extends RealType<?>> access = volume.voxels().randomAccess();
    access.setPosition(position);
    return access.get().getRealDouble();
  }

  /** Planes of 2x2 voxels, each filled with its number plus one. */
  private static byte[][] numbered(int planes, int bytes) {
    byte[][] result = new byte[planes][bytes];
    for (int i = 0; i < planes; i++) {
      java.util.Arrays.fill(result[i], (byte) (i + 1));
    }
    return result;
  }

  @Test
  void whatItCannotKnowIsAWarning() throws IOException {
    Path file =
        new OmeTiff()
            .series(new int[] {2, 2, 3, 1, 1}, FormatTools.UINT8, true, 1)
            .sizes(UNITS.MILLIMETER, 0.5, null, 2.0)
            .write(folder.resolve("a.ome.tif"), numbered(3, 4));
    Volume<?> volume = read(file, -1);
    assertThat(volume.geometry().spacing()).containsExactly(new double[] {0.5, 1, 2}, within(1e-9));
    assertThat(volume.info().warnings())
        .containsExactly(
            "no voxel size along y: 1 mm assumed",
            "no orientation: axes assumed L, P, S; left and right may be exchanged",
            "values not known to be HU: taken as stored");
    assertThat(volume.info().name()).isEqualTo("a");
  }

  @Test
  void signAndByteOrderAreTheFiles() throws IOException {
    for (boolean little : new boolean[] {true, false}) {
      ByteBuffer plane =
          ByteBuffer.allocate(8).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      plane.putShort((short) -1024).putShort((short) 3071).putShort((short) -1).putShort((short) 2);
      byte[][] planes = {plane.array()};
      Path signed =
          new OmeTiff()
              .series(new int[] {2, 2, 1, 1, 1}, FormatTools.INT16, little, 1)
              .write(folder.resolve("s" + little + ".ome.tif"), planes);
      assertThat(at(read(signed, -1), 0, 0, 0)).isEqualTo(-1024);
      assertThat(at(read(signed, -1), 1, 0, 0)).isEqualTo(3071);
      Path unsigned =
          new OmeTiff()
              .series(new int[] {2, 2, 1, 1, 1}, FormatTools.UINT16, little, 1)
              .write(folder.resolve("u" + little + ".ome.tif"), planes);
      assertThat(at(read(unsigned, -1), 0, 1, 0)).isEqualTo(65535);
    }
  }

  @Test
  void theLargestSeriesIsTaken() throws IOException {
    Path file =
        new OmeTiff()
            .series(new int[] {2, 2, 1, 1, 1}, FormatTools.UINT8, true, 1)
            .sizes(UNITS.MILLIMETER, 9.0, 9.0, 9.0)
            .series(new int[] {2, 2, 3, 1, 1}, FormatTools.UINT8, true, 1)
            .sizes(UNITS.MILLIMETER, 2.0, 3.0, 4.0)
            .write(folder.resolve("two.ome.tif"), numbered(1, 4), numbered(3, 4));
    Volume<?> volume = read(file, -1);
    assertThat(volume.geometry().size()).containsExactly(2, 2, 3);
    assertThat(volume.geometry().spacing()).containsExactly(2, 3, 4);
    assertThat(at(volume, 0, 0, 2)).isEqualTo(3);
  }

  @Test
  void channelsAndTimePointsNeedAChoice() throws IOException {
    Path file =
        new OmeTiff()
            .series(new int[] {2, 2, 2, 2, 3}, FormatTools.UINT8, true, 1)
            .write(folder.resolve("many.ome.tif"), numbered(12, 4));
    assertThatThrownBy(() -> read(file, -1))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("many.ome.tif")
        .hasMessageContaining("6 volumes (2 channels, 3 time points)");
    assertThatThrownBy(() -> read(file, 6)).hasMessageContaining("no volume number 6");
    // planes in the order XYZCT: channel 1, time 1 begins at plane 2 * (1 + 2 * 1) = 6
    assertThat(at(read(file, 3), 0, 0, 0)).isEqualTo(7);
    assertThat(at(read(file, 3), 0, 0, 1)).isEqualTo(8);
  }

  @Test
  void coloursAreRefused() throws IOException {
    Path file =
        new OmeTiff()
            .series(new int[] {2, 2, 1, 3, 1}, FormatTools.UINT8, true, 3)
            .write(folder.resolve("rgb.ome.tif"), new byte[][] {new byte[12]});
    assertThatThrownBy(() -> read(file, -1))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("colours");
  }

  @Test
  void imageJStackWithItsCalibration() throws IOException {
    ImageStack stack = new ImageStack(3, 2);
    for (int z = 0; z < 4; z++) {
      byte[] pixels = new byte[6];
      pixels[0] = (byte) (10 * z);
      stack.addSlice(new ByteProcessor(3, 2, pixels));
    }
    ImagePlus image = new ImagePlus("stack", stack);
    image.setDimensions(1, 4, 1);
    Calibration calibration = image.getCalibration();
    calibration.setUnit("mm");
    calibration.pixelWidth = 0.25;
    calibration.pixelHeight = 0.25;
    calibration.pixelDepth = 0.5;
    Path file = folder.resolve("stack.tif");
    IJ.saveAsTiff(image, file.toString());
    Volume<?> volume = VolumeReaders.read(file);
    assertThat(volume.info().format()).startsWith("Bio-Formats");
    assertThat(volume.geometry().size()).containsExactly(3, 2, 4);
    assertThat(volume.geometry().spacing())
        .containsExactly(new double[] {0.25, 0.25, 0.5}, within(1e-6));
    assertThat(at(volume, 0, 0, 3)).isEqualTo(30);
  }

  /** Bio-Formats reads what is missing as zeros; a cut at any place must be noticed. */
  @Test
  void truncationIsNoticedWhereverItIs() throws IOException {
    Path file =
        new OmeTiff()
            .series(new int[] {2, 2, 6, 1, 1}, FormatTools.UINT8, true, 1)
            .write(folder.resolve("cut.ome.tif"), numbered(6, 4));
    byte[] all = Files.readAllBytes(file);
    assertThat(at(read(file, -1), 1, 1, 5)).isEqualTo(6);
    for (int kept = 10; kept < 100; kept += 10) {
      Files.write(file, java.util.Arrays.copyOf(all, all.length * kept / 100));
      assertThatThrownBy(() -> read(file, -1))
          .as("%d percent kept", kept)
          .isInstanceOf(VolumeFormatException.class)
          .hasMessageContaining("cut.ome.tif");
    }
  }

  @Test
  void pagesWithoutMetadataAreSlicesWithAWarning() throws IOException {
    Path file =
        new OmeTiff()
            .series(new int[] {2, 2, 1, 1, 5}, FormatTools.UINT8, true, 1)
            .write(folder.resolve("pages.ome.tif"), numbered(5, 4));
    Volume<?> volume = read(file, -1);
    assertThat(volume.geometry().size()).containsExactly(2, 2, 5);
    assertThat(volume.info().warnings()).anyMatch(w -> w.contains("5 planes"));
    assertThat(read(file, 3).geometry().size()).containsExactly(2, 2, 1);
  }

  @Test
  void niftiThroughBioFormatsWarns() throws IOException {
    Volume<?> volume = read(SharedData.shared("nibabel/anatomical.nii"), -1);
    assertThat(volume.geometry().size()).containsExactly(33, 41, 25);
    assertThat(volume.info().warnings())
        .anyMatch(w -> w.contains("no orientation"))
        .anyMatch(w -> w.contains("not known to be HU"));
  }

  @Test
  void scoreIsLowAndFoldersAreRefused() throws IOException {
    Path file =
        new OmeTiff()
            .series(new int[] {2, 2, 1, 1, 1}, FormatTools.UINT8, true, 1)
            .write(folder.resolve("a.ome.tif"), numbered(1, 4));
    assertThat(new BioFormatsReader().score(file)).isEqualTo(10);
    assertThat(new BioFormatsReader().score(folder)).isZero();
    assertThatThrownBy(() -> read(folder, -1)).hasMessageContaining("is a folder");
  }

  /** Bio-Formats opens both, but gives wrong values and places without a word. */
  @Test
  void nrrdAndDicomAreNotTakenOver() throws IOException {
    Path nrrd =
        Files.writeString(
            folder.resolve("a.nrrd"),
            "NRRD0004\ntype: short\ndimension: 3\nsizes: 20 20 1\nendian: little\n"
                + "encoding: raw\n\n"
                + "x".repeat(800));
    assertThat(new BioFormatsReader().score(nrrd)).isZero();
    assertThat(VolumeReaders.readerFor(nrrd, ReadOptions.DEFAULT).key()).isEqualTo("nrrd");
    assertThatThrownBy(() -> read(nrrd, -1)).hasMessageContaining("as unsigned ones");
    Path dicom = SharedData.shared("cornerstone/testImages/CTImage.dcm");
    assertThat(new BioFormatsReader().score(dicom)).isZero();
  }

  @Test
  void nothingIsPrinted() throws IOException {
    Path good =
        new OmeTiff()
            .series(new int[] {2, 2, 1, 1, 1}, FormatTools.UINT8, true, 1)
            .write(folder.resolve("a.ome.tif"), numbered(1, 4));
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream both = new PrintStream(printed, true)) {
      System.setOut(both);
      System.setErr(both);
      read(good, -1);
      Path bad = Files.write(folder.resolve("bad.tif"), new byte[] {'I', 'I', 42, 0, 8, 0, 0, 0});
      assertThatThrownBy(() -> read(bad, -1)).isInstanceOf(VolumeFormatException.class);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(printed.toString()).isEmpty();
  }
}

package io.github.holoseg.io.ometiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.io.VolumeExporters;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeAssert;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Read back by Bio-Formats, which shares no code with the writer. */
class OmeTiffVolumeExporterTest {
  private static final long[] SIZE = {3, 2, 2};

  @TempDir Path folder;

  private Volume<?> roundTrip(Volume<?> volume) throws IOException {
    Path file = folder.resolve("v.ome.tif");
    VolumeExporters.forFile(file).export(volume, file);
    return VolumeReaders.read(file);
  }

  static Stream<RandomAccessibleInterval<? extends RealType<?>>> everyType() {
    return Stream.of(
        ArrayImgs.unsignedBytes(new byte[] {0, -128, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1}, SIZE),
        ArrayImgs.bytes(new byte[] {0, 127, -128, 3, 4, 5, 6, 7, 8, 9, 10, -1}, SIZE),
        ArrayImgs.shorts(new short[] {0, 32767, -32768, 3, 4, 5, 6, 7, 8, 9, 10, -1024}, SIZE),
        ArrayImgs.unsignedShorts(new short[] {0, -1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -2}, SIZE),
        ArrayImgs.ints(new int[] {0, 1, -70000, 3, 4, 5, 6, 7, 8, 9, 10, 1 << 31}, SIZE),
        ArrayImgs.unsignedInts(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1}, SIZE),
        ArrayImgs.floats(new float[] {0, Float.NaN, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1.5f}, SIZE),
        ArrayImgs.doubles(new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1e300, 0.1}, SIZE));
  }

  @ParameterizedTest
  @MethodSource("everyType")
  @SuppressWarnings({"unchecked", "rawtypes"})
  void everyTypeKeepsItsValues(RandomAccessibleInterval<? extends RealType<?>> voxels)
      throws IOException {
    VolumeInfo info = VolumeInfo.inMemory("v", Modality.CT);
    Volume<?> volume = new Volume(voxels, VolumeGeometry.axisAligned(SIZE, 1, 2, 3), info);
    VolumeAssert.assertSameVoxels(roundTrip(volume).voxels(), voxels);
  }

  @Test
  void geometryAndModalityComeBackExactlyInEveryAxisOrder() throws IOException {
    Volume<ShortType> scan = Phantom.ct();
    for (String order : new String[] {"LPS", "RAS", "SAL", "ILP"}) {
      Volume<ShortType> turned = scan.reoriented(AxisOrder.of(order));
      Volume<?> back = roundTrip(turned);
      assertThat(back.voxels().getType()).isInstanceOf(ShortType.class);
      VolumeAssert.assertSameVoxels(back.voxels(), turned.voxels());
      assertThat(back.geometry()).isEqualTo(turned.geometry());
      assertThat(back.info().modality()).isEqualTo(Modality.CT);
      assertThat(back.info().warnings()).isEqualTo(turned.info().warnings());
      assertThat(back.info().properties()).containsEntry("placed_by", "annotation");
    }
  }

  /** A scan that was odd when it was read must not look sound after a detour. */
  @Test
  void warningsAreKeptAndUnknownValuesStayUnknown() throws IOException {
    VolumeInfo info =
        new VolumeInfo(
            "a <b> & \"c\" \u00e9\u0001",
            "memory",
            Modality.UNKNOWN,
            null,
            null,
            Map.of(VolumeInfo.ASSUMED_ORIENTATION, "LPS"),
            List.of("no orientation: µ < 3 & more"));
    Volume<?> volume =
        new Volume<>(
            ArrayImgs.shorts(new short[12], SIZE), VolumeGeometry.axisAligned(SIZE, 1, 2, 3), info);
    VolumeInfo back = roundTrip(volume).info();
    assertThat(back.properties()).containsEntry(VolumeInfo.ASSUMED_ORIENTATION, "LPS");
    assertThat(back.warnings())
        .containsExactly(
            "no orientation: µ < 3 & more", "values not known to be HU: taken as stored");
  }

  /** Another program that crops the file keeps the annotation, which is then of another volume. */
  @Test
  void annotationOfAnotherVolumeIsNotUsed() throws IOException {
    Path file = folder.resolve("v.ome.tif");
    new OmeTiffVolumeExporter().export(Phantom.ct(), file);
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    String changed = text.replace("<M K=\"size\">96 80 40</M>", "<M K=\"size\">96 80 41</M>");
    assertThat(changed).isNotEqualTo(text);
    Files.writeString(file, changed, StandardCharsets.ISO_8859_1);
    Volume<?> volume = VolumeReaders.read(file);
    assertThat(volume.geometry().axisCodes()).isEqualTo("LPS");
    assertThat(volume.geometry().spacing()).containsExactly(1.5, 1.5, 4);
    assertThat(volume.info().warnings())
        .anyMatch(w -> w.contains("another program changed it"))
        .anyMatch(w -> w.startsWith("no orientation"));
  }

  /** Rows of 300 000 bytes need strips of one row each, the other volume many strips per page. */
  @Test
  void pagesOfSeveralStrips() throws IOException {
    for (long[] size : new long[][] {{150_000, 3, 2}, {400, 1000, 2}}) {
      short[] values = new short[(int) (size[0] * size[1] * size[2])];
      for (int i = 0; i < values.length; i++) {
        values[i] = (short) (i * 31 + i / 977);
      }
      VolumeInfo info = VolumeInfo.inMemory("v", Modality.CT);
      Volume<?> volume =
          new Volume<>(
              ArrayImgs.shorts(values, size), VolumeGeometry.axisAligned(size, 1, 2, 3), info);
      VolumeAssert.assertSameVoxels(roundTrip(volume).voxels(), volume.voxels());
    }
  }

  /** The same code that writes beyond 4 GiB, made to begin earlier. */
  @Test
  void bigTiffIsReadBackTheSame() throws IOException {
    Volume<ShortType> scan = Phantom.ct();
    Path file = folder.resolve("big.ome.tiff");
    new OmeTiffVolumeExporter(500_000).export(scan, file);
    assertThat(Files.readAllBytes(file)[2]).isEqualTo((byte) 43);
    VolumeAssert.assertSameVoxels(VolumeReaders.read(file).voxels(), scan.voxels());
    new OmeTiffVolumeExporter().export(scan, file);
    assertThat(Files.readAllBytes(file)[2]).isEqualTo((byte) 42);
  }

  @Test
  void computedViewsAreWritten() throws IOException {
    Volume<ShortType> scan = Phantom.ct();
    RandomAccessibleInterval<FloatType> halved =
        Converters.convert(
            scan.voxels(), (in, out) -> out.setReal(in.get() / 2.0), new FloatType());
    Volume<FloatType> volume = new Volume<>(halved, scan.geometry(), scan.info());
    VolumeAssert.assertSameVoxels(roundTrip(volume).voxels(), halved);
  }

  @Test
  void sameVolumeSameBytes() throws IOException {
    Path a = folder.resolve("a.ome.tif");
    Path b = folder.resolve("b.OME.TIFF");
    VolumeExporters.forFile(a).export(Phantom.ct(), a);
    VolumeExporters.forFile(b).export(Phantom.ct(), b);
    assertThat(Files.readAllBytes(a)).isEqualTo(Files.readAllBytes(b));
    assertThat(Files.size(a)).isLessThan(96L * 80 * 40 * 2);
  }

  @Test
  void integersOf64BitsAreRefused() {
    VolumeInfo info = VolumeInfo.inMemory("v", Modality.CT);
    Volume<?> volume =
        new Volume<>(
            ArrayImgs.longs(new long[12], SIZE), VolumeGeometry.axisAligned(SIZE, 1, 2, 3), info);
    assertThatThrownBy(() -> roundTrip(volume))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("v.ome.tif")
        .hasMessageContaining("64-bit");
  }
}

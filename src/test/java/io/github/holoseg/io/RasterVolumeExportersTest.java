package io.github.holoseg.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeAssert;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.nio.file.Path;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Volumes written as NRRD and MetaImage and read back: types, axis orders, modality. */
class RasterVolumeExportersTest {
  private static final long[] SIZE = {2, 3, 2};

  @TempDir Path folder;

  private Volume<?> roundTrip(Volume<?> volume, String name) throws IOException {
    Path file = folder.resolve(name);
    VolumeExporters.forFile(file).export(volume, file);
    Volume<?> back = VolumeReaders.read(file);
    assertThat(back.info().warnings()).isEmpty();
    return back;
  }

  @ParameterizedTest
  @ValueSource(strings = {"v.nrrd", "v.mha", "v.mhd"})
  @SuppressWarnings({"unchecked", "rawtypes"})
  void everyTypeKeepsItsValues(String name) throws IOException {
    RandomAccessibleInterval<? extends RealType<?>>[] all =
        new RandomAccessibleInterval[] {
          ArrayImgs.unsignedBytes(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1}, SIZE),
          ArrayImgs.bytes(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1}, SIZE),
          ArrayImgs.shorts(new short[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1024}, SIZE),
          ArrayImgs.unsignedShorts(new short[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1}, SIZE),
          ArrayImgs.ints(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -70000}, SIZE),
          ArrayImgs.unsignedInts(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1}, SIZE),
          ArrayImgs.longs(new long[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1L << 50}, SIZE),
          ArrayImgs.floats(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1.5f}, SIZE),
          ArrayImgs.doubles(new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0.1}, SIZE)
        };
    for (RandomAccessibleInterval<? extends RealType<?>> voxels : all) {
      VolumeInfo info = VolumeInfo.inMemory("v", Modality.UNKNOWN);
      Volume<?> volume = new Volume(voxels, VolumeGeometry.axisAligned(SIZE, 1, 2, 3), info);
      VolumeAssert.assertSameVoxels(roundTrip(volume, name).voxels(), voxels);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v.nrrd", "v.mha", "V.MHD"})
  void ctStaysACtOfShortsInEveryAxisOrder(String name) throws IOException {
    Volume<ShortType> scan = Phantom.ct();
    for (String order : new String[] {"LPS", "RAS", "SAL", "ILP"}) {
      Volume<ShortType> turned = scan.reoriented(AxisOrder.of(order));
      Volume<?> back = roundTrip(turned, name);
      assertThat(back.voxels().getType()).isInstanceOf(ShortType.class);
      assertThat(back.info().modality()).isEqualTo(Modality.CT);
      VolumeAssert.assertSameVoxels(back.voxels(), turned.voxels());
      VolumeAssert.assertSamePlace(back.geometry(), turned.geometry(), 1e-9);
    }
  }
}

package io.github.holoseg.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.io.VolumeExporters;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeAssert;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.nio.file.Path;
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

class NiftiVolumeExporterTest {
  private static final long[] SIZE = {2, 3, 2};

  @TempDir Path folder;

  private Volume<?> roundTrip(Volume<?> volume) throws IOException {
    Path file = folder.resolve("v.nii.gz");
    VolumeExporters.forFile(file).export(volume, file);
    return VolumeReaders.read(file);
  }

  static Stream<RandomAccessibleInterval<? extends RealType<?>>> everyType() {
    return Stream.of(
        ArrayImgs.unsignedBytes(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1}, SIZE),
        ArrayImgs.bytes(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1}, SIZE),
        ArrayImgs.shorts(new short[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1024}, SIZE),
        ArrayImgs.unsignedShorts(new short[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1}, SIZE),
        ArrayImgs.ints(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -70000}, SIZE),
        ArrayImgs.unsignedInts(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1}, SIZE),
        ArrayImgs.longs(new long[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1L << 50}, SIZE),
        ArrayImgs.floats(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1.5f}, SIZE),
        ArrayImgs.doubles(new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0.1}, SIZE));
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
  void shortsStayShortsInEveryAxisOrder() throws IOException {
    Volume<ShortType> scan = Phantom.ct();
    for (String order : new String[] {"LPS", "RAS", "SAL", "ILP"}) {
      Volume<ShortType> turned = scan.reoriented(AxisOrder.of(order));
      Volume<?> back = roundTrip(turned);
      assertThat(back.voxels().getType()).isInstanceOf(ShortType.class);
      VolumeAssert.assertSameVoxels(back.voxels(), turned.voxels());
      VolumeAssert.assertSamePlace(back.geometry(), turned.geometry(), 1e-3);
    }
  }

  @Test
  void moreVoxelsThanVersion1HoldsMakeVersion2() throws IOException {
    for (int axis = 0; axis < 3; axis++) {
      long[] size = {2, 2, 2};
      size[axis] = 32768;
      var voxels = ArrayImgs.shorts(size);
      voxels.getAt(1, 1, 1).set((short) 7);
      double[][] oblique = {{0.8, -0.6, 0}, {0.6, 0.8, 0}, {0, 0, -1}};
      VolumeGeometry geometry =
          new VolumeGeometry(size, new double[] {1, 2, 3}, new double[] {4, 5, 6}, oblique);
      VolumeInfo info = VolumeInfo.inMemory("v", Modality.CT);
      Volume<?> back = roundTrip(new Volume<>(voxels, geometry, info));
      assertThat(back.info().format()).isEqualTo("NIfTI-2");
      assertThat(back.info().warnings()).isEmpty();
      VolumeAssert.assertSameVoxels(back.voxels(), voxels);
      VolumeAssert.assertSamePlace(back.geometry(), geometry, 1e-6);
      Volume<?> small =
          new Volume<>(ArrayImgs.shorts(SIZE), VolumeGeometry.axisAligned(SIZE, 1, 1, 1), info);
      assertThat(roundTrip(small).info().format()).isEqualTo("NIfTI-1");
    }
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
}

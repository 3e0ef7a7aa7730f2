package io.github.holoseg.commands.image;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A volume that becomes an image and a volume again has its values and its place, bit by bit. */
class ImageRoundTripTest {
  @Property(tries = 150)
  void asAnImage(@ForAll("volumes") Volume<?> volume) throws IOException {
    ImagePlus image = VolumeImages.toImage(volume, 2);
    assertSame(ImagePlusVolumes.toVolume(image, ReadOptions.DEFAULT), volume);
    for (int slice = 1; slice <= image.getStackSize(); slice++) {
      float[][] shown = shown(image, slice);
      for (int y = 0; y < image.getHeight(); y++) {
        for (int x = 0; x < image.getWidth(); x++) {
          assertThat(shown[x][y])
              .isEqualTo((float) volume.voxels().getAt(x, y, slice - 1).getRealDouble());
        }
      }
    }
    assertThat(image.getCalibration().getUnit()).isEqualTo("mm");
    assertThat(image.getCalibration().pixelDepth).isEqualTo(volume.geometry().spacing()[2]);
  }

  @Property(tries = 30)
  void asATiffFileOfImageJ(@ForAll("volumes") Volume<?> volume) throws IOException {
    Path file = Files.createTempFile("round trip", ".tif");
    try {
      IJ.saveAsTiff(VolumeImages.toImage(volume, 1), file.toString());
      ImagePlus opened = IJ.openImage(file.toString());
      assertSame(ImagePlusVolumes.toVolume(opened, ReadOptions.DEFAULT), volume);
    } finally {
      Files.delete(file);
    }
  }

  /** Each slice knows its place: what is taken out or put elsewhere is found again. */
  @Property(tries = 50)
  void slicesThatWereTakenOutOrTurnedRound(@ForAll("volumes") Volume<?> volume) throws IOException {
    ImagePlus image = VolumeImages.toImage(volume, 1);
    ImageStack stack = image.getStack();
    ImageStack part = new ImageStack(stack.getWidth(), stack.getHeight());
    for (int slice = stack.getSize(); slice > 1; slice--) {
      part.addSlice(stack.getSliceLabel(slice), stack.getPixels(slice));
    }
    if (part.getSize() < 2) {
      return;
    }
    image.setStack(part);
    Volume<?> back = ImagePlusVolumes.toVolume(image, ReadOptions.DEFAULT);
    long[] size = volume.geometry().size();
    size[2]--;
    assertThat(back.geometry().isSameGrid(volume.geometry().crop(new long[] {0, 0, 1}, size), 1e-6))
        .isTrue();
    assertThat(back.voxels().getAt(1, 1, 1).getRealDouble())
        .isEqualTo(volume.voxels().getAt(1, 1, 2).getRealDouble());
  }

  private static float[][] shown(ImagePlus image, int slice) {
    var processor = image.getStack().getProcessor(slice).duplicate();
    processor.setCalibrationTable(image.getCalibration().getCTable());
    float[][] values = new float[image.getWidth()][image.getHeight()];
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        values[x][y] = processor.getPixelValue(x, y);
      }
    }
    return values;
  }

  private static void assertSame(Volume<?> back, Volume<?> volume) {
    assertThat(back.geometry()).isEqualTo(volume.geometry());
    assertThat(back.info().warnings()).isEqualTo(volume.info().warnings());
    assertThat(back.info().modality()).isEqualTo(volume.info().modality());
    ImportedDicomTest.assertSameValues(back, volume);
    Class<?> type = volume.voxels().getType().getClass();
    assertThat(back.voxels().getType().getClass())
        .isEqualTo(type == ByteType.class ? ShortType.class : type);
  }

  @Provide
  static Arbitrary<Volume<?>> volumes() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 4),
            Arbitraries.longs(),
            Arbitraries.of(AxisOrder.all()),
            Arbitraries.integers().between(2, 6))
        .as(ImageRoundTripTest::volume);
  }

  private static Volume<?> volume(int type, long seed, AxisOrder order, int slices) {
    Random random = new Random(seed);
    long[] size = {2 + random.nextInt(5), 3 + random.nextInt(5), slices};
    return switch (type) {
      case 0 -> filled(ArrayImgs.shorts(size), random, order);
      case 1 -> filled(ArrayImgs.unsignedShorts(size), random, order);
      case 2 -> filled(ArrayImgs.unsignedBytes(size), random, order);
      case 3 -> filled(ArrayImgs.bytes(size), random, order);
      default -> filled(ArrayImgs.floats(size), random, order);
    };
  }

  /** Oblique, mirrored, stored in any order: a view for most. */
  private static <T extends RealType<T>> Volume<T> filled(
      Img<T> voxels, Random random, AxisOrder order) {
    for (T voxel : voxels) {
      if (voxel instanceof IntegerType<?> integer) {
        boolean unsigned = voxel instanceof UnsignedByteType || voxel instanceof UnsignedShortType;
        int range = voxel.getBitsPerPixel() == 8 ? 256 : 65536;
        integer.setInteger(random.nextInt(range) - (unsigned ? 0 : range / 2));
      } else {
        voxel.setReal((float) (1e4 * random.nextGaussian()));
      }
    }
    double a = random.nextDouble() * 0.5;
    double b = random.nextDouble() * 0.5;
    double[][] direction = {
      {Math.cos(b), -Math.sin(b) * Math.cos(a), Math.sin(b) * Math.sin(a)},
      {Math.sin(b), Math.cos(b) * Math.cos(a), -Math.cos(b) * Math.sin(a)},
      {0, Math.sin(a), Math.cos(a)}
    };
    double[] spacing = {
      0.3 + random.nextDouble(), 0.3 + random.nextDouble(), 0.3 + 5 * random.nextDouble()
    };
    double[] origin = {
      500 * random.nextGaussian(), 500 * random.nextGaussian(), 500 * random.nextGaussian()
    };
    Modality modality = Modality.values()[random.nextInt(Modality.values().length)];
    return new Volume<>(
            voxels,
            new VolumeGeometry(voxels.dimensionsAsLongArray(), spacing, origin, direction),
            VolumeInfo.inMemory("a scan", modality)
                .withWarning("odd: the first")
                .withWarning("odd: the second"))
        .reoriented(order);
  }
}

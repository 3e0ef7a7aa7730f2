package io.github.holoseg.commands.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import io.github.holoseg.task.Workers;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.converter.Converters;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * A volume as an ImageJ image that shows its values: 8 and 16 bits unsigned as they are, signed
 * ones as ImageJ stores them (32768 added, and a calibration that subtracts it), all others as
 * 32-bit floats, which round integers beyond 2^24 and doubles. Spacing in mm; the place in the
 * patient as {@link GeometryText} in the image's info and in the slice labels.
 */
public final class VolumeImages {
  private static final int SIGN = 0x8000;

  /** The window for soft tissue, HU. */
  private static final int[] WINDOW = {-160, 240};

  private VolumeImages() {}

  /** Slices along z as they are stored; the voxels are copied. */
  public static ImagePlus toImage(Volume<?> volume, int threads) {
    VolumeGeometry geometry = volume.geometry();
    Object[] planes = new Object[Math.toIntExact(geometry.size(2))];
    boolean signed = fill(planes, volume, threads);
    ImageStack stack =
        new ImageStack(Math.toIntExact(geometry.size(0)), Math.toIntExact(geometry.size(1)));
    for (int z = 0; z < planes.length; z++) {
      stack.addSlice(GeometryText.label(geometry, z), planes[z]);
    }
    ImagePlus image = new ImagePlus(volume.info().name(), stack);
    place(image, geometry);
    if (signed) {
      image
          .getCalibration()
          .setFunction(Calibration.STRAIGHT_LINE, new double[] {-SIGN, 1}, unit(volume), false);
    } else {
      image.getCalibration().setValueUnit(unit(volume));
    }
    image.setProperty("Info", GeometryText.write(volume));
    int offset = signed ? SIGN : 0;
    if (volume.info().modality() == Modality.CT) {
      image.setDisplayRange(WINDOW[0] + offset, WINDOW[1] + offset);
    } else {
      image.resetDisplayRange();
    }
    return image;
  }

  /** Sets spacing and the unit mm. */
  static void place(ImagePlus image, VolumeGeometry geometry) {
    Calibration calibration = image.getCalibration();
    double[] spacing = geometry.spacing();
    calibration.pixelWidth = spacing[0];
    calibration.pixelHeight = spacing[1];
    calibration.pixelDepth = spacing[2];
    calibration.setUnit("mm");
  }

  private static String unit(Volume<?> volume) {
    return volume.info().modality() == Modality.CT ? "HU" : Calibration.DEFAULT_VALUE_UNIT;
  }

  /** Whether the planes are signed 16-bit values with {@link #SIGN} added. */
  private static boolean fill(Object[] planes, Volume<?> volume, int threads) {
    RealType<?> type = volume.voxels().getType();
    if (type instanceof UnsignedByteType t) {
      copy(planes, volume.voxels(), t, byte[]::new, plane -> {}, threads);
    } else if (type instanceof UnsignedShortType t) {
      copy(planes, volume.voxels(), t, short[]::new, plane -> {}, threads);
    } else if (type instanceof ShortType t) {
      copy(planes, volume.voxels(), t, short[]::new, VolumeImages::flipSign, threads);
      return true;
    } else if (type instanceof ByteType) {
      RandomAccessibleInterval<ShortType> shorts = shorts(volume);
      copy(planes, shorts, new ShortType(), short[]::new, VolumeImages::flipSign, threads);
      return true;
    } else {
      copy(planes, floats(volume), new FloatType(), float[]::new, plane -> {}, threads);
    }
    return false;
  }

  private static void flipSign(short[] plane) {
    for (int i = 0; i < plane.length; i++) {
      plane[i] ^= (short) SIGN;
    }
  }

  private interface Arrays<A> {
    A make(int length);
  }

  private interface Change<A> {
    void apply(A plane);
  }

  /** {@code type} is the image's own: it ties the image to a native type for the compiler. */
  @SuppressWarnings("unchecked")
  private static <T extends NativeType<T>, A> void copy(
      Object[] planes,
      RandomAccessibleInterval<?> voxels,
      T type,
      Arrays<A> arrays,
      Change<A> change,
      int threads) {
    PrimitiveBlocks<T> blocks =
        PrimitiveBlocks.of((RandomAccessibleInterval<T>) voxels, OnFallback.ACCEPT).threadSafe();
    int[] size = {(int) voxels.dimension(0), (int) voxels.dimension(1), 1};
    try (Workers workers = new Workers(threads)) {
      workers.each(
          planes.length,
          z -> {
            A plane = arrays.make(Math.multiplyExact(size[0], size[1]));
            blocks.copy(new long[] {0, 0, z}, plane, size);
            change.apply(plane);
            planes[z] = plane;
          });
    }
  }

  private static <T extends RealType<T>> RandomAccessibleInterval<FloatType> floats(
      Volume<T> volume) {
    return Converters.convert(
        volume.voxels(), (in, out) -> out.set((float) in.getRealDouble()), new FloatType());
  }

  private static <T extends RealType<T>> RandomAccessibleInterval<ShortType> shorts(
      Volume<T> volume) {
    return Converters.convert(
        volume.voxels(), (in, out) -> out.set((short) in.getRealDouble()), new ShortType());
  }
}

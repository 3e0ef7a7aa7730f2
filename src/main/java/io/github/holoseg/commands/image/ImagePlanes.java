package io.github.holoseg.commands.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import io.github.holoseg.task.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Fraction;

/**
 * The values of slices of an ImageJ stack, as ImageJ shows them to the user.
 *
 * <p>ImageJ stores 8- and 16-bit pixels as unsigned numbers and tells by a calibration function
 * what they mean; signed 16-bit images are stored with 32768 added, and the function subtracts it.
 * Without a function, and for 32-bit images, the stack's own arrays become the volume's: nothing is
 * copied, and who changes the image changes the volume. With a straight line the values are
 * computed once, into 16 bits if they are whole numbers that fit, else into floats. Other functions
 * are refused.
 */
final class ImagePlanes {
  private final ImagePlus image;
  private final int[] slices;
  private final int width;
  private final int height;

  /**
   * @param slices indices of the stack, counted from 1, in the order wanted
   */
  ImagePlanes(ImagePlus image, int[] slices) {
    this.image = image;
    this.slices = slices;
    this.width = image.getWidth();
    this.height = image.getHeight();
  }

  RandomAccessibleInterval<? extends RealType<?>> read(int threads) throws ImageException {
    ImageStack stack = image.getStack();
    List<Object> arrays = new ArrayList<>();
    for (int slice : slices) {
      Object pixels = stack.getPixels(slice);
      if (pixels == null) {
        throw new ImageException(image, "slice " + slice + " cannot be read from its file");
      }
      arrays.add(pixels);
    }
    if (arrays.get(0) instanceof float[]) {
      List<FloatArray> planes = arrays.stream().map(a -> new FloatArray((float[]) a)).toList();
      return planar(planes, new FloatType());
    }
    Calibration calibration = image.getCalibration();
    int function = calibration.getFunction();
    if (function == Calibration.NONE) {
      return asStored(arrays);
    }
    double[] line = calibration.getCoefficients();
    if (function != Calibration.STRAIGHT_LINE
        || line == null
        || line.length < 2
        || calibration.zeroClip()) {
      throw new ImageException(
          image,
          "its density calibration is not a plain straight line, so its values are not known to be"
              + " HU; remove it (Analyze>Calibrate...) or open the file with Open CT...");
    }
    if (line[0] == 0 && line[1] == 1) {
      return asStored(arrays);
    }
    return computed(arrays, line[0], line[1], threads);
  }

  private RandomAccessibleInterval<? extends RealType<?>> asStored(List<Object> arrays) {
    if (arrays.get(0) instanceof byte[]) {
      return planar(
          arrays.stream().map(a -> new ByteArray((byte[]) a)).toList(), new UnsignedByteType());
    }
    return planar(
        arrays.stream().map(a -> new ShortArray((short[]) a)).toList(), new UnsignedShortType());
  }

  private RandomAccessibleInterval<? extends RealType<?>> computed(
      List<Object> arrays, double intercept, double slope, int threads) {
    boolean isWhole = intercept == Math.rint(intercept) && slope == Math.rint(slope);
    int[] range = range(arrays);
    double low = Math.min(intercept + slope * range[0], intercept + slope * range[1]);
    double high = Math.max(intercept + slope * range[0], intercept + slope * range[1]);
    try (Workers workers = new Workers(threads)) {
      if (isWhole && low >= Short.MIN_VALUE && high <= Short.MAX_VALUE) {
        short[][] planes = new short[arrays.size()][];
        workers.each(
            planes.length, z -> planes[z] = shorts(arrays.get(z), (int) intercept, (int) slope));
        return planar(Arrays.stream(planes).map(ShortArray::new).toList(), new ShortType());
      }
      float[][] planes = new float[arrays.size()][];
      workers.each(planes.length, z -> planes[z] = floats(arrays.get(z), intercept, slope));
      return planar(Arrays.stream(planes).map(FloatArray::new).toList(), new FloatType());
    }
  }

  /** Smallest and largest stored value. */
  private static int[] range(List<Object> arrays) {
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (Object array : arrays) {
      if (array instanceof short[] shorts) {
        for (short value : shorts) {
          low = Math.min(low, value & 0xFFFF);
          high = Math.max(high, value & 0xFFFF);
        }
      } else {
        for (byte value : (byte[]) array) {
          low = Math.min(low, value & 0xFF);
          high = Math.max(high, value & 0xFF);
        }
      }
    }
    return new int[] {low, high};
  }

  private static short[] shorts(Object array, int intercept, int slope) {
    if (array instanceof short[] stored) {
      short[] values = new short[stored.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (short) ((stored[i] & 0xFFFF) * slope + intercept);
      }
      return values;
    }
    byte[] stored = (byte[]) array;
    short[] values = new short[stored.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) ((stored[i] & 0xFF) * slope + intercept);
    }
    return values;
  }

  private static float[] floats(Object array, double intercept, double slope) {
    if (array instanceof short[] stored) {
      float[] values = new float[stored.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) ((stored[i] & 0xFFFF) * slope + intercept);
      }
      return values;
    }
    byte[] stored = (byte[]) array;
    float[] values = new float[stored.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((stored[i] & 0xFF) * slope + intercept);
    }
    return values;
  }

  private <T extends NativeType<T> & RealType<T>, A extends ArrayDataAccess<A>>
      RandomAccessibleInterval<T> planar(List<A> planes, T type) {
    PlanarImg<T, A> img =
        new PlanarImg<>(
            new ArrayList<>(planes), new long[] {width, height, planes.size()}, new Fraction());
    @SuppressWarnings("unchecked")
    var factory = (net.imglib2.type.NativeTypeFactory<T, A>) type.getNativeTypeFactory();
    img.setLinkedType(factory.createLinkedType(img));
    return img;
  }
}

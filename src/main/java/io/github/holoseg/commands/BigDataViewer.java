package io.github.holoseg.commands;

import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.ARGBType;

/**
 * Fiji's BigDataViewer with a scan and its labels, where it is installed; by reflection, because
 * plain ImageJ has none. Both lie where they are in the patient (LPS mm).
 */
final class BigDataViewer {
  private static final int[] WINDOW = {-160, 240};

  private final Class<?> functions;
  private final Class<?> options;
  private final Class<?> affine;
  private final Class<?> window;

  private BigDataViewer(ClassLoader loader) throws ClassNotFoundException {
    functions = Class.forName("bdv.util.BdvFunctions", true, loader);
    options = Class.forName("bdv.util.BdvOptions", true, loader);
    window = Class.forName("bdv.util.Bdv", true, loader);
    affine = Class.forName("net.imglib2.realtransform.AffineTransform3D", true, loader);
  }

  /** Empty where it is not installed. */
  static Optional<BigDataViewer> find(ClassLoader loader) {
    try {
      return Optional.of(new BigDataViewer(loader));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  /**
   * Opens a window with the scan and the labels in their colours.
   *
   * @throws IOException if this BigDataViewer is another one than we know
   */
  void show(Volume<?> volume, LabelMap labels) throws IOException {
    Object scan = add(volume.voxels(), volume.info().name(), place(volume.geometry()), null);
    range(scan);
    add(coloured(labels), "labels", place(labels.geometry()), scan);
  }

  private static RandomAccessibleInterval<ARGBType> coloured(LabelMap labels) {
    int[] colours = new int[1 << 16];
    for (Label label : labels.labels()) {
      colours[label.value()] = label.argb();
    }
    return Converters.convert(
        labels.voxels(), (in, out) -> out.set(colours[in.get()]), new ARGBType());
  }

  /** The 3x4 matrix from voxels to LPS mm. */
  private Object place(VolumeGeometry geometry) throws IOException {
    double[] rows = new double[12];
    double[][] direction = geometry.direction();
    double[] spacing = geometry.spacing();
    for (int row = 0; row < 3; row++) {
      for (int axis = 0; axis < 3; axis++) {
        rows[4 * row + axis] = direction[row][axis] * spacing[axis];
      }
      rows[4 * row + 3] = geometry.origin()[row];
    }
    try {
      Object transform = affine.getConstructor().newInstance();
      affine.getMethod("set", double[].class).invoke(transform, (Object) rows);
      return transform;
    } catch (ReflectiveOperationException e) {
      throw unknown(e);
    }
  }

  private Object add(RandomAccessibleInterval<?> image, String name, Object place, Object to)
      throws IOException {
    try {
      Object chosen = options.getMethod("options").invoke(null);
      chosen = options.getMethod("sourceTransform", affine).invoke(chosen, place);
      if (to != null) {
        chosen = options.getMethod("addTo", window).invoke(chosen, to);
      }
      Method show =
          functions.getMethod("show", RandomAccessibleInterval.class, String.class, options);
      return show.invoke(null, image, name, chosen);
    } catch (ReflectiveOperationException e) {
      throw unknown(e);
    }
  }

  private static void range(Object source) throws IOException {
    try {
      source
          .getClass()
          .getMethod("setDisplayRange", double.class, double.class)
          .invoke(source, (double) WINDOW[0], (double) WINDOW[1]);
    } catch (ReflectiveOperationException e) {
      throw unknown(e);
    }
  }

  private static IOException unknown(ReflectiveOperationException e) {
    Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
    return new IOException(
        "this BigDataViewer cannot be used from Holoseg: " + cause + "; update Fiji", e);
  }
}

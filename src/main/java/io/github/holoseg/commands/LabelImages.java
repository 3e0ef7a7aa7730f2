package io.github.holoseg.commands;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.LUT;
import ij.process.ShortProcessor;
import io.github.holoseg.batch.SegmentOutcome;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import java.awt.Color;
import net.imglib2.Cursor;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;

/** A label map as an ImageJ stack in the colours of its labels. */
final class LabelImages {
  private static final int COLOURS = 256;

  private LabelImages() {}

  static void show(SegmentOutcome outcome) {
    toImage(outcome.result().labels(), outcome.options().output().getFileName().toString()).show();
  }

  /** Slices along z as they are stored; values are label values; distances in mm. */
  static ImagePlus toImage(LabelMap labels, String title) {
    int width = Math.toIntExact(labels.geometry().size(0));
    int height = Math.toIntExact(labels.geometry().size(1));
    ImageStack stack = new ImageStack(width, height);
    for (long z = 0; z < labels.geometry().size(2); z++) {
      short[] pixels = new short[width * height];
      Cursor<UnsignedShortType> cursor =
          Views.flatIterable(Views.hyperSlice(labels.voxels(), 2, z)).cursor();
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (short) cursor.next().get();
      }
      stack.addSlice(null, new ShortProcessor(width, height, pixels, null));
    }
    ImagePlus image = new ImagePlus(title, stack);
    Calibration calibration = image.getCalibration();
    double[] spacing = labels.geometry().spacing();
    calibration.pixelWidth = spacing[0];
    calibration.pixelHeight = spacing[1];
    calibration.pixelDepth = spacing[2];
    calibration.setUnit("mm");
    int largest = labels.labels().stream().mapToInt(Label::value).max().orElse(1);
    if (largest < COLOURS) {
      image.getProcessor().setLut(lut(labels));
      image.setLut(lut(labels));
      image.setDisplayRange(0, COLOURS - 1);
    } else {
      image.setDisplayRange(0, largest);
    }
    return image;
  }

  private static LUT lut(LabelMap labels) {
    byte[] red = new byte[COLOURS];
    byte[] green = new byte[COLOURS];
    byte[] blue = new byte[COLOURS];
    for (Label label : labels.labels()) {
      Color colour = new Color(label.argb());
      red[label.value()] = (byte) colour.getRed();
      green[label.value()] = (byte) colour.getGreen();
      blue[label.value()] = (byte) colour.getBlue();
    }
    return new LUT(red, green, blue);
  }
}

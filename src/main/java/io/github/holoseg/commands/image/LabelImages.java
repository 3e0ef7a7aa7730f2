package io.github.holoseg.commands.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.LUT;
import io.github.holoseg.batch.SegmentOutcome;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.VolumeInfo;
import java.awt.Color;

/**
 * A label map as an ImageJ stack in the colours of its labels. Its info ({@code Image>Show
 * Info...}) has the place in the patient ({@link GeometryText}) and a line for each label, such as
 * {@code Label 5: liver}; the same name is the image property {@code label 5}, as {@code
 * Property.get("label 5")} reads it in a macro.
 */
public final class LabelImages {
  private static final int COLOURS = 256;

  private LabelImages() {}

  /** Opens a window, or in a macro's batch mode an image without one. */
  public static void show(SegmentOutcome outcome) {
    toImage(outcome.result().labels(), outcome.options().output().getFileName().toString()).show();
  }

  /** Slices along z as they are stored; values are label values; distances in mm. */
  public static ImagePlus toImage(LabelMap labels, String title) {
    LabelPlanes planes = new LabelPlanes(labels);
    ImageStack stack = new ImageStack(planes.width(), planes.height());
    for (long z = 0; z < labels.geometry().size(2); z++) {
      stack.addSlice(GeometryText.label(labels.geometry(), z), planes.slice(z));
    }
    ImagePlus image = new ImagePlus(title, stack);
    VolumeImages.place(image, labels.geometry());
    describe(image, labels);
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

  private static void describe(ImagePlus image, LabelMap labels) {
    StringBuilder info = new StringBuilder();
    info.append(
        GeometryText.write(
            labels.geometry(), VolumeInfo.inMemory(image.getTitle(), Modality.OTHER)));
    for (Label label : labels.labels()) {
      info.append("Label ").append(label.value()).append(": ").append(label.name()).append('\n');
      image.setProp("label " + label.value(), label.name());
    }
    image.setProperty("Info", info.toString());
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

package io.github.holoseg.commands.image;

import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.filter.ThresholdToSelection;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import java.awt.Color;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A label map as ImageJ selections: for each slice along z and each structure in it one, with the
 * structure's colour and its name and slice as name, for example {@code femur_left 0012}.
 *
 * <p>Each selection is made in the box of its structure only, so that many structures do not
 * multiply the work.
 */
public final class LabelRois {
  private LabelRois() {}

  /**
   * An overlay for the stack of the scan.
   *
   * @param slices the stack's index, from 1, of each slice along z; null: they are in order
   */
  public static Overlay toOverlay(LabelMap labels, int[] slices) {
    Overlay overlay = new Overlay();
    each(labels, slices, overlay::add);
    return overlay;
  }

  /**
   * Gives all selections, slice by slice, as to the ROI Manager, where they can be measured.
   *
   * @param slices as above
   */
  public static void each(LabelMap labels, int[] slices, Consumer<Roi> target) {
    Map<Integer, Label> known = new HashMap<>();
    labels.labels().forEach(label -> known.put(label.value(), label));
    LabelPlanes planes = new LabelPlanes(labels);
    for (int z = 0; z < labels.geometry().size(2); z++) {
      int position = slices == null ? z + 1 : slices[z];
      for (Roi roi : slice(planes, z, known)) {
        roi.setPosition(position);
        target.accept(roi);
      }
    }
  }

  private static List<Roi> slice(LabelPlanes planes, int z, Map<Integer, Label> known) {
    int width = planes.width();
    short[] pixels = planes.slice(z);
    Map<Integer, Rectangle> boxes = new TreeMap<>();
    for (int i = 0; i < pixels.length; i++) {
      int value = Short.toUnsignedInt(pixels[i]);
      if (value != 0) {
        grow(boxes, value, i % width, i / width);
      }
    }
    ImageProcessor all = new ShortProcessor(width, planes.height(), pixels, null);
    List<Roi> rois = new ArrayList<>();
    boxes.forEach(
        (value, box) -> {
          Label label = known.getOrDefault(value, Label.of(value, "label_" + value));
          Roi roi = outline(all, value, box);
          roi.setName("%s %04d".formatted(label.name(), z + 1));
          roi.setStrokeColor(new Color(label.argb()));
          rois.add(roi);
        });
    return rois;
  }

  private static void grow(Map<Integer, Rectangle> boxes, int value, int x, int y) {
    Rectangle box = boxes.get(value);
    if (box == null) {
      boxes.put(value, new Rectangle(x, y, 1, 1));
    } else if (!box.contains(x, y)) {
      box.add(new Rectangle(x, y, 1, 1));
    }
  }

  private static Roi outline(ImageProcessor all, int value, Rectangle box) {
    all.setRoi(box);
    ImageProcessor part = all.crop();
    part.setThreshold(value, value, ImageProcessor.NO_LUT_UPDATE);
    Roi roi = new ThresholdToSelection().convert(part);
    roi.setLocation(roi.getBounds().x + box.x, roi.getBounds().y + box.y);
    return roi;
  }
}

package io.github.holoseg.commands;

import ij.gui.GenericDialog;
import io.github.holoseg.commands.image.LabelMask;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import java.util.List;

/** Asks which structure shall become a binary image of ImageJ, and shows that. */
final class MaskDialog {
  private MaskDialog() {}

  static void show(Volume<?> scan, LabelMap labels) {
    List<Label> found = labels.labels();
    if (found.isEmpty()) {
      throw new IllegalArgumentException("there is no label yet.");
    }
    GenericDialog dialog = new GenericDialog("Mask of a structure");
    dialog.addChoice(
        "Structure", found.stream().map(Label::name).toArray(String[]::new), found.get(0).name());
    dialog.addCheckbox("Crop to the structure", true);
    dialog.addMessage("8 bits, 255 inside, in mm: as Process>Binary and BoneJ take it.");
    dialog.showDialog();
    if (dialog.wasCanceled()) {
      return;
    }
    Label label = found.get(dialog.getNextChoiceIndex());
    boolean crops = dialog.getNextBoolean();
    (crops
            ? LabelMask.cropped(labels, label, ImageJHost.threads())
            : LabelMask.whole(labels, label))
        .show();
  }
}

package io.github.holoseg.workbench.edit;

import io.github.holoseg.annotation.BoxMask;
import io.github.holoseg.annotation.EditableLabels;
import io.github.holoseg.annotation.FillHoles;
import io.github.holoseg.annotation.GrowShrink;
import io.github.holoseg.annotation.Islands;
import io.github.holoseg.annotation.LabelMask;
import io.github.holoseg.annotation.SliceInterpolation;
import io.github.holoseg.annotation.Smooth;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.workbench.Texts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** What can be done to a whole structure with one click. */
public enum StructureEdit {
  /** Only the largest part stays. */
  KEEP_LARGEST,
  /** Parts smaller than the setting go. */
  REMOVE_SMALL,
  /** Only the part at the crosshair stays. */
  KEEP_CLICKED,
  FILL_HOLES,
  SMOOTH,
  GROW,
  SHRINK,
  /** Slices between painted ones are filled, across the axis of the plane used last. */
  INTERPOLATE,
  /** The structure loses all its voxels; its name stays. */
  CLEAR;

  /**
   * What an operation works on.
   *
   * @param label the structure
   * @param crosshair voxel along x, y, z of the label grid
   * @param axis of the label grid across which slices lie
   */
  record Input(
      EditableLabels labels,
      int label,
      int[] crosshair,
      int axis,
      ToolSettings settings,
      Workers workers,
      CancellationToken cancel) {
    BoxMask mask() {
      return LabelMask.of(labels, label, workers, cancel);
    }
  }

  /** For the undo list. */
  public String title() {
    return Texts.get("edit." + name().toLowerCase(Locale.ROOT));
  }

  /**
   * For menus: with what the settings make of it.
   *
   * @param plane the name of the plane used last, for those that go slice by slice
   */
  public String title(ToolSettings set, String plane) {
    return switch (this) {
      case GROW, SHRINK, SMOOTH -> Texts.get("edit.by", title(), number(set.mm()));
      case REMOVE_SMALL -> Texts.get("edit.below", title(), number(set.ml()));
      case INTERPOLATE -> Texts.get("edit.interpolate.across", plane);
      case FILL_HOLES ->
          set.ball()
              ? Texts.get("edit.fill_holes.through")
              : Texts.get("edit.fill_holes.across", plane);
      default -> title();
    };
  }

  /** As people write it, to three places. */
  static String number(double value) {
    return BigDecimal.valueOf(value)
        .setScale(3, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /**
   * @throws IllegalArgumentException with a sentence, for example if the crosshair is beside the
   *     structure
   */
  Change change(Input in) {
    BoxMask mask = in.mask();
    VolumeGeometry grid = in.labels().geometry();
    CancellationToken cancel = in.cancel();
    ToolSettings set = in.settings();
    int[] at = in.crosshair();
    return switch (this) {
      case KEEP_LARGEST -> Change.removing(Islands.besidesLargest(mask, cancel));
      case REMOVE_SMALL -> Change.removing(Islands.smallerThan(mask, set.ml(), grid, cancel));
      case KEEP_CLICKED -> Change.removing(Islands.besides(mask, at[0], at[1], at[2], cancel));
      case FILL_HOLES ->
          Change.adding(
              set.ball()
                  ? FillHoles.inVolume(mask, cancel)
                  : FillHoles.inSlices(mask, in.axis(), cancel));
      case SMOOTH ->
          Change.between(mask, Smooth.gaussian(mask, set.mm(), grid, in.workers(), cancel));
      case GROW -> Change.adding(GrowShrink.grow(mask, set.mm(), grid, in.workers(), cancel));
      case SHRINK ->
          Change.between(mask, GrowShrink.shrink(mask, set.mm(), grid, in.workers(), cancel));
      case INTERPOLATE -> Change.adding(SliceInterpolation.between(mask, grid, in.axis(), cancel));
      case CLEAR -> Change.removing(mask);
    };
  }
}

package io.github.holoseg.viewer;

import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.AxisTurn;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.Optional;

/**
 * A scan and its labels as they are stored, and as they are shown: turned to the nearest LPS order
 * by views, so that voxels are held once. Immutable, but for label voxels that somebody edits in
 * place.
 */
public final class Scene {
  private static final AxisOrder LPS = AxisOrder.of("LPS");
  private static final double SAME_PLACE = 1e-2;

  private final Volume<?> volume;
  private final LabelMap labels;
  private final Volume<?> shown;
  private final LabelMap shownLabels;

  /**
   * @param labels on the volume's grid, in any axis order; null for none
   * @throws IllegalArgumentException if the grids differ
   */
  public Scene(Volume<?> volume, LabelMap labels) {
    this.volume = volume;
    this.labels = labels;
    this.shown = volume.reoriented(LPS);
    this.shownLabels = labels == null ? null : labels.reoriented(LPS);
    if (labels != null && !shown.geometry().isSameGrid(shownLabels.geometry(), SAME_PLACE)) {
      throw new IllegalArgumentException(
          "the label map's grid ("
              + labels.geometry()
              + ") is not the scan's ("
              + volume.geometry()
              + "); bring it to that grid first");
    }
  }

  /** As it was given. */
  public Volume<?> volume() {
    return volume;
  }

  /** As they were given. */
  public Optional<LabelMap> labels() {
    return Optional.ofNullable(labels);
  }

  /** The volume in the nearest LPS order; a view. */
  public Volume<?> shown() {
    return shown;
  }

  /** The labels in the same order; a view. */
  public Optional<LabelMap> shownLabels() {
    return Optional.ofNullable(shownLabels);
  }

  /** The grid of {@link #shown()}. */
  public VolumeGeometry geometry() {
    return shown.geometry();
  }

  /** From the stored volume to the shown one. */
  public AxisTurn volumeTurn() {
    return AxisOrder.closestTo(volume.geometry()).turnTo(LPS);
  }

  /** From the stored labels to the shown ones. */
  public AxisTurn labelTurn() {
    return AxisOrder.closestTo(labels.geometry()).turnTo(LPS);
  }

  /** LPS position of the grid's middle, mm. */
  public LpsPoint centre() {
    VolumeGeometry g = geometry();
    return LpsPoint.of(
        g.toPhysical((g.size(0) - 1) / 2.0, (g.size(1) - 1) / 2.0, (g.size(2) - 1) / 2.0));
  }

  /** The index of the shown slice that holds a point, kept within the grid. */
  public int slice(Plane plane, LpsPoint p) {
    double index = geometry().toIndex(p.x(), p.y(), p.z())[plane.through()];
    return (int) Math.max(0, Math.min(geometry().size(plane.through()) - 1, Math.round(index)));
  }

  /** The nearest point that lies in the grid; voxels reach half a spacing around their centres. */
  public LpsPoint inside(LpsPoint p) {
    VolumeGeometry g = geometry();
    double[] index = g.toIndex(p.x(), p.y(), p.z());
    boolean moved = false;
    for (int axis = 0; axis < 3; axis++) {
      double in = Math.max(-0.499, Math.min(g.size(axis) - 0.501, index[axis]));
      moved |= in != index[axis];
      index[axis] = in;
    }
    return moved ? LpsPoint.of(g.toPhysical(index[0], index[1], index[2])) : p;
  }
}

package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.PlaneFrame;
import io.github.holoseg.viewer.ViewerState;
import io.github.holoseg.volume.VolumeGeometry;
import java.awt.event.MouseEvent;

/**
 * The mouse over a plane.
 *
 * @param state what is shown, and may be changed
 * @param frame of the pane, in units of the component: {@code toPixel} gives what Java2D draws at
 * @param x in the pane
 * @param y in the pane
 * @param event as it came: button, modifiers, number of clicks
 */
public record PlanePointer(
    ViewerState state, PlaneFrame frame, double x, double y, MouseEvent event) {

  /** Whether no key is held that gives the mouse another meaning. */
  boolean isPlain() {
    return !event.isShiftDown() && !event.isAltDown() && !event.isControlDown();
  }

  /** LPS mm, in the plane. */
  public LpsPoint position() {
    return frame.toLps(x, y);
  }

  /** The voxel of the scan as it is stored, which may lie outside of it: i, j, k. */
  public long[] voxel() {
    VolumeGeometry g = state.snapshot().scene().volume().geometry();
    LpsPoint p = position();
    double[] index = g.toIndex(p.x(), p.y(), p.z());
    return new long[] {Math.round(index[0]), Math.round(index[1]), Math.round(index[2])};
  }
}

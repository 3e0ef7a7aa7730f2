package io.github.holoseg.workbench.edit;

import io.github.holoseg.viewer.Plane;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.VolumeGeometry;

/** Which axis of a stored grid a plane of the viewer cuts across. */
public final class LabelAxes {
  private static final AxisOrder LPS = AxisOrder.of("LPS");

  private LabelAxes() {}

  /**
   * @param plane the oblique one counts as axial
   * @return 0 x, 1 y, 2 z of the grid as it is stored
   */
  public static int across(VolumeGeometry grid, Plane plane) {
    int shown = plane.isOrthogonal() ? plane.through() : Plane.AXIAL.through();
    return AxisOrder.closestTo(grid).turnTo(LPS).sourceAxis(shown);
  }
}

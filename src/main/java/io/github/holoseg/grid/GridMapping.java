package io.github.holoseg.grid;

import io.github.holoseg.volume.AxisTurn;
import io.github.holoseg.volume.VolumeGeometry;

/**
 * How the network's grid came from the scan, and so the way back. Immutable.
 *
 * <p>The steps are, in this order: {@code turn} to grid axes; {@code sourceCrop} on the turned
 * scan; resampling of that box to {@code resampledSize}; {@code gridCrop} on the resampled grid.
 * Steps that a model does not ask for are the identity. Padding to the patch is not part of it: the
 * tile plan adds and removes it.
 *
 * @param source geometry of the scan as it was read
 * @param turn from the scan's axes to grid axes (fastest first)
 * @param sourceCrop the box kept of the turned scan, in its voxels
 * @param resampledSize voxels of that box after resampling, per grid axis
 * @param sourceSpacing spacing of the turned scan in mm, per grid axis
 * @param gridSpacing nominal spacing of the resampled grid in mm, per grid axis
 * @param gridCrop the box kept of the resampled grid, in its voxels; its size is the size of the
 *     {@link FloatGrid}
 * @param placement of the resampled grid on the box
 */
public record GridMapping(
    VolumeGeometry source,
    AxisTurn turn,
    Box sourceCrop,
    int[] resampledSize,
    double[] sourceSpacing,
    double[] gridSpacing,
    Box gridCrop,
    GridPlacement placement) {

  /** As above; the first voxels coincide, or the resampling has another rule. */
  public GridMapping(
      VolumeGeometry source,
      AxisTurn turn,
      Box sourceCrop,
      int[] resampledSize,
      double[] sourceSpacing,
      double[] gridSpacing,
      Box gridCrop) {
    this(
        source,
        turn,
        sourceCrop,
        resampledSize,
        sourceSpacing,
        gridSpacing,
        gridCrop,
        GridPlacement.NONE);
  }

  /** Size of the scan in grid axes, before any crop. */
  public int[] turnedSize() {
    int[] size = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      size[axis] = Math.toIntExact(source.size(turn.sourceAxis(axis)));
    }
    return size;
  }

  /** The scan's grid itself: no crop, no resampling. */
  public static GridMapping identity(VolumeGeometry source, AxisTurn turn) {
    int[] size = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      size[axis] = Math.toIntExact(source.size(turn.sourceAxis(axis)));
    }
    double[] spacing = turn.permute(source.spacing());
    return new GridMapping(source, turn, Box.whole(size), size, spacing, spacing, Box.whole(size));
  }

  /** A half-open box of voxels: {@code min} inclusive, {@code size} voxels along each axis. */
  public record Box(int[] min, int[] size) {
    public static Box whole(int[] size) {
      return new Box(new int[3], size.clone());
    }

    /** Whether the box is all of a grid of this size. */
    public boolean isWhole(int[] gridSize) {
      return java.util.Arrays.equals(size, gridSize) && min[0] == 0 && min[1] == 0 && min[2] == 0;
    }
  }
}

package io.github.holoseg.preprocess;

import io.github.holoseg.grid.GridMapping.Box;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.SplitSpec;
import io.github.holoseg.model.TensorAxes;
import java.util.ArrayList;
import java.util.List;

/**
 * A range of slices that goes through the network by itself, and the part of it whose labels count.
 * Slices are those of the resampled grid along its slowest axis, which is z.
 *
 * @param first slice that the network sees
 * @param size slices that the network sees
 * @param keptFirst first slice that it decides
 * @param keptSize slices that it decides
 */
public record GridPiece(int first, int size, int keptFirst, int keptSize) {
  /**
   * The pieces of a grid in the order of their slices; what they decide are all slices, each once.
   * One piece if the model or the size does not ask for more.
   *
   * @param size voxels of the resampled grid along grid axes
   * @throws IllegalArgumentException if the grid is too short to be cut, or its slices are not
   *     those along z; a sentence for the user
   */
  public static List<GridPiece> of(ModelSpec spec, int[] size) {
    SplitSpec split = spec.geometry().split();
    TensorAxes axes = TensorAxes.of(spec.network());
    int slices = size[2];
    if (split == null || !split.cuts(axes.toXyz(size))) {
      return List.of(new GridPiece(0, slices, 0, slices));
    }
    if (axes.axisToGrid(2) != 2) {
      throw new IllegalArgumentException(
          "the model '"
              + spec.id()
              + "' cuts scans along z, which must be the slowest of its network's axes ("
              + spec.network().axes()
              + "); use split=off");
    }
    if (slices < split.fewestSlices()) {
      throw new IllegalArgumentException(
          "the scan has %d slices on the grid of the model '%s'; to be cut into three pieces it needs %d; use split=off"
              .formatted(slices, spec.id(), split.fewestSlices()));
    }
    int third = slices / 3;
    int margin = split.margin();
    // The original's numbers: before a cut a piece sees one slice less than after it.
    List<GridPiece> pieces = new ArrayList<>();
    pieces.add(between(0, third + margin, 0, third));
    pieces.add(between(third + 1 - margin, 2 * third + margin, third, 2 * third));
    pieces.add(between(2 * third + 1 - margin, slices, 2 * third, slices));
    return pieces;
  }

  private static GridPiece between(int first, int end, int keptFirst, int keptEnd) {
    return new GridPiece(first, end - first, keptFirst, keptEnd - keptFirst);
  }

  /** What the network sees, of a grid of this size. */
  Box seen(int[] gridSize) {
    return new Box(new int[] {0, 0, first}, new int[] {gridSize[0], gridSize[1], size});
  }

  /** A box of what the network sees, in voxels of the whole grid. */
  Box inWhole(Box box) {
    int[] min = box.min();
    return new Box(new int[] {min[0], min[1], min[2] + first}, box.size());
  }

  /**
   * What is decided of a box.
   *
   * @param crop a box of what the network sees, in voxels of the whole grid
   * @return null if nothing is
   */
  Box kept(Box crop) {
    int from = Math.max(crop.min()[2], keptFirst);
    int to = Math.min(crop.min()[2] + crop.size()[2], keptFirst + keptSize);
    return to <= from
        ? null
        : new Box(
            new int[] {crop.min()[0], crop.min()[1], from},
            new int[] {crop.size()[0], crop.size()[1], to - from});
  }
}

package io.github.holoseg.volume;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * Which structure each voxel belongs to: integers with names, on a grid in the patient.
 *
 * @param voxels axes x, y, z, starting at (0,0,0); 0 is background
 * @param geometry of the same size
 * @param labels the structures that the voxels may name, in display order; a structure may be
 *     listed without having a voxel
 */
public record LabelMap(
    RandomAccessibleInterval<UnsignedShortType> voxels,
    VolumeGeometry geometry,
    List<Label> labels) {

  public LabelMap {
    Grids.requireSameSize(voxels, geometry);
    labels = List.copyOf(labels);
    Set<Integer> values = new HashSet<>();
    for (Label label : labels) {
      if (!values.add(label.value())) {
        throw new IllegalArgumentException("two labels have the value " + label.value());
      }
    }
  }

  /** The label with this voxel value. */
  public Optional<Label> label(int value) {
    return labels.stream().filter(l -> l.value() == value).findFirst();
  }

  /** The label with this name. */
  public Optional<Label> label(String name) {
    return labels.stream().filter(l -> l.name().equals(name)).findFirst();
  }

  /** The same voxels in another axis order, at the same places in the patient; a view. */
  public LabelMap reoriented(AxisOrder target) {
    AxisTurn turn = AxisOrder.closestTo(geometry).turnTo(target);
    return turn.isIdentity()
        ? this
        : new LabelMap(turn.apply(voxels), turn.apply(geometry), labels);
  }
}

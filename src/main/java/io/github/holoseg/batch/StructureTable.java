package io.github.holoseg.batch;

import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import java.util.ArrayList;
import java.util.List;
import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/** Volume and mean HU of each structure of a label map. */
final class StructureTable {
  private static final int VALUES = 1 << 16;

  private StructureTable() {}

  /**
   * @param labels on the volume's grid
   * @return one row for each label, display order; labels without a voxel have 0 ml
   */
  static List<Structure> of(Volume<?> volume, LabelMap labels) {
    long[] voxels = new long[VALUES];
    double[] sums = new double[VALUES];
    RandomAccess<? extends RealType<?>> hu = volume.voxels().randomAccess();
    Cursor<UnsignedShortType> cursor = labels.voxels().localizingCursor();
    while (cursor.hasNext()) {
      int value = cursor.next().get();
      if (value != 0) {
        voxels[value]++;
        sums[value] += hu.setPositionAndGet(cursor).getRealDouble();
      }
    }
    double millilitres = labels.geometry().voxelVolume() / 1000;
    List<Structure> rows = new ArrayList<>();
    for (Label label : labels.labels()) {
      int v = label.value();
      rows.add(
          new Structure(
              v,
              label.name(),
              voxels[v],
              voxels[v] * millilitres,
              voxels[v] == 0 ? null : sums[v] / voxels[v]));
    }
    return rows;
  }
}

package io.github.holoseg.workbench.dataset;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import java.util.List;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/** A label map with other values for its labels. */
final class Relabelling {
  private Relabelling() {}

  /**
   * A copy.
   *
   * @param table the new value for each old one, 65536 entries; -1 if there must be none
   * @param labels of the new values
   * @throws IllegalArgumentException naming the first voxel whose value has no new one
   */
  static LabelMap of(LabelMap map, int[] table, List<Label> labels, CancellationToken cancel) {
    long[] size = map.geometry().size();
    int width = Math.toIntExact(size[0]);
    int height = Math.toIntExact(size[1]);
    PlanarImg<UnsignedShortType, ShortArray> out = PlanarImgs.unsignedShorts(size);
    PrimitiveBlocks<UnsignedShortType> in = PrimitiveBlocks.of(map.voxels(), OnFallback.ACCEPT);
    for (int z = 0; z < size[2]; z++) {
      cancel.throwIfCancelled();
      short[] plane = out.getPlane(z).getCurrentStorageArray();
      in.copy(new int[] {0, 0, z}, plane, new int[] {width, height, 1});
      for (int i = 0; i < plane.length; i++) {
        int value = table[plane[i] & 0xFFFF];
        if (value < 0) {
          throw new IllegalArgumentException(
              "voxel ("
                  + i % width
                  + ", "
                  + i / width
                  + ", "
                  + z
                  + ") has the value "
                  + (plane[i] & 0xFFFF)
                  + ", which is none of the training set's labels");
        }
        plane[i] = (short) value;
      }
    }
    return new LabelMap(out, map.geometry(), labels);
  }
}

package io.github.holoseg.measure;

import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;

/** Label maps and scans given by a formula. */
final class Shapes {
  private Shapes() {}

  @FunctionalInterface
  interface Formula {
    double at(int x, int y, int z);
  }

  /** An oblique, anisotropic grid away from the origin. */
  static VolumeGeometry oblique(long... size) {
    double c = Math.cos(0.3);
    double s = Math.sin(0.3);
    return new VolumeGeometry(
        size,
        new double[] {0.7, 0.9, 2.5},
        new double[] {-120, 35, 400},
        new double[][] {{c, -s, 0}, {s, c, 0}, {0, 0, 1}});
  }

  static LabelMap labels(VolumeGeometry g, Formula formula, Label... labels) {
    short[] voxels = new short[(int) g.voxelCount()];
    fill(g, formula, (i, v) -> voxels[i] = (short) (int) v);
    return new LabelMap(ArrayImgs.unsignedShorts(voxels, g.size()), g, List.of(labels));
  }

  static Volume<ShortType> ct(VolumeGeometry g, Formula formula) {
    short[] voxels = new short[(int) g.voxelCount()];
    fill(g, formula, (i, v) -> voxels[i] = (short) v);
    return volume(g, ArrayImgs.shorts(voxels, g.size()));
  }

  static <T extends RealType<T>> Volume<T> volume(
      VolumeGeometry g, RandomAccessibleInterval<T> voxels) {
    return new Volume<>(voxels, g, VolumeInfo.inMemory("test", Modality.CT));
  }

  @FunctionalInterface
  interface Setter {
    void set(int index, double value);
  }

  static void fill(VolumeGeometry g, Formula formula, Setter setter) {
    int i = 0;
    for (int z = 0; z < g.size(2); z++) {
      for (int y = 0; y < g.size(1); y++) {
        for (int x = 0; x < g.size(0); x++) {
          setter.set(i++, formula.at(x, y, z));
        }
      }
    }
  }
}

package io.github.holoseg.viewer;

import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.VolumeGeometry;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * What lies at a point: the voxel that holds it.
 *
 * @param position LPS mm
 * @param voxel index i, j, k in the scan as it is stored
 * @param shown index in the LPS-turned scan
 * @param value HU for CT
 * @param modality of the scan
 * @param label voxel value of the label map, 0 without one
 * @param name of the label; empty for background, {@code label_<value>} if the map does not name it
 */
public record Probe(
    LpsPoint position,
    long[] voxel,
    long[] shown,
    double value,
    Modality modality,
    int label,
    String name) {

  /** Null if the point lies outside of the scan. */
  public static Probe at(Scene scene, LpsPoint p) {
    long[] voxel = voxel(scene.volume().geometry(), p);
    long[] shown = voxel(scene.geometry(), p);
    if (voxel == null || shown == null) {
      return null;
    }
    int label = scene.shownLabels().map(map -> labelAt(map, shown)).orElse(0);
    return new Probe(
        p,
        voxel,
        shown,
        valueAt(scene, shown),
        scene.volume().info().modality(),
        label,
        name(scene.labels().orElse(null), label));
  }

  /** The name of a label value as it is shown to people; empty for 0. */
  public static String name(LabelMap labels, int value) {
    if (value == 0 || labels == null) {
      return "";
    }
    return labels.label(value).map(l -> l.name()).orElse("label_" + value);
  }

  private static double valueAt(Scene scene, long[] index) {
    RandomAccess<? extends RealType<?>> access = scene.shown().voxels().randomAccess();
    access.setPosition(index);
    return access.get().getRealDouble();
  }

  private static int labelAt(LabelMap map, long[] index) {
    RandomAccess<UnsignedShortType> access = map.voxels().randomAccess();
    access.setPosition(index);
    return access.get().get();
  }

  private static long[] voxel(VolumeGeometry g, LpsPoint p) {
    double[] index = g.toIndex(p.x(), p.y(), p.z());
    long[] voxel = new long[3];
    for (int axis = 0; axis < 3; axis++) {
      voxel[axis] = Math.round(index[axis]);
      if (voxel[axis] < 0 || voxel[axis] >= g.size(axis)) {
        return null;
      }
    }
    return voxel;
  }
}

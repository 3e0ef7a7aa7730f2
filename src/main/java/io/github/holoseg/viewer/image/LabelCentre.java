package io.github.holoseg.viewer.image;

import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.Scene;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.Optional;

/** Where to look at a structure: its voxel nearest to a point, such as its centroid. */
public final class LabelCentre {
  private LabelCentre() {}

  /**
   * The centroid of a curved structure lies beside it; its nearest voxel never does.
   *
   * @param scene with labels
   * @param value of the label
   * @param wanted LPS mm
   * @return LPS mm of a voxel centre; empty if no voxel has the label
   */
  public static Optional<LpsPoint> near(Scene scene, int value, LpsPoint wanted) {
    VolumeGeometry g = scene.geometry();
    double[] spacing = g.spacing();
    double[] at = g.toIndex(wanted.x(), wanted.y(), wanted.z());
    int nx = Math.toIntExact(g.size(0));
    int nz = Math.toIntExact(g.size(2));
    LabelSlices slices = new LabelSlices(scene);
    double best = Double.POSITIVE_INFINITY;
    LpsPoint found = null;
    int middle = (int) Math.max(0, Math.min(nz - 1, Math.round(at[2])));
    for (int step = 0; step < 2 * nz; step++) {
      int z = middle + (step % 2 == 0 ? step / 2 : -(step + 1) / 2);
      double dz = (z - at[2]) * spacing[2];
      if (z < 0 || z >= nz || dz * dz >= best) {
        continue;
      }
      short[] slice = slices.read(2, z, 0);
      for (int i = 0; i < slice.length; i++) {
        if ((slice[i] & 0xFFFF) == value) {
          double dx = (i % nx - at[0]) * spacing[0];
          double dy = (i / nx - at[1]) * spacing[1];
          double d = dx * dx + dy * dy + dz * dz;
          if (d < best) {
            best = d;
            found = LpsPoint.of(g.toPhysical(i % nx, i / nx, z));
          }
        }
      }
    }
    return Optional.ofNullable(found);
  }
}

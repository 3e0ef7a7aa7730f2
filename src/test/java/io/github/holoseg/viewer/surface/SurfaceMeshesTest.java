package io.github.holoseg.viewer.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import net.imglib2.Cursor;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SurfaceMeshesTest {
  private static final double[] CENTRE = {20, 25, 30}; // LPS mm
  private static final double RADIUS = 14;

  /** A ball (label 1) and the rest of its left half (label 2 where x is larger). */
  private static LabelMap ball(double[] spacing, boolean halves) {
    long[] size = new long[3];
    double[] mm = {40, 50, 60};
    for (int d = 0; d < 3; d++) {
      size[d] = Math.round(mm[d] / spacing[d]) + 1;
    }
    VolumeGeometry geometry = VolumeGeometry.axisAligned(size, spacing);
    var voxels = ArrayImgs.unsignedShorts(size);
    Cursor<UnsignedShortType> c = voxels.localizingCursor();
    while (c.hasNext()) {
      c.fwd();
      double[] p =
          geometry.toPhysical(
              c.getDoublePosition(0), c.getDoublePosition(1), c.getDoublePosition(2));
      double r = Math.hypot(Math.hypot(p[0] - CENTRE[0], p[1] - CENTRE[1]), p[2] - CENTRE[2]);
      if (r <= RADIUS) {
        c.get().set(halves && p[0] > CENTRE[0] ? 2 : 1);
      }
    }
    return new LabelMap(voxels, geometry, List.of(Label.of(1, "one"), Label.of(2, "two")));
  }

  private static List<SurfaceMesh> meshes(LabelMap labels, int most) {
    return SurfaceMeshes.of(labels, v -> true, most, 2, CancellationToken.none());
  }

  @Test
  void aBallKeepsItsVolumeItsPlaceAndIsSmooth() {
    for (double[] spacing : new double[][] {{1, 1, 1}, {0.7, 0.9, 2}, {2, 2, 2}}) {
      SurfaceMesh mesh = meshes(ball(spacing, false), 1000).get(0);
      double volume = 4.0 / 3 * Math.PI * Math.pow(RADIUS, 3);
      assertThat(mesh.volume()).isCloseTo(volume, within(0.04 * volume));
      float[] v = mesh.vertices();
      float[] n = mesh.normals();
      for (int i = 0; i < v.length; i += 3) {
        double x = v[i] - CENTRE[0];
        double y = v[i + 1] - CENTRE[1];
        double z = v[i + 2] - CENTRE[2];
        double r = Math.sqrt(x * x + y * y + z * z);
        assertThat(r).isCloseTo(RADIUS, within(0.75 * spacing[2]));
        assertThat((x * n[i] + y * n[i + 1] + z * n[i + 2]) / r).as("outward").isGreaterThan(0.8);
      }
    }
  }

  @Test
  void everySurfaceIsClosed() {
    for (SurfaceMesh mesh : meshes(ball(new double[] {1, 1, 1.5}, true), 1000)) {
      Map<Long, Integer> edges = new HashMap<>();
      int[] t = mesh.triangles();
      for (int i = 0; i < t.length; i += 3) {
        for (int k = 0; k < 3; k++) {
          int a = t[i + k];
          int b = t[i + (k + 1) % 3];
          edges.merge((long) Math.min(a, b) << 32 | Math.max(a, b), a < b ? 1 : -1, Integer::sum);
        }
      }
      assertThat(edges.values()).as("each edge once in each direction").containsOnly(0);
    }
  }

  @Property(tries = 48)
  void theAxisOrderOfTheVoxelsDoesNotMatter(@ForAll @IntRange(min = 0, max = 47) int order) {
    LabelMap labels = ball(new double[] {1, 1.5, 2}, true);
    LabelMap turned = labels.reoriented(AxisOrder.all().get(order));
    List<SurfaceMesh> a = meshes(labels, 1000);
    List<SurfaceMesh> b = meshes(turned, 1000);
    for (int i = 0; i < a.size(); i++) {
      assertThat(b.get(i).label()).isEqualTo(a.get(i).label());
      assertThat(b.get(i).volume()).isCloseTo(a.get(i).volume(), within(1e-2 * a.get(i).volume()));
      assertThat(b.get(i).volume()).isPositive();
    }
    // Label 2 lies on the patient's left half, whatever the order.
    float[] v = b.get(1).vertices();
    for (int k = 0; k < v.length; k += 3) {
      assertThat(v[k]).isGreaterThan((float) CENTRE[0] - 1.5f);
    }
  }

  @Test
  void aStructureAtTheBorderIsClosedToo() {
    VolumeGeometry geometry = VolumeGeometry.axisAligned(new long[] {4, 5, 6}, 1, 1, 1);
    var voxels = ArrayImgs.unsignedShorts(4, 5, 6);
    voxels.forEach(v -> v.set(3));
    LabelMap full = new LabelMap(voxels, geometry, List.of(Label.of(3, "all")));
    SurfaceMesh mesh = meshes(full, 1000).get(0);
    assertThat(mesh.volume()).isCloseTo(120, within(40.0));
  }

  @Test
  void largeStructuresAreSampledCoarser() {
    LabelMap labels = ball(new double[] {0.5, 0.5, 0.5}, false);
    SurfaceMesh fine = meshes(labels, 1000).get(0);
    SurfaceMesh coarse = meshes(labels, 20).get(0);
    assertThat(coarse.triangleCount()).isLessThan(fine.triangleCount() / 4);
    assertThat(coarse.volume()).isCloseTo(fine.volume(), within(0.05 * fine.volume()));
  }

  @Test
  void whatIsThinnerThanABlockDoesNotVanish() {
    VolumeGeometry geometry = VolumeGeometry.axisAligned(new long[] {64, 8, 8}, 1, 1, 1);
    var voxels = ArrayImgs.unsignedShorts(64, 8, 8);
    var access = voxels.randomAccess();
    for (int x = 0; x < 64; x++) {
      access.setPositionAndGet(x, 4, 4).set(1);
    }
    LabelMap line = new LabelMap(voxels, geometry, List.of(Label.of(1, "line")));
    assertThat(meshes(line, 16).get(0).triangleCount()).isPositive();
  }

  @Test
  void onlyWhatIsWantedAndThereIsMade() {
    LabelMap labels = ball(new double[] {2, 2, 2}, false);
    assertThat(meshes(labels, 100)).extracting(SurfaceMesh::label).containsExactly(1);
    assertThat(SurfaceMeshes.of(labels, v -> v == 2, 100, 1, CancellationToken.none())).isEmpty();
  }

  @Test
  void aCancelIsHeard() {
    CancellationToken cancel = new CancellationToken();
    cancel.cancel();
    LabelMap labels = ball(new double[] {2, 2, 2}, false);
    assertThatThrownBy(() -> SurfaceMeshes.of(labels, v -> true, 100, 1, cancel))
        .isInstanceOf(CancellationException.class);
  }
}

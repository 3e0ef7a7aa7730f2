package io.github.holoseg.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.render.Window;
import io.github.holoseg.volume.Geometries;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import net.imglib2.img.array.ArrayImgs;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class PlaneFrameTest {
  @Provide
  Arbitrary<VolumeGeometry> grids() {
    return Geometries.any();
  }

  private static ViewerSnapshot snapshot(VolumeGeometry g) {
    return ViewerSnapshot.of(
        new Scene(
            new Volume<>(ArrayImgs.shorts(g.size()), g, VolumeInfo.inMemory("t", Modality.CT)),
            null),
        Window.BONE);
  }

  @Property(tries = 200)
  void pixelToPatientAndBack(
      @ForAll("grids") VolumeGeometry g,
      @ForAll Plane plane,
      @ForAll Convention convention,
      @ForAll @DoubleRange(min = -50, max = 700) double x,
      @ForAll @DoubleRange(min = -50, max = 700) double y,
      @ForAll @DoubleRange(min = 0.2, max = 20) double zoom) {
    ViewerSnapshot s =
        snapshot(g).withConvention(convention).withView(plane, new PlaneView(zoom, 3, -4));
    PlaneFrame frame = PlaneFrame.of(s, plane, 640, 480);
    LpsPoint p = frame.toLps(x, y);
    assertThat(frame.toPixel(p)[0]).isCloseTo(x, within(1e-6));
    assertThat(frame.toPixel(p)[1]).isCloseTo(y, within(1e-6));
    assertThat(frame.depth(p)).isCloseTo(0, within(1e-6));
    LpsPoint behind = p.plus(frame.normal().times(5));
    assertThat(frame.depth(behind)).isCloseTo(5, within(1e-6));
    assertThat(p.distance(frame.toLps(x + 3, y + 4)))
        .isCloseTo(5 * frame.mmPerPixel(), within(1e-2 * frame.mmPerPixel()));
  }

  /** The middle pixel of an odd pane that fits shows the middle voxel's slice. */
  @Property(tries = 100)
  void anOrthogonalPlaneLiesOnVoxelCentres(@ForAll("grids") VolumeGeometry g, @ForAll Plane plane) {
    if (!plane.isOrthogonal()) {
      return;
    }
    ViewerSnapshot s = snapshot(g);
    PlaneFrame frame = PlaneFrame.of(s, plane, 101, 101);
    LpsPoint p = frame.toLps(17, 80);
    double index = s.scene().geometry().toIndex(p.x(), p.y(), p.z())[plane.through()];
    assertThat(index).isCloseTo(s.slice(plane), within(2e-2));
  }

  @Property(tries = 100)
  void zoomKeepsThePointUnderTheCursor(
      @ForAll("grids") VolumeGeometry g,
      @ForAll Plane plane,
      @ForAll @DoubleRange(min = 0.5, max = 2) double factor,
      @ForAll @IntRange(min = 0, max = 640) int x,
      @ForAll @IntRange(min = 0, max = 480) int y) {
    ViewerState state = new ViewerState(snapshot(g));
    PlaneFrame before = PlaneFrame.of(state.snapshot(), plane, 640, 480);
    double[] at = before.fromMiddle(x, y);
    state.zoom(plane, factor, at[0], at[1]);
    PlaneFrame after = PlaneFrame.of(state.snapshot(), plane, 640, 480);
    assertThat(after.mmPerPixel()).isCloseTo(before.mmPerPixel() / factor, within(1e-9));
    assertThat(after.toLps(x, y).distance(before.toLps(x, y))).isLessThan(1e-6);
  }
}

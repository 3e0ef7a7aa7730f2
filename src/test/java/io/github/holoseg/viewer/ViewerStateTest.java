package io.github.holoseg.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.render.Window;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.ShortType;
import org.junit.jupiter.api.Test;

class ViewerStateTest {
  private final Scene scene = Scans.scene(new ShortType(), AxisOrder.of("RIA"));
  private final ViewerState state = new ViewerState(scene.volume(), scene.labels().orElseThrow());

  @Test
  void scrollingMovesOneSliceAndStopsAtTheEnds() {
    state.setCrosshair(Scans.at(3, 4, 5));
    state.scroll(Plane.AXIAL, 1);
    assertThat(state.snapshot().slice(Plane.AXIAL)).isEqualTo(6);
    assertThat(state.snapshot().crosshair().distance(Scans.at(3, 4, 6))).isLessThan(1e-9);
    state.scroll(Plane.AXIAL, 100);
    assertThat(state.snapshot().slice(Plane.AXIAL)).isEqualTo(13);
    state.scroll(Plane.SAGITTAL, -100);
    assertThat(state.snapshot().slice(Plane.SAGITTAL)).isZero();
    state.setSlice(Plane.CORONAL, 7);
    assertThat(state.snapshot().slice(Plane.CORONAL)).isEqualTo(7);
  }

  @Test
  void theCrosshairStaysInTheScan() {
    state.setCrosshair(new LpsPoint(-1e6, 4, 1e6));
    LpsPoint p = state.snapshot().crosshair();
    assertThat(Probe.at(scene, p)).isNotNull();
    assertThat(Probe.at(scene, p).shown()).containsExactly(0, 4, 13);
  }

  @Test
  void aProbeReadsTheVoxelThatHoldsThePoint() {
    LpsPoint p = Scans.at(2.4, 3.4, 8.6);
    Probe probe = Probe.at(scene, p);
    assertThat(probe.shown()).containsExactly(2, 3, 9);
    assertThat(probe.value()).isEqualTo(Scans.value(2, 3, 9));
    assertThat(probe.label()).isEqualTo(1);
    assertThat(probe.name()).isEqualTo("red_box");
    // RIA: x runs to the right (11 - 2), y to the feet (13 - 9), z to the front (9 - 3)
    assertThat(probe.voxel()).containsExactly(9, 4, 6);
    assertThat(Probe.at(scene, Scans.at(-0.6, 0, 0))).isNull();
  }

  @Test
  void anotherConventionShowsTheSamePlace() {
    state.zoom(Plane.AXIAL, 3, 0, 0);
    state.pan(Plane.AXIAL, 4, 1);
    state.pan(Plane.SAGITTAL, 2, 1);
    for (Plane plane : List.of(Plane.AXIAL, Plane.CORONAL, Plane.SAGITTAL)) {
      state.setConvention(Convention.RADIOLOGICAL);
      LpsPoint middle = PlaneFrame.of(state.snapshot(), plane, 101, 101).toLps(50, 50);
      state.setConvention(Convention.NEUROLOGICAL);
      LpsPoint after = PlaneFrame.of(state.snapshot(), plane, 101, 101).toLps(50, 50);
      assertThat(after.distance(middle)).as("" + plane).isLessThan(1e-9);
    }
  }

  @Test
  void listenersHearEveryChangeOnceAndInOrder() {
    List<String> heard = new ArrayList<>();
    state.addListener(
        (now, before) -> {
          heard.add("first " + now.window().width());
          if (now.window().width() == 10) {
            state.setWindow(new Window(0, 20));
          }
        });
    state.addListener((now, before) -> heard.add("second " + before.window().width()));
    state.setWindow(new Window(0, 10));
    state.setWindow(new Window(0, 20));
    assertThat(heard).containsExactly("first 10.0", "second 400.0", "first 20.0", "second 10.0");
  }

  @Test
  void theWindowStaysPositive() {
    state.dragWindow(5, -1e6);
    assertThat(state.snapshot().window().width()).isPositive();
    assertThat(state.snapshot().window().centre()).isCloseTo(45, within(1e-9));
  }

  @Test
  void otherLabelsKeepTheStylesThatThereAre() {
    state.style(1, style -> style.withLocked(true).withColour(0x123456));
    state.setLabels(null);
    assertThat(state.snapshot().scene().labels()).isEmpty();
    state.setLabels(scene.labels().orElseThrow());
    LabelStyle style = state.snapshot().styles().get(1);
    assertThat(style.locked()).isTrue();
    assertThat(style.argb()).isEqualTo(0xFF123456);
    assertThat(state.snapshot().styles().get(2).argb()).isEqualTo(Scans.GREEN);
  }

  @Test
  void labelsOfAnotherGridAreRefused() {
    LabelMap moved =
        new LabelMap(
            ArrayImgs.unsignedShorts(12, 10, 14),
            new VolumeGeometry(
                new long[] {12, 10, 14},
                new double[] {2, 1, 3},
                new double[] {5, 0, 0},
                new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}),
            List.of());
    assertThatThrownBy(() -> state.setLabels(moved))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not the scan's");
  }

  @Test
  void aTurnedPlaneKeepsItsRightAngle() {
    Oblique o = Oblique.CORONAL.turned(0.7, -1.1).rolled(0.4);
    assertThat(o.right().dot(o.down())).isCloseTo(0, within(1e-12));
    assertThat(o.normal().length()).isCloseTo(1, within(1e-12));
    assertThat(Oblique.CORONAL.normal().distance(new LpsPoint(0, 1, 0))).isZero();
    // turned about the vertical axis the horizontal one leaves the coronal plane by the angle
    LpsPoint right = Oblique.CORONAL.turned(0.5, 0).right();
    assertThat(right.dot(new LpsPoint(1, 0, 0))).isCloseTo(Math.cos(0.5), within(1e-12));
  }
}

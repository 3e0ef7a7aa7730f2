package io.github.holoseg.viewer.swing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.render.Window;
import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.Oblique;
import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.PlaneFrame;
import io.github.holoseg.viewer.Scans;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.volume.AxisOrder;
import java.util.Optional;
import net.imglib2.type.numeric.integer.ShortType;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ObliqueTraceTest {
  private final ViewerSnapshot snapshot =
      ViewerSnapshot.of(Scans.scene(new ShortType(), AxisOrder.of("LPS")), Window.BONE);

  /** The line lies in both planes, and goes with the mouse that turns it. */
  @Property(tries = 200)
  void theLineLiesInBothPlanesAndTurnsWithTheMouse(
      @ForAll @DoubleRange(min = -3, max = 3) double a,
      @ForAll @DoubleRange(min = -3, max = 3) double b,
      @ForAll @DoubleRange(min = -1, max = 1) double by,
      @ForAll @IntRange(max = 2) int which) {
    PlaneFrame frame = PlaneFrame.of(snapshot, Plane.values()[which], 101, 101);
    Oblique oblique = Oblique.CORONAL.turned(a, b);
    Optional<LpsPoint> line = ObliqueTrace.direction(oblique, frame);
    if (line.isEmpty()) {
      assertThat(Math.abs(oblique.normal().dot(frame.normal()))).isGreaterThan(0.999);
      return;
    }
    LpsPoint before = line.get();
    assertThat(before.dot(frame.normal())).isCloseTo(0, within(1e-9));
    assertThat(before.dot(oblique.normal())).isCloseTo(0, within(1e-9));

    LpsPoint after =
        ObliqueTrace.direction(oblique.turnedAbout(frame.normal(), by), frame).orElseThrow();
    double turned = Math.atan2(after.dot(frame.down()), after.dot(frame.right()));
    double was = Math.atan2(before.dot(frame.down()), before.dot(frame.right()));
    assertThat(Math.sin(turned - was - by)).as("as lines, mod pi").isCloseTo(0, within(1e-9));
  }
}

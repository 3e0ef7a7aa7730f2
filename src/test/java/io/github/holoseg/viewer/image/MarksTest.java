package io.github.holoseg.viewer.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.render.ArgbImage;
import io.github.holoseg.render.Window;
import io.github.holoseg.viewer.Convention;
import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.Marks;
import io.github.holoseg.viewer.Oblique;
import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.PlaneFrame;
import io.github.holoseg.viewer.ScaleBar;
import io.github.holoseg.viewer.Scans;
import io.github.holoseg.viewer.Scene;
import io.github.holoseg.viewer.SideLetters;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.volume.AxisOrder;
import net.imglib2.type.numeric.integer.ShortType;
import org.junit.jupiter.api.Test;

class MarksTest {
  private static final int INK = 0xFFFFE060;

  private static ViewerSnapshot snapshot(String order) {
    Scene scene = Scans.scene(new ShortType(), AxisOrder.of(order));
    return ViewerSnapshot.of(scene, Window.BONE).withMarks(Marks.NONE);
  }

  private static SideLetters letters(ViewerSnapshot s, Plane plane) {
    return SideLetters.of(PlaneFrame.of(s, plane, 100, 100));
  }

  @Test
  void lettersAreThePatientsSidesInEitherConvention() {
    for (AxisOrder order : AxisOrder.all()) {
      ViewerSnapshot s = snapshot(order.axisCodes());
      assertThat(letters(s, Plane.AXIAL)).isEqualTo(new SideLetters("R", "L", "A", "P"));
      assertThat(letters(s, Plane.CORONAL)).isEqualTo(new SideLetters("R", "L", "H", "F"));
      assertThat(letters(s, Plane.SAGITTAL)).isEqualTo(new SideLetters("A", "P", "H", "F"));
      ViewerSnapshot n = s.withConvention(Convention.NEUROLOGICAL);
      assertThat(letters(n, Plane.AXIAL)).isEqualTo(new SideLetters("L", "R", "A", "P"));
      assertThat(letters(n, Plane.CORONAL)).isEqualTo(new SideLetters("L", "R", "H", "F"));
      assertThat(letters(n, Plane.SAGITTAL)).isEqualTo(new SideLetters("A", "P", "H", "F"));
    }
  }

  @Test
  void anObliquePlaneNamesTheSideThatItLeansTo() {
    ViewerSnapshot s = snapshot("LPS").withOblique(Oblique.CORONAL.turned(Math.toRadians(30), 0));
    assertThat(letters(s, Plane.OBLIQUE).right()).matches("LA|LP");
    assertThat(SideLetters.of(new LpsPoint(0, -2, 1))).isEqualTo("AH");
    assertThat(SideLetters.of(new LpsPoint(0.1, -2, 0.1))).isEqualTo("A");
  }

  /** The letter L is drawn on the right: its upright is on the left of its box, its foot below. */
  @Test
  void lettersStandAtTheBorders() {
    ViewerSnapshot s = snapshot("RAS").withMarks(Marks.NONE.withLetters(true));
    ArgbImage image = new PlaneRenderer().render(s, Plane.AXIAL, 200, 100);
    int left = 200 - 4 - 5;
    int top = (100 - 7) / 2;
    String seen = "";
    for (int y = 0; y < 7; y++) {
      for (int x = 0; x < 5; x++) {
        seen += image.get(left + x, top + y) == INK ? "#" : ".";
      }
      seen += "\n";
    }
    assertThat(seen).isEqualTo("#....\n#....\n#....\n#....\n#....\n#....\n#####\n");
  }

  @Test
  void theCrosshairCrossesWhereThePointLies() {
    ViewerSnapshot s =
        snapshot("LPS").withMarks(Marks.NONE.withCrosshair(true)).withCrosshair(Scans.at(2, 7, 3));
    ArgbImage image = new PlaneRenderer().render(s, Plane.AXIAL, 240, 100);
    // 10 pixels per mm; voxel 2 of 2 mm has its centre at 5 mm, voxel 7 of 1 mm at 7.5 mm
    int sagittal = PlaneColours.of(Plane.SAGITTAL);
    int coronal = PlaneColours.of(Plane.CORONAL);
    assertThat(image.get(50, 3) == sagittal || image.get(49, 3) == sagittal).isTrue();
    assertThat(image.get(200, 75) == coronal || image.get(200, 74) == coronal).isTrue();
    assertThat(image.pixels()).doesNotContain(PlaneColours.of(Plane.AXIAL));
    assertThat(image.get(50, 75)).as("free around the crossing").isNotEqualTo(sagittal);
  }

  @Test
  void theScaleBarIsARoundLengthInTruePixels() {
    ViewerSnapshot s = snapshot("LPS");
    ScaleBar bar = ScaleBar.of(PlaneFrame.of(s, Plane.AXIAL, 240, 100));
    assertThat(bar).isEqualTo(new ScaleBar(5, 50));
    assertThat(bar.text()).isEqualTo("5 mm");
    assertThat(new ScaleBar(200, 1).text()).isEqualTo("20 cm");
    assertThat(new ScaleBar(0.2, 1).text()).isEqualTo("0.2 mm");
    ArgbImage image =
        new PlaneRenderer()
            .render(s.withMarks(Marks.NONE.withScaleBar(true)), Plane.AXIAL, 240, 100);
    int length = 0;
    for (int x = 0; x < 240; x++) {
      length += image.get(x, 92) == 0xFFFFFFFF ? 1 : 0;
    }
    assertThat(length).isEqualTo(50);
  }
}

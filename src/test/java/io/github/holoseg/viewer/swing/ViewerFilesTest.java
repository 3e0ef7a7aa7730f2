package io.github.holoseg.viewer.swing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.render.ArgbImage;
import io.github.holoseg.render.Window;
import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.PlaneFrame;
import io.github.holoseg.viewer.Scans;
import io.github.holoseg.viewer.Scene;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.viewer.tool.Measures;
import io.github.holoseg.viewer.tool.Ruler;
import io.github.holoseg.volume.AxisOrder;
import java.util.List;
import net.imglib2.type.numeric.integer.ShortType;
import org.junit.jupiter.api.Test;

class ViewerFilesTest {
  private final Scene scene = Scans.scene(new ShortType(), AxisOrder.of("LPS"));
  private final ViewerSnapshot snapshot =
      ViewerSnapshot.of(scene, Window.BONE).withCrosshair(Scans.at(3, 4, 5));

  @Test
  void aPictureHasTheMeasuresOfItsSliceWhereTheyLie() {
    Measures measures = new Measures();
    LpsPoint from = Scans.at(1, 2, 5);
    LpsPoint to = Scans.at(7, 2, 5);
    measures.add(new Ruler("", from, to));
    List<PanePainter> painters = List.of(new MeasurePainter(measures, new MeasureText()));
    ArgbImage image = ViewerFiles.picture(snapshot, Plane.AXIAL, painters);
    ArgbImage bare = ViewerFiles.picture(snapshot, Plane.AXIAL, List.of());
    double[] pixel =
        PlaneFrame.of(snapshot, Plane.AXIAL, image.width(), image.height()).toPixel(to);
    int x = (int) Math.round(pixel[0]);
    int y = (int) Math.round(pixel[1]);
    assertThat(image.get(x, y)).isEqualTo(Theme.MEASURE.getRGB()).isNotEqualTo(bare.get(x, y));

    ViewerSnapshot other = snapshot.withCrosshair(Scans.at(3, 4, 8));
    assertThat(ViewerFiles.picture(other, Plane.AXIAL, painters).pixels())
        .as("not in its slice")
        .isEqualTo(ViewerFiles.picture(other, Plane.AXIAL, List.of()).pixels());
  }
}

package io.github.holoseg.workbench.swing.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.annotation.EditHistory;
import io.github.holoseg.annotation.EditSession;
import io.github.holoseg.annotation.EditableLabels;
import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.PlaneFrame;
import io.github.holoseg.viewer.ViewerState;
import io.github.holoseg.viewer.swing.PlanePointer;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.workbench.edit.EditDesk;
import java.awt.event.MouseEvent;
import java.util.List;
import javax.swing.JPanel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clicks without a window. */
class PolygonToolTest {
  private final Volume<?> scan = Phantom.ct();
  private final EditableLabels labels =
      EditableLabels.empty(scan.geometry(), List.of(Label.of(1, "a")));
  private final ViewerState state = new ViewerState(scan, labels.view());
  private final EditDesk desk =
      new EditDesk(state, new EditSession(labels, null, new EditHistory()), Runnable::run);
  private final PolygonTool tool = new PolygonTool(() -> desk);
  private final PlaneFrame frame = PlaneFrame.of(state.snapshot(), Plane.AXIAL, 200, 200);

  @AfterEach
  void end() {
    desk.close();
  }

  private PlanePointer at(double x, double y, int clicks) {
    int type = MouseEvent.MOUSE_PRESSED;
    MouseEvent event = new MouseEvent(new JPanel(), type, 0, 0, (int) x, (int) y, clicks, false);
    return new PlanePointer(state, frame, x, y, event);
  }

  private void click(double x, double y, int clicks) {
    tool.moved(at(x, y, clicks));
    tool.pressed(at(x, y, clicks));
    tool.released(at(x, y, clicks));
  }

  private void awaitDesk() throws InterruptedException {
    for (int i = 0; i < 1000 && desk.isBusy(); i++) {
      Thread.sleep(10);
    }
    assertThat(desk.isBusy()).isFalse();
  }

  private long painted(double... corners) throws InterruptedException {
    for (int i = 0; i < corners.length; i += 2) {
      click(corners[i], corners[i + 1], 1);
    }
    click(corners[0], corners[1], 1); // on the first corner: closed
    awaitDesk();
    long n = 0;
    for (int z = 0; z < labels.depth(); z++) {
      for (short v : labels.plane(z)) {
        n += v;
      }
    }
    desk.undo();
    return n;
  }

  @Test
  void theLastCornerIsTakenBack() throws Exception {
    assertThat(tool.tookBack()).as("nothing is begun").isFalse();
    long triangle = painted(60, 60, 140, 60, 140, 140);
    assertThat(triangle).isPositive();
    click(60, 60, 1);
    click(20, 150, 1);
    assertThat(tool.tookBack()).isTrue();
    assertThat(tool.tookBack()).isTrue();
    assertThat(tool.tookBack()).isFalse();
    click(60, 60, 1);
    click(140, 60, 1);
    click(20, 150, 1);
    assertThat(tool.tookBack()).isTrue();
    click(140, 140, 1);
    click(60, 60, 1);
    awaitDesk();
    assertThat(desk.message()).startsWith("Polygon: " + triangle + " voxels changed");
  }

  @Test
  void theMouseIsKnownWhileItIsInAPlane() {
    assertThat(tool.place()).isNull();
    tool.moved(at(50, 60, 0));
    assertThat(tool.place()).isEqualTo(frame.toLps(50, 60));
    tool.exited(Plane.AXIAL);
    assertThat(tool.place()).isNull();
    tool.moved(at(50, 60, 0));
    tool.deactivated();
    assertThat(tool.place()).as("another tool has the mouse").isNull();
  }
}

package io.github.holoseg.viewer.swing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.testing.VirtualDisplay;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The window on a virtual display, with mouse and keyboard; see {@link ViewerRobot}. */
@Tag("slow")
class ViewerRobotTest {
  private static final int SECONDS = 480; // waiting for idle takes seconds on some virtual displays

  @Test
  void aPersonCanUseTheWindow() throws Exception {
    try (VirtualDisplay display = VirtualDisplay.open(1280, 900)) {
      assertThat(display.run(ViewerRobot.class, SECONDS, List.of())).contains("all done");
    }
  }

  /** The same where a unit of the window is two pixels: pictures have every one of them. */
  @Test
  void picturesAreSharpOnAFineDisplay() throws Exception {
    try (VirtualDisplay display = VirtualDisplay.open(2560, 1800)) {
      List<String> scale = List.of("-Dsun.java2d.uiScale=2");
      assertThat(display.run(ViewerRobot.class, SECONDS, scale, "2")).contains("all done");
    }
  }
}

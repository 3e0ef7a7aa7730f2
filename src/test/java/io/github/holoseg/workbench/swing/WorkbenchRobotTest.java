package io.github.holoseg.workbench.swing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.testing.VirtualDisplay;
import io.github.holoseg.workbench.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window with a mouse and a keyboard, on a screen that nobody sees. */
@Tag("slow")
class WorkbenchRobotTest {
  @Test
  void segmentPaintUndoSaveReopen(@TempDir Path folder) throws Exception {
    String scan = Samples.ct().toString();
    try (VirtualDisplay display = VirtualDisplay.open(1600, 1000)) {
      String printed =
          display.run(
              WorkbenchRobot.class,
              240,
              List.of("-Xmx2g", "-Djava.util.prefs.userRoot=" + folder),
              scan,
              folder.toString());
      assertThat(printed).contains("robot: done").doesNotContain("Exception");
    }
    assertThat(Files.size(folder.resolve("workbench-paint.png"))).isGreaterThan(50_000);
  }
}

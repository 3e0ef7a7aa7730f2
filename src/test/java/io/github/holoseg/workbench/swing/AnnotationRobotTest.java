package io.github.holoseg.workbench.swing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.testing.VirtualDisplay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of cases with a mouse and a keyboard, on a screen that nobody sees. */
@Tag("slow")
class AnnotationRobotTest {
  @Test
  void caseAfterCase(@TempDir Path folder) throws Exception {
    try (VirtualDisplay display = VirtualDisplay.open(1600, 1000)) {
      String printed =
          display.run(AnnotationRobot.class, 240, List.of("-Xmx2g"), folder.toString());
      assertThat(printed).contains("robot: done").doesNotContain("Exception");
    }
    assertThat(Files.size(folder.resolve("workbench-combine.png"))).isGreaterThan(30_000);
  }
}

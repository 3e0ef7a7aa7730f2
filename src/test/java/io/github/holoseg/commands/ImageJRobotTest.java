package io.github.holoseg.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.testing.SharedData;
import io.github.holoseg.testing.VirtualDisplay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The windows inside ImageJ 1.54p, on a screen that nobody sees. */
@Tag("slow")
class ImageJRobotTest {
  @Test
  void dialogRecorderRoisAndWorkbench(@TempDir Path folder) throws Exception {
    String scan = SharedData.sample("example_ct.nii.gz").toString();
    Path home = Files.createDirectories(folder.resolve("Image J"));
    new ImageJProcess(home); // makes the plugins folder
    try (VirtualDisplay display = VirtualDisplay.open(1600, 1000)) {
      String printed =
          display.run(
              ImageJRobot.class,
              300,
              List.of("-Xmx2g", "-Duser.home=" + folder),
              home.toString(),
              scan,
              folder.toString());
      assertThat(printed).contains("robot: done");
    }
  }
}

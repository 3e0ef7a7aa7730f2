package io.github.holoseg.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.holoseg.io.VolumeExporters;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in a Java of its own: the run is cancelled through its token and ends with 130. */
@Tag("slow")
class InterruptTest {
  @TempDir Path folder;

  @Test
  void controlCEndsWith130AndLeavesNoFile() throws Exception {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "no SIGINT on Windows");
    assumeTrue(canResetSignals(), "no 'env --default-signal' here (GNU coreutils 8.31)");
    Path scan = folder.resolve("large.nii.gz");
    long[] size = {320, 320, 900};
    VolumeExporters.forFile(scan)
        .export(
            new Volume<>(
                ArrayImgs.shorts(size),
                VolumeGeometry.axisAligned(size, 1, 1, 1),
                VolumeInfo.inMemory("large", Modality.CT)),
            scan);
    Path target = folder.resolve("out/copy.nii");
    Process process =
        new ProcessBuilder(
                // A script that starts the tests in the background leaves SIGINT ignored, and
                // children inherit that; a user's terminal does not.
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "convert",
                scan.toString(),
                "-o",
                target.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("Reading …");
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      String rest = lines.lines().collect(Collectors.joining("\n"));
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(130);
      assertThat(rest).contains("holoseg: cancelled by the user");
    }
    try (Stream<Path> left = Files.walk(folder)) {
      assertThat(left.filter(Files::isRegularFile)).containsExactly(scan);
    }
  }

  private static boolean canResetSignals() throws InterruptedException {
    try {
      return new ProcessBuilder("env", "--default-signal=INT", "true").start().waitFor() == 0;
    } catch (java.io.IOException e) {
      return false;
    }
  }
}

package io.github.holoseg.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.testing.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Label maps in all 48 axis orders are, byte for byte before compression, those that SimpleITK,
 * nibabel and pynrrd were seen to put at the right physical points (axis_orders.py).
 */
class AxisOrderFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {".nii.gz", ".seg.nrrd", ".mha"})
  void filesAreThoseThatOtherProgramsVerified(String ending) throws IOException {
    Optional<Map<String, String>> written = AxisOrderFiles.write(ending, folder);
    assumeTrue(written.isPresent(), "no exporter writes " + ending + " yet");
    JsonNode verified = golden().get("files");
    written
        .get()
        .forEach(
            (grid, hash) ->
                assertThat(hash)
                    .as(
                        "%s%s: the files changed; have them verified by"
                            + " src/main/python/reference/axis_orders.py",
                        grid, ending)
                    .isEqualTo(verified.path(grid + ending).asText()));
  }

  /** With HOLOSEG_REFERENCE_PYTHON, the programs themselves are asked. */
  @Test
  void otherProgramsSeeTheSamePoints() throws Exception {
    String python = System.getenv("HOLOSEG_REFERENCE_PYTHON");
    assumeTrue(python != null, "HOLOSEG_REFERENCE_PYTHON is not set");
    AxisOrderFiles.main(new String[] {folder.toString()});
    Path script = SharedData.project().resolve("src/main/python/reference/axis_orders.py");
    Process process =
        new ProcessBuilder(python, script.toString(), folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static JsonNode golden() throws IOException {
    try (InputStream in =
        AxisOrderFilesTest.class.getResourceAsStream("/golden/compare/axis_orders.json")) {
      return new ObjectMapper().readTree(in);
    }
  }
}

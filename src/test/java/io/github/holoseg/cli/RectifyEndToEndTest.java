package io.github.holoseg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.LabelMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real head with a tilted gantry and uneven steps, from the command line to its slices. */
@Tag("slow")
class RectifyEndToEndTest {
  @TempDir Path folder;
  private String err;

  @Test
  void theLabelsComeBackToTheSlicesThatTheListNames() throws IOException {
    Path scan = SharedData.shared("ge_head_tilt/GE");
    Path output = folder.resolve("labels.nii.gz");

    assertThat(run("segment", scan.toString(), "-o", output.toString(), "--device=cpu"))
        .isNotZero();
    assertThat(err).contains("tilted by 18.5 degrees", "--rectify");
    assertThat(output).doesNotExist();
    assertThat(
            run("segment", scan.toString(), "-o", output.toString(), "--device=cpu", "--rectify"))
        .as(() -> err)
        .isZero();

    LabelMap grid = LabelMapReader.read(output);
    assertThat(grid.geometry().size()).containsExactly(512, 611, 37);
    LabelMap slices = LabelMapReader.read(folder.resolve("labels.slices.nii.gz"));
    assertThat(slices.geometry().size()).containsExactly(512, 512, 28);
    JsonNode list = json("labels.slices.json");
    assertThat(list.get("slices")).hasSize(28);
    assertThat(list.get("placedByHeader").asBoolean()).isFalse();
    assertThat(list.at("/slices/27/file").asText()).isEqualTo("28.dcm");
    assertThat(list.at("/slices/27/position/2").asDouble()).isEqualTo(157.7760586);
    assertThat(json("labels.report.json").at("/output/slices/list").asText())
        .isEqualTo(folder.resolve("labels.slices.json").toString());

    int bone = 0;
    var onGrid = grid.voxels().randomAccess();
    var onSlice = slices.voxels().randomAccess();
    for (int z = 0; z < 28; z += 3) {
      for (int j = 0; j < 512; j += 5) {
        for (int i = 0; i < 512; i += 5) {
          double[] p = new double[3];
          for (int k = 0; k < 3; k++) {
            p[k] =
                list.at("/slices/" + z + "/position/" + k).asDouble()
                    + i * list.at("/spacing/0").asDouble() * list.at("/line/" + k).asDouble()
                    + j * list.at("/spacing/1").asDouble() * list.at("/column/" + k).asDouble();
          }
          double[] n = grid.geometry().toIndex(p[0], p[1], p[2]);
          double y = n[1] - Math.floor(n[1]);
          if (Math.abs(y - 0.5) > 1e-2) { // else either voxel is right
            onGrid.setPosition(new long[] {Math.round(n[0]), Math.round(n[1]), Math.round(n[2])});
            int expected = onGrid.get().get();
            assertThat(onSlice.setPositionAndGet(i, j, z).get()).isEqualTo(expected);
            bone += expected;
          }
        }
      }
    }
    assertThat(bone).isGreaterThan(500);
  }

  private JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(name).toFile());
  }

  private int run(String... arguments) {
    ByteArrayOutputStream standard = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    int code =
        Main.run(
            new PrintStream(standard, true, StandardCharsets.UTF_8),
            new PrintStream(error, true, StandardCharsets.UTF_8),
            CancellationToken.none(),
            arguments);
    err = error.toString(StandardCharsets.UTF_8);
    return code;
  }
}

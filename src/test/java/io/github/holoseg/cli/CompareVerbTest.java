package io.github.holoseg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.io.LabelMapExporters;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Phantom;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareVerbTest {
  @TempDir Path folder;
  private String labels;
  private String swapped;
  private String unnamed;
  private String out;
  private String err;

  @BeforeEach
  void maps() throws IOException {
    LabelMap truth = Phantom.truth(Phantom.defaultGeometry());
    labels = write(truth, "labels.seg.nrrd");
    swapped =
        write(
            new LabelMap(
                truth.voxels(),
                truth.geometry(),
                List.of(Label.of(1, "femur_right"), Label.of(2, "femur_left"))),
            "swapped.seg.nrrd");
    unnamed =
        write(
            new LabelMap(
                truth.voxels(),
                truth.geometry(),
                List.of(Label.of(1, "label_1"), Label.of(2, "label_2"))),
            "unnamed.mha");
  }

  private String write(LabelMap map, String name) throws IOException {
    Path file = folder.resolve(name);
    LabelMapExporters.forFile(file).export(map, "test", file);
    return file.toString();
  }

  @Test
  void theSameAgreesFully() throws IOException {
    assertThat(run("compare", labels, labels)).isZero();
    assertThat(out).contains("Dice", "HD95", "femur_left", "1.0000", "0.00");
    assertThat(run("compare", "--json", labels, labels)).isZero();
    JsonNode json = new ObjectMapper().readTree(out);
    assertThat(json.at("/structures/0/dice").asDouble()).isEqualTo(1);
    assertThat(json.at("/warnings")).isEmpty();
  }

  /** Names count, not values: exchanged sides agree nowhere. */
  @Test
  void structuresArePairedByName() throws IOException {
    assertThat(run("compare", "--json", labels, swapped)).isZero();
    JsonNode json = new ObjectMapper().readTree(out);
    assertThat(json.at("/structures/0/name").asText()).isEqualTo("femur_left");
    assertThat(json.at("/structures/0/dice").asDouble()).isZero();
    assertThat(json.at("/structures/0/meanSurfaceDistance").asDouble()).isGreaterThan(20);
  }

  @Test
  void whatHasNoNameIsMatchedByValue() {
    assertThat(run("compare", labels, unnamed)).isEqualTo(1);
    assertThat(err).contains("No structure has the same name in both", "match=femur_left=1");
    assertThat(run("compare", "--match=femur_left=1,femur_right=2+7", labels, unnamed)).isZero();
    assertThat(out).contains("femur_left", "femur_right", "1.0000").doesNotContain("0.0000");
    assertThat(run("compare", "--match=skull=1", labels, unnamed)).isEqualTo(1);
    assertThat(err).contains("no structure 'skull'; it has femur_left, femur_right.");
    assertThat(run("compare", "--match=femur_left", labels, unnamed)).isEqualTo(2);
    assertThat(err).contains("is not of the form name=value");
  }

  @Test
  void anotherGridIsSaid() throws IOException {
    LabelMap truth = Phantom.truth(Phantom.defaultGeometry());
    long[] size = truth.geometry().size();
    LabelMap half =
        Phantom.truth(truth.geometry().crop(new long[] {1, 1, 0}, new long[] {94, 78, size[2]}));
    String other = write(half, "cropped.seg.nrrd");
    assertThat(run("compare", labels, other)).isZero();
    assertThat(err).contains("Warning: the reference lies on another grid");
    assertThat(out).contains("1.0000");
    assertThat(run("compare", labels, folder.resolve("none.nrrd").toString())).isEqualTo(1);
    assertThat(err).contains("none.nrrd: there is no such file or folder.");
  }

  private int run(String... arguments) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    int code =
        Main.run(
            new PrintStream(outBytes),
            new PrintStream(errBytes),
            CancellationToken.none(),
            arguments);
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return code;
  }
}

package io.github.holoseg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.annotation.cases.CaseList;
import io.github.holoseg.annotation.cases.CaseStatus;
import io.github.holoseg.io.LabelMapExporters;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.VolumeExporters;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.volume.Volume;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of two cases, one of them finished, to a training set and back. */
class DatasetVerbTest {
  @TempDir Path folder;
  private Path cases;
  private Path set;
  private LabelMap truth;
  private String out;
  private String err;

  @BeforeEach
  void twoCases() throws IOException {
    cases = Files.createDirectory(folder.resolve("cases"));
    set = folder.resolve("Dataset001_Femurs");
    Volume<?> scan = Phantom.ct();
    truth = Phantom.truth(scan.geometry());
    CaseList list = CaseList.open(cases);
    for (String id : List.of("one", "two")) {
      Path image = cases.resolve(id + ".nii.gz");
      VolumeExporters.forFile(image).export(scan, image);
      list.add(id, image, labels(id, truth));
    }
    list.setStatus("one", CaseStatus.DONE);
    list.setStatus("two", CaseStatus.IN_WORK);
    list.save();
  }

  private Path labels(String id, LabelMap map) throws IOException {
    Path file = cases.resolve(id + "-labels.seg.nrrd");
    LabelMapExporters.forFile(file).export(map, "test", file);
    return file;
  }

  @Test
  void finishedCasesBecomeASetAndComeBack() throws IOException {
    assertThat(run("dataset", "export", "--json", cases.toString(), set.toString())).isZero();
    JsonNode json = new ObjectMapper().readTree(out);
    assertThat(json.at("/written")).hasToString("[\"one\"]");
    assertThat(set.resolve("imagesTr/one_0000.nii.gz")).exists();
    assertThat(set.resolve("imagesTr/two_0000.nii.gz")).doesNotExist();

    Path back = folder.resolve("back");
    assertThat(run("dataset", "import", set.toString(), back.toString())).isZero();
    LabelMap labels = LabelMapReader.read(back.resolve("labels/one.nii.gz"));
    assertThat(labels.labels())
        .extracting(Label::name)
        .containsExactly("femur_left", "femur_right");
    assertThat(Voxels.ints(labels.voxels())).isEqualTo(Voxels.ints(truth.voxels()));
    assertThat(CaseList.open(back).find("one")).isPresent();
  }

  @Test
  void casesInWorkAreTakenOnRequestAndAdded() throws IOException {
    assertThat(run("dataset", "export", cases.toString(), set.toString())).isZero();
    assertThat(run("dataset", "export", "--all", cases.toString(), set.toString())).isZero();
    assertThat(out).contains("cases exported: 2, to " + set);
    JsonNode json = new ObjectMapper().readTree(set.resolve("dataset.json").toFile());
    assertThat(json.at("/numTraining").asInt()).isEqualTo(2);
  }

  @Test
  void structuresThatClashAreNamed() throws IOException {
    List<Label> swapped = List.of(Label.of(2, "femur_left"), Label.of(1, "femur_right"));
    labels("two", new LabelMap(truth.voxels(), truth.geometry(), swapped));
    assertThat(run("dataset", "export", "--all", cases.toString(), set.toString())).isEqualTo(1);
    assertThat(err).contains("two-labels.seg.nrrd: ", "give them one numbering");
    assertThat(set).doesNotExist();
  }

  @Test
  void whatCannotBeIsSaid() throws IOException {
    assertThat(run("dataset", "export", folder.toString(), set.toString())).isEqualTo(1);
    assertThat(err).contains("is no folder of cases");
    Files.delete(cases.resolve("one-labels.seg.nrrd"));
    assertThat(run("dataset", "export", cases.toString(), set.toString())).isEqualTo(1);
    assertThat(err).contains("one-labels.seg.nrrd");
    assertThat(run("dataset")).isEqualTo(2);
    assertThat(err).contains("export or import");
  }

  private int run(String... args) {
    ByteArrayOutputStream o = new ByteArrayOutputStream();
    ByteArrayOutputStream e = new ByteArrayOutputStream();
    int code =
        Main.run(
            new PrintStream(o, true, StandardCharsets.UTF_8),
            new PrintStream(e, true, StandardCharsets.UTF_8),
            new CancellationToken(),
            args);
    out = o.toString(StandardCharsets.UTF_8);
    err = e.toString(StandardCharsets.UTF_8);
    return code;
  }
}

package io.github.holoseg.workbench.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.annotation.BrushStroke;
import io.github.holoseg.annotation.DoubtfulPlace;
import io.github.holoseg.io.LabelMapExporters;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeExporters;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.workbench.edit.EditDesk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels of an open scan: other files, names, and what must not be overwritten. */
class LabelListTest {
  private final UiThread ui = new UiThread();
  private final WorkbenchModel model = new WorkbenchModel(ui);
  private @TempDir Path folder;
  private Path scan;

  @BeforeEach
  void aScan() throws Exception {
    scan = folder.resolve("scan.nii.gz");
    VolumeExporters.forFile(scan).export(Phantom.ct(), scan);
    ui.act(() -> model.open(scan, ReadOptions.DEFAULT, null), model::isBusy);
  }

  @AfterEach
  void end() throws Exception {
    model.close();
    ui.close();
  }

  private OpenScan current() {
    return model.current().orElseThrow();
  }

  private List<String> names() {
    return current().desk().session().labels().labels().stream().map(Label::name).toList();
  }

  private void paint() {
    paint(current());
  }

  private static void paint(OpenScan open) {
    try (BrushStroke stroke = open.desk().stroke(new LpsPoint(0, 0, 1), false)) {
      stroke.moveTo(open.state().snapshot().crosshair().toArray());
      stroke.end();
    }
  }

  private Path labels(VolumeGeometry grid, int value) throws IOException {
    short[] values = new short[(int) grid.voxelCount()];
    values[3] = (short) value;
    Path file = folder.resolve("labels" + value + ".nrrd");
    LabelMapExporters.forFile(file)
        .export(
            new LabelMap(
                ArrayImgs.unsignedShorts(values, grid.size()),
                grid,
                List.of(Label.of(value, "liver"))),
            "test",
            file);
    return file;
  }

  @Test
  void labelsNeverGoOverTheScan() throws Exception {
    byte[] before = Files.readAllBytes(scan);
    ui.run(this::paint);
    List<String> then = new ArrayList<>();
    Path sameFile = folder.resolve("x/../scan.nii.gz");
    Files.createDirectory(folder.resolve("x"));
    for (Path file : List.of(scan, sameFile)) {
      ui.act(() -> model.save(file, () -> then.add("saved")), model::isBusy);
      assertThat(model.hasFailed()).isTrue();
      assertThat(model.message())
          .isEqualTo(
              file + " belongs to the scan itself." + " Choose another name for the labels.");
    }
    assertThat(Files.readAllBytes(scan)).isEqualTo(before);
    assertThat(current().isSaved()).isFalse();
    assertThat(then).isEmpty();
    Path file = folder.resolve("labels.nrrd");
    EditDesk desk = current().desk();
    ui.run(() -> desk.pick(new LpsPoint(-1e4, 0, 0)));
    assertThat(desk.message()).isNotEmpty();
    ui.act(() -> model.save(file, () -> then.add("saved")), model::isBusy);
    assertThat(desk.message()).as("the file's is seen").isEmpty();
    assertThat(model.message()).startsWith("Saved ");
    assertThat(then).containsExactly("saved");
    assertThat(current().isSaved()).isTrue();
  }

  @Test
  void labelsOfAFileTakeThePlaceOfTheseLabels() throws Exception {
    Path file = labels(current().volume().geometry(), 7);
    ui.run(this::paint);
    OpenScan before = current();
    ui.act(() -> model.openLabels(file), model::isBusy);
    assertThat(model.message()).isEmpty();
    assertThat(current()).as("the scan stays").isSameAs(before);
    assertThat(names()).containsExactly("liver");
    assertThat(current().labelFile()).contains(file);
    assertThat(current().isSaved()).isTrue();
    assertThat(current().state().snapshot().activeLabel()).isEqualTo(7);
    assertThat(Voxels.ints(current().desk().session().snapshot().voxels())[3]).isEqualTo(7);

    Path small = labels(VolumeGeometry.axisAligned(new long[] {4, 4, 4}, 1, 1, 1), 8);
    ui.act(() -> model.openLabels(small), model::isBusy);
    assertThat(model.hasFailed()).isTrue();
    assertThat(model.message()).startsWith("The labels lie on another grid (4x4x4");
    assertThat(names()).containsExactly("liver");
    assertThat(current().labelFile()).contains(file);
  }

  @Test
  void labelsThatAreOnlyReadChangeNothing() throws Exception {
    Path file = labels(current().volume().geometry(), 7);
    List<LabelMap> read = new ArrayList<>();
    ui.act(() -> model.readLabels(file, map -> map.ifPresent(read::add)), model::isBusy);
    assertThat(read).hasSize(1);
    assertThat(Voxels.ints(read.get(0).voxels())[3]).isEqualTo(7);
    assertThat(names()).containsExactly("label_1");
    List<Boolean> there = new ArrayList<>();
    Path missing = folder.resolve("nothing.nrrd");
    ui.act(() -> model.readLabels(missing, map -> there.add(map.isPresent())), model::isBusy);
    assertThat(there).containsExactly(false);
    assertThat(model.message()).contains("nothing.nrrd");
  }

  @Test
  void aRecoveryFindsTheScanFromAnyFolder() throws Exception {
    Path kept = folder.resolve("recovery");
    Autosaver autosaver = new Autosaver(kept, Duration.ZERO, message -> {});
    try (WorkbenchModel watched = new WorkbenchModel(ui, autosaver)) {
      Path relative = Path.of("").toAbsolutePath().relativize(scan);
      ui.act(() -> watched.open(relative, ReadOptions.DEFAULT, null), watched::isBusy);
      OpenScan open = watched.current().orElseThrow();
      assertThat(open.isFrom(scan)).as("whatever the path").isTrue();
      assertThat(open.isFrom(folder)).isFalse();
      ui.run(() -> open.labelList().rename(1, "femur_left"));
      ui.run(() -> paint(open));
      autosaver.tick();
      Path file;
      try (Stream<Path> files = Files.list(kept)) {
        file = files.findFirst().orElseThrow();
      }
      String header = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertThat(header).contains("\"scan\":\"" + scan + "\"");
      ui.run(watched::close);
    }
  }

  @Test
  void doubtfulPlacesAreWalkedBothWays() throws Exception {
    assertThat(current().stepDoubt(true)).isZero();
    List<DoubtfulPlace> places = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      places.add(new DoubtfulPlace(new double[] {i, 0, 0}, 1, 1, 1));
    }
    ui.run(() -> current().doubt(places));
    int[] walked = new int[6];
    ui.run(
        () -> {
          walked[0] = current().stepDoubt(true);
          walked[1] = current().stepDoubt(true);
          walked[2] = current().stepDoubt(false);
          walked[3] = current().stepDoubt(false);
          walked[4] = current().stepDoubt(true);
          current().doubt(places);
          walked[5] = current().stepDoubt(false);
        });
    assertThat(walked).containsExactly(1, 2, 1, 3, 1, 3);
    assertThat(current().state().snapshot().crosshair().x()).isEqualTo(3);
  }

  @Test
  void namesChangeAndAreWorthSaving() throws Exception {
    ui.run(() -> current().labelList().rename(1, "label_1"));
    assertThat(current().isSaved()).as("it has that name already").isTrue();
    ui.run(() -> current().labelList().rename(1, "femur_left"));
    assertThat(names()).containsExactly("femur_left");
    assertThat(current().isSaved()).isFalse();
    ui.run(() -> current().labelList().add("tumour"));
    assertThatThrownBy(() -> current().labelList().rename(2, "femur_left"))
        .hasMessageContaining("femur_left");
    ui.run(this::paint);
    assertThatThrownBy(() -> current().labelList().remove(2))
        .hasMessageContaining("still has voxels");
    ui.run(() -> current().desk().undo());
    ui.run(() -> current().labelList().remove(2));
    assertThat(names()).containsExactly("femur_left");
    assertThat(current().state().snapshot().activeLabel()).isEqualTo(1);
    assertThatThrownBy(() -> current().labelList().remove(1))
        .hasMessageContaining("the only label");
    Label[] next = new Label[1];
    ui.run(() -> next[0] = current().labelList().add("lesion"));
    assertThat(next[0].value())
        .as("voxels that a redo brings back have another label")
        .isEqualTo(3);

    Path file = folder.resolve("named.nrrd");
    ui.act(() -> model.save(file), model::isBusy);
    assertThat(current().isSaved()).isTrue();
    ui.act(() -> model.open(scan, ReadOptions.DEFAULT, file), model::isBusy);
    assertThat(names()).containsExactly("femur_left", "lesion");
  }
}

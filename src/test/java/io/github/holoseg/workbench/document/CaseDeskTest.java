package io.github.holoseg.workbench.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.annotation.BrushStroke;
import io.github.holoseg.annotation.DoubtfulPlace;
import io.github.holoseg.annotation.cases.AnnotationCase;
import io.github.holoseg.annotation.cases.CaseList;
import io.github.holoseg.annotation.cases.CaseStatus;
import io.github.holoseg.io.LabelMapExporters;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeExporters;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.workbench.edit.EditDesk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of two scans: open one, paint, save, the next. */
class CaseDeskTest {
  private final ExecutorService ui = Executors.newSingleThreadExecutor();
  private final WorkbenchModel model = new WorkbenchModel(ui);
  private final CaseDesk desk = new CaseDesk(ui, model);
  @TempDir Path folder;

  @BeforeEach
  void twoScans() throws Exception {
    for (String name : new String[] {"anna.nii.gz", "bert.nrrd"}) {
      Path scan = folder.resolve(name);
      VolumeExporters.forFile(scan).export(Phantom.ct(), scan);
    }
    model.onSave(desk::saved);
    model.onOpen(desk::shown);
    ui.submit(() -> desk.open(folder)).get();
    until(() -> desk.cases().size() == 2);
  }

  @AfterEach
  void end() throws Exception {
    ui.submit(desk::close).get();
    ui.submit(model::close).get();
    ui.shutdown();
    assertThat(ui.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  private void until(Callable<Boolean> condition) throws Exception {
    for (int i = 0; i < 1000; i++) {
      if (ui.submit(condition).get()) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("did not come; " + desk.message() + model.message());
  }

  private void open(String id) throws Exception {
    ui.submit(() -> desk.select(id)).get();
    until(() -> !model.isBusy() && desk.current().orElseThrow().id().equals(id));
  }

  @Test
  void oneCaseAfterTheOther() throws Exception {
    assertThat(desk.cases()).extracting(AnnotationCase::id).containsExactly("anna", "bert");
    open("anna");
    until(() -> desk.cases().get(0).status() == CaseStatus.IN_WORK);
    OpenScan scan = model.current().orElseThrow();
    ui.submit(
            () -> {
              try (BrushStroke stroke = scan.desk().stroke(new LpsPoint(0, 0, 1), false)) {
                stroke.moveTo(scan.state().snapshot().crosshair().toArray());
                stroke.end();
              }
            })
        .get();
    int[] painted = Voxels.ints(scan.desk().session().snapshot().voxels());
    Path file = desk.labelFile().orElseThrow();
    assertThat(file).isEqualTo(folder.resolve("labels/anna.nii.gz"));
    ui.submit(() -> model.save(file)).get();
    until(() -> desk.cases().get(0).labels() != null);
    ui.submit(() -> desk.setStatus("anna", CaseStatus.DONE)).get();
    ui.submit(() -> desk.setNotes("anna", "thin cortex")).get();
    until(() -> desk.cases().get(0).notes().equals("thin cortex"));
    assertThat(ui.submit(() -> desk.neighbour(true)).get()).contains("bert");

    assertThat(Voxels.ints(LabelMapReader.read(file).voxels())).isEqualTo(painted);
    AnnotationCase kept = CaseList.open(folder).find("anna").orElseThrow();
    assertThat(kept.status()).isEqualTo(CaseStatus.DONE);
    assertThat(kept.labels()).isEqualTo(file);

    Path set = folder.resolveSibling("Dataset007_Anna");
    ui.submit(() -> desk.export(set)).get();
    until(() -> desk.message().startsWith("Exported cases: 1, to " + set));
    assertThat(Voxels.ints(LabelMapReader.read(set.resolve("labelsTr/anna.nii.gz")).voxels()))
        .isEqualTo(painted);
    comesBackInto(Files.createDirectories(folder.resolveSibling("another folder")), set, painted);
    ui.submit(() -> desk.open(folder)).get();
    until(() -> desk.cases().size() == 2);

    open("bert");
    open("anna");
    assertThat(Voxels.ints(model.current().orElseThrow().desk().session().snapshot().voxels()))
        .isEqualTo(painted);
  }

  private void comesBackInto(Path other, Path set, int[] painted) throws Exception {
    ui.submit(() -> desk.open(other)).get();
    until(() -> desk.cases().isEmpty());
    ui.submit(() -> desk.importSet(set)).get();
    until(() -> desk.message().startsWith("Imported cases: 1, from " + set));
    assertThat(desk.cases()).hasSize(1);
    assertThat(desk.cases().get(0).labels()).isEqualTo(other.resolve("labels/anna.nii.gz"));
    assertThat(Voxels.ints(LabelMapReader.read(desk.cases().get(0).labels()).voxels()))
        .isEqualTo(painted);
  }

  @Test
  void ofDoneCasesThereIsNoNextOne() throws Exception {
    ui.submit(() -> desk.setStatus("anna", CaseStatus.DONE)).get();
    ui.submit(() -> desk.setStatus("bert", CaseStatus.DONE)).get();
    until(() -> desk.cases().stream().allMatch(c -> c.status() == CaseStatus.DONE));
    assertThat(ui.submit(() -> desk.neighbour(true)).get()).isEmpty();
  }

  private void run(Runnable action) throws Exception {
    ui.submit(action).get();
  }

  @Test
  void aCaseWithoutLabelsBeginsWithTheStructuresOfTheOthers() throws Exception {
    open("anna");
    OpenScan anna = model.current().orElseThrow();
    run(() -> anna.labelList().rename(1, "femur_left"));
    run(() -> anna.labelList().add("tumour"));
    run(() -> model.save(desk.labelFile().orElseThrow(), () -> desk.select("bert")));
    until(() -> model.current().orElseThrow() != anna && !model.isBusy());
    assertThat(names()).containsExactly("femur_left", "tumour");
    assertThat(model.current().orElseThrow().isSaved()).isTrue();
    until(() -> desk.cases().get(0).labels() != null);
    assertThat(CaseList.open(folder).structures())
        .as("for other people and other days")
        .isEqualTo(anna.desk().session().labels().labels());
  }

  private List<String> names() {
    return model.current().orElseThrow().desk().session().labels().labels().stream()
        .map(Label::name)
        .toList();
  }

  @Test
  void doubtfulPlacesOfARunAreThereOnAnotherDay() throws Exception {
    open("anna");
    OpenScan anna = model.current().orElseThrow();
    List<DoubtfulPlace> places =
        List.of(
            new DoubtfulPlace(new double[] {1.5, -2, 30}, 40, 0.5, 0.9),
            new DoubtfulPlace(new double[] {7, 8, 9}, 4, 0.25, 0.5));
    run(() -> anna.doubt(places));
    run(() -> model.save(desk.labelFile().orElseThrow()));
    until(desk::hasLabels);
    open("bert");
    until(() -> desk.cases().get(1).status() == CaseStatus.IN_WORK);
    assertThat(model.current().orElseThrow().doubtfulPlaces()).isZero();
    open("anna");
    OpenScan again = model.current().orElseThrow();
    until(() -> again.doubtfulPlaces() == 2);
    run(() -> again.stepDoubt(true));
    assertThat(again.state().snapshot().crosshair()).isEqualTo(new LpsPoint(1.5, -2, 30));
  }

  @Test
  void toolsAreSetAsInTheCaseBefore() throws Exception {
    open("anna");
    EditDesk anna = model.current().orElseThrow().desk();
    run(() -> anna.set(anna.settings().withRadius(2.5).withBall(true)));
    open("bert");
    EditDesk bert = model.current().orElseThrow().desk();
    assertThat(bert).isNotSameAs(anna);
    assertThat(bert.settings()).isEqualTo(anna.settings());
  }

  private static void export(LabelMap labels, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    LabelMapExporters.forFile(file).export(labels, "", file);
  }

  @Test
  void labelsOfABatchAreCorrectedAndStayAsTheyAre() throws Exception {
    Path batch = folder.resolve("labels/bert_labels.nii.gz");
    LabelMap truth = Phantom.truth(Phantom.ct().geometry());
    export(truth, batch);
    byte[] before = Files.readAllBytes(batch);
    open("bert");
    OpenScan bert = model.current().orElseThrow();
    assertThat(Voxels.ints(bert.desk().session().snapshot().voxels()))
        .isEqualTo(Voxels.ints(truth.voxels()));
    assertThat(bert.labelFile()).as("they go to a file of their own").isEmpty();
    assertThat(bert.isSaved()).as("looking at them is no change").isTrue();
    assertThat(desk.hasLabels()).isFalse();
    Path own = desk.labelFile().orElseThrow();
    assertThat(own).isEqualTo(folder.resolve("labels/bert.nii.gz"));
    run(() -> model.save(own));
    until(desk::hasLabels);
    assertThat(batch).hasBinaryContent(before);

    export(Phantom.truth(Phantom.ct().geometry()), folder.resolve("labels/anna.nii.gz"));
    open("anna");
    assertThat(model.current().orElseThrow().labelFile()).as("as it is saved itself").isPresent();
    until(() -> desk.cases().get(0).status() == CaseStatus.IN_WORK);
  }

  @Test
  void finishingGoesToTheNextCase() throws Exception {
    assertThat(ui.submit(desk::finish).get()).as("none is open").isEmpty();
    open("anna");
    assertThat(ui.submit(desk::finish).get()).contains("bert");
    until(() -> desk.cases().get(0).status() == CaseStatus.DONE);
    open("bert");
    assertThat(ui.submit(desk::finish).get()).isEmpty();
    until(() -> desk.cases().get(1).status() == CaseStatus.DONE);
  }

  @Test
  void anotherScanIsNotTheCaseThatWasOpenBefore() throws Exception {
    open("anna");
    assertThat(desk.labelFile()).isPresent();
    Path other = folder.resolve("bert.nrrd");
    run(() -> model.open(other, ReadOptions.DEFAULT, null));
    until(() -> !model.isBusy());
    assertThat(desk.labelFile()).as("its labels would go into the case's file").isEmpty();
    assertThat(desk.current()).isEmpty();
  }

  @Test
  void aCaseThatCannotBeReadLeavesTheOneThatIsShown() throws Exception {
    open("anna");
    Path annas = desk.labelFile().orElseThrow();
    Files.writeString(folder.resolve("bert.nrrd"), "no scan any more");
    run(() -> desk.select("bert"));
    until(() -> !model.isBusy());
    assertThat(model.hasFailed()).isTrue();
    assertThat(desk.current()).map(AnnotationCase::id).contains("anna");
    assertThat(desk.labelFile()).as("bert's file is not for anna's labels").contains(annas);
  }

  @Test
  void whileACaseIsReadNoOtherOneIsBegun() throws Exception {
    run(
        () -> {
          desk.select("anna");
          assertThat(desk.labelFile()).as("nothing is shown yet").isEmpty();
          desk.select("bert");
          assertThat(desk.message()).startsWith("Wait until");
        });
    until(() -> !model.isBusy());
    assertThat(desk.current()).map(AnnotationCase::id).contains("anna");
    until(() -> desk.cases().get(0).status() == CaseStatus.IN_WORK);
    assertThat(desk.cases().get(1).status()).isEqualTo(CaseStatus.TO_DO);
  }
}

package io.github.holoseg.workbench.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.annotation.BrushStroke;
import io.github.holoseg.annotation.Recovery;
import io.github.holoseg.annotation.RecoveryInfo;
import io.github.holoseg.io.LabelMapExporters;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.SeriesFacts;
import io.github.holoseg.io.VolumeExporters;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.workbench.segment.Host;
import io.github.holoseg.workbench.segment.SegmentModel;
import io.github.holoseg.workbench.segment.SegmentSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Open, segment, paint, undo, save, open again; without a window. */
class WorkbenchModelTest {
  private final ExecutorService ui = Executors.newSingleThreadExecutor();
  private final WorkbenchModel model = new WorkbenchModel(ui);
  @TempDir Path folder;
  private Path scan;

  @BeforeEach
  void aScan() throws IOException {
    scan = folder.resolve("scan.nii.gz");
    VolumeExporters.forFile(scan).export(Phantom.ct(), scan);
  }

  @AfterEach
  void end() throws InterruptedException {
    model.close();
    ui.shutdown();
    assertThat(ui.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  /** Does something on the thread of the user interface and waits for what it began. */
  private void act(Runnable action, BooleanSupplier busy) throws Exception {
    ui.submit(action).get();
    for (int i = 0; i < 3000 && ui.submit(busy::getAsBoolean).get(); i++) {
      Thread.sleep(20);
    }
    assertThat(busy.getAsBoolean()).isFalse();
  }

  private void open(Path labels) throws Exception {
    act(() -> model.open(scan, ReadOptions.DEFAULT, labels), model::isBusy);
    assertThat(model.message()).isEmpty();
  }

  private OpenScan current() {
    return model.current().orElseThrow();
  }

  private int[] voxels() {
    return Voxels.ints(current().desk().session().labels().view().voxels());
  }

  private void paint(double[] place) {
    paint(current(), place);
  }

  private static void paint(OpenScan open, double[] place) {
    try (BrushStroke stroke = open.desk().stroke(new LpsPoint(0, 0, 1), false)) {
      stroke.moveTo(place);
      stroke.end();
    }
  }

  @Test
  void fromTheScanToTheCorrectedLabels() throws Exception {
    open(null);
    assertThat(current().isSaved()).isTrue();
    segment();
    int[] result = voxels();
    assertThat(result).contains(1);
    assertThat(current().isSaved()).isFalse();
    assertThat(current().state().snapshot().scene().labels().orElseThrow().voxels())
        .as("the viewer shows what is edited")
        .isSameAs(current().desk().session().labels().view().voxels());

    double[] middle = current().state().snapshot().scene().centre().toArray();
    ui.submit(() -> current().labelList().add("tumour")).get();
    ui.submit(() -> paint(middle)).get();
    int[] painted = voxels();
    assertThat(painted).isNotEqualTo(result);
    ui.submit(() -> current().desk().undo()).get();
    assertThat(voxels()).isEqualTo(result);
    ui.submit(() -> current().desk().redo()).get();
    assertThat(voxels()).isEqualTo(painted);

    Path file = folder.resolve("labels.nrrd");
    act(() -> model.save(file), model::isBusy);
    assertThat(model.message()).isEqualTo("Saved " + file);
    assertThat(current().isSaved()).isTrue();
    ui.submit(() -> current().desk().undo()).get();
    assertThat(model.message()).as("not saved as they are now").isEmpty();
    ui.submit(() -> current().desk().redo()).get();
    open(file);
    assertThat(voxels()).isEqualTo(painted);
    assertThat(current().labelFile()).contains(file);
    assertThat(current().desk().session().labels().labels())
        .extracting(Label::name)
        .contains("tumour");
  }

  @Test
  void anOpeningThatIsCancelledLeavesWhatWasThere() throws Exception {
    open(null);
    OpenScan before = current();
    VolumeGeometry large = VolumeGeometry.axisAligned(new long[] {256, 256, 300}, 1, 1, 1);
    Path slow = folder.resolve("large.nii.gz"); // takes far longer than the line that cancels
    VolumeExporters.forFile(slow)
        .export(new Volume<>(ArrayImgs.shorts(256, 256, 300), large, before.volume().info()), slow);
    act(
        () -> {
          model.open(slow, ReadOptions.DEFAULT, null);
          model.cancel();
        },
        model::isBusy);
    assertThat(model.message()).isEqualTo("Cancelled.");
    assertThat(model.hasFailed()).isFalse();
    assertThat(current()).isSameAs(before);
  }

  private void segment() throws Exception {
    SegmentModel choices = new SegmentModel();
    ScanResults results = new ScanResults(model);
    SegmentSession session = new SegmentSession(choices, ui, results, Host.NONE);
    try {
      ui.submit(() -> session.use(current().source().orElseThrow())).get();
      BooleanSupplier busy = () -> session.state() != SegmentSession.State.IDLE;
      act(session::lookForModels, busy);
      ui.submit(() -> choices.chooseModel("bone")).get();
      OpenScan before = current();
      assertThat(session.beforeRun()).isEmpty();
      act(session::run, busy);
      assertThat(session.message()).isEmpty();
      assertThat(results.keepsResult()).isTrue();
      assertThat(current()).as("the run is in the window that is open").isSameAs(before);
      assertThat(session.plan()).as("the crosshair's tile came first").isPresent();
      assertThat(session.beforeRun()).as("the result is not saved").isPresent();
    } finally {
      ui.submit(session::close).get();
    }
  }

  @Test
  void labelsInAnotherAxisOrderAreTurnedToTheScan() throws Exception {
    LabelMap labels = oneVoxel();
    Path file = folder.resolve("turned.nii.gz");
    LabelMapExporters.forFile(file).export(labels.reoriented(AxisOrder.of("AIL")), "test", file);
    open(file);
    int[] read = voxels();
    assertThat(read[7]).isEqualTo(5);
    assertThat(current().desk().session().labels().labels())
        .extracting(Label::name)
        .containsExactly("liver");
  }

  @Test
  void labelsOfAnotherGridAreRefused() throws Exception {
    VolumeGeometry other = VolumeGeometry.axisAligned(new long[] {4, 4, 4}, 1, 1, 1);
    LabelMap labels = new LabelMap(ArrayImgs.unsignedShorts(4, 4, 4), other, List.of());
    Path file = folder.resolve("small.nii.gz");
    LabelMapExporters.forFile(file).export(labels, "test", file);
    act(() -> model.open(scan, ReadOptions.DEFAULT, file), model::isBusy);
    assertThat(model.hasFailed()).isTrue();
    assertThat(model.message()).startsWith("The labels lie on another grid (4x4x4");
    assertThat(model.current()).isEmpty();
    assertThatThrownBy(() -> model.open(Phantom.ct(), labels))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsNotSavedIsKeptForARecovery() throws Exception {
    List<String> failures = new CopyOnWriteArrayList<>();
    Path kept = folder.resolve("recovery");
    Autosaver autosaver = new Autosaver(kept, Duration.ZERO, failures::add);
    WorkbenchModel watched = new WorkbenchModel(ui, autosaver);
    act(() -> watched.open(scan, ReadOptions.DEFAULT, null), watched::isBusy);
    autosaver.tick();
    assertThat(kept).as("nothing has changed").doesNotExist();
    OpenScan open = watched.current().orElseThrow();
    ui.submit(() -> paint(open, open.state().snapshot().crosshair().toArray())).get();
    autosaver.tick();
    assertThat(kept).isDirectoryContaining(f -> f.toString().endsWith(".holoseg-recovery"));
    act(() -> watched.save(folder.resolve("labels.nrrd")), watched::isBusy);
    autosaver.close();
    for (int i = 0; i < 200 && kept.toFile().list().length > 0; i++) {
      Thread.sleep(20);
    }
    assertThat(kept).isEmptyDirectory();
    assertThat(failures).isEmpty();
    ui.submit(watched::close).get();
  }

  @Test
  void aResultIsKeptBeforeItsFirstEditAndBelongsIntoNoFile() throws Exception {
    Path kept = folder.resolve("recovery");
    Autosaver autosaver = new Autosaver(kept, Duration.ofHours(1), message -> {});
    WorkbenchModel watched = new WorkbenchModel(ui, autosaver);
    Path file = folder.resolve("mine.nii.gz");
    LabelMapExporters.forFile(file).export(oneVoxel(), "test", file);
    act(() -> watched.open(scan, ReadOptions.DEFAULT, file), watched::isBusy);
    OpenScan open = watched.current().orElseThrow();
    assertThat(open.labelFile()).contains(file);
    autosaver.tick();
    assertThat(kept).doesNotExist();
    ui.submit(() -> open.replaceLabels(oneVoxel())).get();
    assertThat(open.labelFile()).as("the user's file is not the result's").isEmpty();
    assertThat(open.isSaved()).isFalse();
    autosaver.tick();
    assertThat(kept).isDirectoryContaining(f -> f.toString().endsWith(".holoseg-recovery"));
    ui.submit(watched::close).get();
  }

  @Test
  void labelsOfAnImageWithoutAFileGoBackToIt() throws Exception {
    Path kept = folder.resolve("recovery");
    Autosaver autosaver = new Autosaver(kept, Duration.ZERO, message -> {});
    WorkbenchModel watched = new WorkbenchModel(ui, autosaver);
    ui.submit(() -> watched.open(Phantom.ct(), null)).get();
    OpenScan crashed = watched.current().orElseThrow();
    ui.submit(() -> crashed.replaceLabels(oneVoxel())).get();
    autosaver.tick(); // and then the program is killed
    Path left = kept.resolve(kept.toFile().list()[0]);
    RecoveryInfo info =
        new RecoveryInfo(
            "phantom",
            null,
            null,
            Instant.EPOCH,
            RecoveryInfo.Owner.self(),
            oneVoxel().geometry(),
            oneVoxel().labels());
    Recovery.Found found = new Recovery.Found(left, info);
    Path copy = Files.copy(left, kept.resolve("copy"));
    Path file = folder.resolve("recovered.nrrd");
    act(() -> model.saveRecovered(new Recovery.Found(copy, info), file), model::isBusy);
    assertThat(model.message()).isEqualTo("Saved " + file);
    assertThat(Voxels.ints(LabelMapReader.read(file).voxels()))
        .isEqualTo(Voxels.ints(oneVoxel().voxels()));
    assertThat(copy).as("it is in a file now").doesNotExist();

    ui.submit(() -> model.open(Phantom.ct(), null)).get();
    act(() -> model.recoverInto(current(), found), model::isBusy);
    assertThat(model.message()).isEmpty();
    assertThat(voxels()).isEqualTo(Voxels.ints(oneVoxel().voxels()));
    assertThat(current().isSaved()).isFalse();
    ui.submit(() -> model.discard()).get();
    assertThat(left).as("nobody wants it").doesNotExist();
    ui.submit(watched::close).get();
  }

  @Test
  void labelsAreOpenedForTheScanThatIsThere() throws Exception {
    open(null);
    OpenScan before = current();
    Path file = folder.resolve("mine.nii.gz");
    LabelMapExporters.forFile(file)
        .export(oneVoxel().reoriented(AxisOrder.of("AIL")), "test", file);
    act(() -> model.openLabels(file), model::isBusy);
    assertThat(model.message()).isEmpty();
    assertThat(current()).isSameAs(before);
    assertThat(current().labelFile()).contains(file);
    assertThat(current().isSaved()).isTrue();
    assertThat(voxels()).isEqualTo(Voxels.ints(oneVoxel().voxels()));
    act(() -> model.openLabels(scan), model::isBusy);
    assertThat(model.hasFailed()).as("a scan is no label map").isTrue();
    assertThat(voxels()).isEqualTo(Voxels.ints(oneVoxel().voxels()));
  }

  @Test
  void whatFollowsASaveIsDoneWhenItSucceeded() throws Exception {
    open(null);
    List<String> done = new CopyOnWriteArrayList<>();
    act(() -> model.save(folder.resolve("labels.doc"), () -> done.add("doc")), model::isBusy);
    act(() -> model.save(folder.resolve("labels.nrrd"), () -> done.add("nrrd")), model::isBusy);
    assertThat(done).containsExactly("nrrd");
  }

  @Test
  void ofSeveralSeriesTheUserChooses() throws Exception {
    Path source = SharedData.shared("pydicom/dicomdirtests");
    List<SeriesFacts> offered = new CopyOnWriteArrayList<>();
    ui.submit(
            () ->
                model.onSeries(
                    all -> {
                      all.stream().filter(f -> f.problems().isEmpty()).forEach(offered::add);
                      return Optional.of(offered.get(1).id());
                    }))
        .get();
    act(() -> model.openAsking(source), model::isBusy);
    assertThat(model.message()).isEmpty();
    assertThat(offered).hasSizeGreaterThan(1);
    assertThat(current().source().orElseThrow().options().series()).contains(offered.get(1).id());
    ui.submit(() -> model.onSeries(all -> Optional.empty())).get();
    OpenScan before = current();
    act(() -> model.openAsking(source), model::isBusy);
    assertThat(model.message()).isEqualTo("Cancelled.");
    assertThat(current()).isSameAs(before);
    act(() -> model.openAsking(scan), model::isBusy);
    assertThat(current().volume().info().name()).as("nothing to ask").isEqualTo("scan");
  }

  private static LabelMap oneVoxel() {
    VolumeGeometry grid = Phantom.ct().geometry();
    short[] values = new short[(int) grid.voxelCount()];
    values[7] = 5;
    return new LabelMap(
        ArrayImgs.unsignedShorts(values, grid.size()), grid, List.of(Label.of(5, "liver")));
  }

  @Test
  void whatCannotBeSavedStaysUnsaved() throws Exception {
    open(null);
    ui.submit(() -> paint(current().state().snapshot().crosshair().toArray())).get();
    act(() -> model.save(folder.resolve("labels.doc")), model::isBusy);
    assertThat(model.hasFailed()).isTrue();
    assertThat(model.message()).contains("it must end in");
    assertThat(current().isSaved()).isFalse();
    assertThat(Files.exists(folder.resolve("labels.doc"))).isFalse();
  }

  @Test
  void whatChangesWhileLabelsAreWrittenIsNotSaved() throws Exception {
    open(null);
    Path file = folder.resolve("mine.nii.gz");
    act(
        () -> {
          model.save(file);
          current().labelList().add("tumour");
        },
        model::isBusy);
    assertThat(current().labelFile()).contains(file);
    assertThat(current().isSaved()).as("the new name is in no file").isFalse();
    act(
        () -> {
          model.save(file);
          current().replaceLabels(oneVoxel());
        },
        model::isBusy);
    assertThat(current().labelFile()).as("the result is not to replace them unasked").isEmpty();
    assertThat(current().isSaved()).isFalse();
  }

  @Test
  void aScanThatIsShownMeanwhileIsNotTheOneThatIsSaved() throws Exception {
    List<Path> saved = new CopyOnWriteArrayList<>();
    model.onSave(saved::add);
    open(null);
    Path file = folder.resolve("mine.nii.gz");
    act(
        () -> {
          model.save(file);
          model.open(Phantom.ct(), null);
        },
        model::isBusy);
    assertThat(file).exists();
    assertThat(saved).isEmpty();
    assertThat(current().labelFile()).isEmpty();
  }

  @Test
  void nothingIsPaintedThatARunWouldReplace() throws Exception {
    open(null);
    ScanResults results = new ScanResults(model);
    double[] middle = current().state().snapshot().scene().centre().toArray();
    ui.submit(() -> results.scan(current().volume())).get();
    assertThat(ui.submit(() -> current().desk().stroke(new LpsPoint(0, 0, 1), false)).get())
        .isNull();
    ui.submit(results::abandoned).get();
    ui.submit(() -> paint(middle)).get();
    assertThat(voxels()).contains(1);
  }

  @Test
  void aPlanForAnotherScanDoesNotCloseWhatIsNotSaved() throws Exception {
    open(null);
    OpenScan before = current();
    ScanResults results = new ScanResults(model);
    ui.submit(() -> current().labelList().add("tumour")).get();
    ui.submit(() -> results.scan(Phantom.ct())).get();
    assertThat(current()).isSameAs(before);
    assertThat(model.message()).startsWith("The other scan and its labels are not shown");
    assertThat(results.keepsResult()).isFalse();
    act(() -> model.save(folder.resolve("mine.nrrd")), model::isBusy);
    ui.submit(() -> results.scan(Phantom.ct())).get();
    assertThat(current()).as("it is saved").isNotSameAs(before);
  }

  @Test
  void whatNobodyWasAskedAboutStaysAfterTheEnd() throws Exception {
    for (boolean discarded : new boolean[] {false, true}) {
      Path kept = folder.resolve("recovery" + discarded);
      Autosaver autosaver = new Autosaver(kept, Duration.ZERO, message -> {});
      WorkbenchModel watched = new WorkbenchModel(ui, autosaver);
      ui.submit(() -> watched.open(Phantom.ct(), null)).get();
      ui.submit(() -> watched.current().orElseThrow().replaceLabels(oneVoxel())).get();
      autosaver.tick();
      if (discarded) {
        ui.submit(watched::discard).get();
      }
      ui.submit(watched::close).get();
      assertThat(autosaver.awaitEnd()).isTrue();
      assertThat(kept.toFile().list()).hasSize(discarded ? 0 : 1);
    }
  }
}

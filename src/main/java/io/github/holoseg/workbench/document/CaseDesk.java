package io.github.holoseg.workbench.document;

import io.github.holoseg.annotation.DoubtfulPlace;
import io.github.holoseg.annotation.cases.AnnotationCase;
import io.github.holoseg.annotation.cases.CaseList;
import io.github.holoseg.annotation.cases.CaseStatus;
import io.github.holoseg.annotation.cases.CaseWalk;
import io.github.holoseg.annotation.cases.DoubtFile;
import io.github.holoseg.annotation.cases.WorkTime;
import io.github.holoseg.batch.FolderScans;
import io.github.holoseg.batch.Sentence;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Label;
import io.github.holoseg.workbench.Jobs;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.dataset.CaseExport;
import io.github.holoseg.workbench.dataset.NnunetExport;
import io.github.holoseg.workbench.dataset.NnunetImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * A folder of cases that are gone through one after the other: status, notes, time. The list is
 * read and written on a thread of its own; everything else is on the thread of the user interface.
 */
public final class CaseDesk implements AutoCloseable {
  private static final Duration AWAY = Duration.ofMinutes(2);

  private final Executor ui;
  private final WorkbenchModel model;
  private final Jobs jobs = new Jobs("holoseg-cases");
  private final WorkTime time = new WorkTime(Clock.systemUTC(), AWAY);
  private Runnable listener = () -> {};
  private CaseList list; // of the thread of the jobs
  private Path folder;
  private List<AnnotationCase> cases = List.of();
  private List<Label> structures = List.of();
  private List<Label> added = List.of(); // to them, since the folder was opened
  private String current;
  private String message = "";
  private String done = ""; // what the job that ends next has to tell

  public CaseDesk(Executor ui, WorkbenchModel model) {
    this.ui = ui;
    this.model = model;
  }

  /** Who is told that the list or the case has changed. */
  public void onChange(Runnable listener) {
    this.listener = listener;
  }

  /** In the list's order; empty if no folder is open. */
  public List<AnnotationCase> cases() {
    return cases;
  }

  /** The case that is open, or is just read. */
  public Optional<AnnotationCase> current() {
    return cases.stream().filter(c -> c.id().equals(current)).findFirst();
  }

  /** The case whose scan is shown; that of another one may still be read, or have failed. */
  private Optional<AnnotationCase> shownCase() {
    return current()
        .filter(c -> model.current().filter(scan -> scan.isFrom(c.image())).isPresent());
  }

  public Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }

  /** One sentence about what did not work; may be empty. */
  public String message() {
    return message;
  }

  private interface Change {
    void make(CaseList list) throws IOException;
  }

  /** Opens a folder: its list, with the scans that are not in it yet. */
  public void open(Path wanted) {
    takeTime();
    jobs.start(
        cancel -> {
          CaseList opened = CaseList.open(wanted);
          for (FolderScans.Scan scan : FolderScans.of(wanted, wanted.resolve(CaseList.LABELS))) {
            opened.add(scan.name(), scan.source(), null);
          }
          opened.save();
          list = opened;
          List<AnnotationCase> found = opened.cases();
          List<Label> names = opened.structures();
          String problems = String.join(" ", opened.problems());
          ui.execute(
              () -> {
                folder = wanted;
                cases = found;
                structures = names;
                added = List.of();
                done = problems;
                current = null;
              });
        },
        this::ended);
  }

  /**
   * Writes the folder's finished cases as an nnU-Net training set; the message then says how many.
   *
   * @param set folder of the set; made if it is not there
   */
  public void export(Path set) {
    Path from = folder;
    jobs.start(
        cancel -> {
          NnunetExport.Result result =
              CaseExport.export(
                  from, EnumSet.of(CaseStatus.DONE), set, ProgressListener.NONE, cancel);
          showDone("cases.exported", result, set);
        },
        this::ended);
  }

  /**
   * Brings an nnU-Net training set back as cases of the folder, whose labels go beside those of the
   * others; the message then says how many. No labels are written over.
   *
   * @param set folder with {@code dataset.json}
   */
  public void importSet(Path set) {
    Path into = folder;
    jobs.start(
        cancel -> {
          NnunetExport.Result result =
              NnunetImport.intoCases(set, into, ProgressListener.NONE, cancel);
          list = CaseList.open(into);
          showList();
          showDone("cases.imported", result, set);
        },
        this::ended);
  }

  private void ended(Throwable failure) {
    ui.execute(
        () -> {
          message = failure == null ? done : Sentence.of(failure);
          done = "";
          listener.run();
        });
  }

  private void change(Change change) {
    jobs.start(
        cancel -> {
          change.make(list);
          list.save();
          showList();
        },
        this::ended);
  }

  /** Hands the list as it is now to the user interface; on the thread of the jobs. */
  private void showList() {
    List<AnnotationCase> now = list.cases();
    List<Label> names = list.structures();
    ui.execute(
        () -> {
          cases = now;
          structures = CaseList.merged(names, added); // what was added may not be there yet
        });
  }

  private void showDone(String key, NnunetExport.Result result, Path set) {
    String written = Integer.toString(result.written().size());
    String failed = String.join(" ", result.failures());
    ui.execute(() -> done = Texts.get(key, written, set.toString(), failed));
  }

  /** A scan is shown: if it is not that of the open case, no case is open any more. */
  public void shown(OpenScan scan) {
    if (current().map(c -> !scan.isFrom(c.image())).orElse(false)) {
      takeTime();
      current = null;
    }
    current().ifPresent(c -> lookForDoubt(c, scan));
  }

  /** A run on an earlier day may have left the places where its network hesitated. */
  private void lookForDoubt(AnnotationCase c, OpenScan scan) {
    Path file = doubtFile(c);
    jobs.start(
        cancel -> {
          List<DoubtfulPlace> places = DoubtFile.read(file);
          ui.execute(
              () -> {
                if (scan.doubtfulPlaces() == 0) { // else there was a run meanwhile
                  scan.doubt(places);
                }
              });
        },
        this::ended);
  }

  private Path doubtFile(AnnotationCase c) {
    return folder.resolve(CaseList.LABELS).resolve(c.id() + DoubtFile.ENDING);
  }

  /**
   * Opens a case; what it takes from now on is its time. While a file is read or written it says so
   * and changes nothing.
   */
  public void select(String id) {
    if (model.isBusy()) {
      message = Texts.get("edit.busy");
      listener.run();
      return;
    }
    takeTime();
    String before = current;
    AnnotationCase wanted = cases.stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
    current = id;
    Path own = labelFile(wanted);
    Path batch = own.resolveSibling(id + FolderScans.LABELS_ENDING);
    boolean isCorrected = Files.exists(own) || !Files.exists(batch);
    model.openCase(
        wanted.image(),
        isCorrected ? own : batch,
        structures,
        isCorrected,
        wentWell -> {
          if (!wentWell && id.equals(current)) {
            current = before; // it is still shown
            listener.run();
          }
        });
    if (wanted.status() == CaseStatus.TO_DO) {
      change(l -> l.setStatus(id, CaseStatus.IN_WORK));
    }
    active();
    listener.run();
  }

  /** The next case that is not done, or the one before. */
  public Optional<String> neighbour(boolean forwards) {
    return CaseWalk.next(
            cases, current, forwards, c -> c.status() != CaseStatus.DONE && !c.id().equals(current))
        .map(AnnotationCase::id);
  }

  /**
   * Marks the open case as done.
   *
   * @return the next case that is not done; empty if that was the last one, or none is open
   */
  public Optional<String> finish() {
    Optional<String> next = neighbour(true);
    if (current == null) {
      return Optional.empty();
    }
    setStatus(current, CaseStatus.DONE);
    return next;
  }

  public void setStatus(String id, CaseStatus status) {
    change(l -> l.setStatus(id, status));
  }

  public void setNotes(String id, String notes) {
    change(l -> l.setNotes(id, notes));
  }

  /** The user did something. */
  public void active() {
    time.active();
  }

  private void takeTime() {
    Duration spent = time.take();
    String id = current;
    if (id != null && !spent.isZero()) {
      change(l -> l.addTime(id, spent));
    }
  }

  /** Where the labels of the open case go; empty if the scan that is shown is of no case. */
  public Optional<Path> labelFile() {
    return shownCase().map(this::labelFile);
  }

  private Path labelFile(AnnotationCase c) {
    return c.labelsPath().orElse(folder.resolve(CaseList.LABELS).resolve(c.id() + ".nii.gz"));
  }

  /** Whether the list knows a label map of the open case. */
  public boolean hasLabels() {
    return shownCase().flatMap(AnnotationCase::labelsPath).isPresent();
  }

  /** The labels of the open case were saved. */
  public void saved(Path file) {
    AnnotationCase open = shownCase().orElse(null);
    if (open != null) {
      String id = open.id();
      takeTime();
      List<Label> labels =
          model.current().map(s -> s.desk().session().labels().labels()).orElse(List.of());
      List<DoubtfulPlace> places = model.current().map(OpenScan::doubtful).orElse(List.of());
      Path doubt = doubtFile(open);
      added = CaseList.merged(added, labels);
      structures = CaseList.merged(structures, added); // the next case may be opened at once
      change(
          l -> {
            if (!places.isEmpty()) {
              DoubtFile.write(doubt, places);
            }
            l.setLabels(id, file);
            l.addStructures(labels);
          });
    }
  }

  @Override
  public void close() {
    takeTime();
    jobs.finish();
  }
}

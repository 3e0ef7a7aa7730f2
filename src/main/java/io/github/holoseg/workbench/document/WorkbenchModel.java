package io.github.holoseg.workbench.document;

import io.github.holoseg.annotation.Recovery;
import io.github.holoseg.batch.Version;
import io.github.holoseg.io.LabelMapExporter;
import io.github.holoseg.io.LabelMapExporters;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.SeriesFacts;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.task.Stage;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.workbench.Jobs;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.segment.ScanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the workbench's window works with: one scan at a time, opened and saved in the background.
 * Used on the thread of the user interface.
 */
public final class WorkbenchModel implements AutoCloseable {
  private final Executor ui;
  private final Autosaver autosaver;
  private final FileWork work;
  private final SeriesChoice series;
  private Consumer<OpenScan> opened = scan -> {};
  private Consumer<Path> saved = file -> {};
  private OpenScan current;
  private Recovery.Found recovered;
  private boolean discarded;

  /**
   * @param ui runs tasks on the thread of the user interface
   */
  public WorkbenchModel(Executor ui) {
    this(ui, null);
  }

  /**
   * @param autosaver keeps what is not saved; null: nobody does
   */
  public WorkbenchModel(Executor ui, Autosaver autosaver) {
    this.ui = ui;
    this.work = new FileWork(ui);
    this.series = new SeriesChoice(ui);
    this.autosaver = autosaver;
  }

  /** Who is told of another scan; the one before is closed then. */
  public void onOpen(Consumer<OpenScan> listener) {
    opened = listener;
  }

  /**
   * Who is asked which series of a DICOM source is opened, if several can be read; answers with its
   * id, or empty to open none. Without such a listener it is the first.
   */
  public void onSeries(Function<List<SeriesFacts>, Optional<String>> question) {
    series.ask(question);
  }

  /** Who is told that a job has begun or ended. */
  public void onChange(Runnable listener) {
    work.onChange(listener);
  }

  /** Who is told that the labels were saved. */
  public void onSave(Consumer<Path> listener) {
    saved = listener;
  }

  public Optional<OpenScan> current() {
    return Optional.ofNullable(current);
  }

  /** Whether a file is read or written. */
  public boolean isBusy() {
    return work.isBusy();
  }

  /** What the job at work does. */
  public Stage stage() {
    return work.stage();
  }

  /** How far the job's stage is, 0 to 1; NaN if that is not known. */
  public double progress() {
    return work.progress();
  }

  /**
   * One sentence about how the last job ended; may be empty. That labels are saved is told only as
   * long as they are.
   */
  public String message() {
    return work.tellsOfSaving() && !current.isSaved() ? "" : work.message();
  }

  public boolean hasFailed() {
    return work.hasFailed();
  }

  /**
   * Reads a scan and shows it.
   *
   * @param labels a label map on its grid; null: none
   */
  public void open(Path scan, ReadOptions options, Path labels) {
    open(
        scan,
        (path, cancel) -> options,
        new ScanReading.Labels(labels, List.of(), true),
        wentWell -> {});
  }

  /**
   * Reads the scan of a case and shows it.
   *
   * @param labels a label map on its grid, which need not exist
   * @param names of the structures that there are to paint without it; empty: one
   * @param isTarget whether the labels are saved there, too; if not, they are in no file yet
   * @param then hears whether it is shown
   */
  void openCase(
      Path scan, Path labels, List<Label> names, boolean isTarget, Consumer<Boolean> then) {
    Path there = Files.exists(labels) ? labels : null;
    open(
        scan,
        (path, cancel) -> ReadOptions.DEFAULT,
        new ScanReading.Labels(there, names, isTarget),
        then);
  }

  /**
   * Reads a scan and shows it; of several series that can be read the user is asked which one
   * ({@link #onSeries}).
   */
  public void openAsking(Path scan) {
    open(scan, series::options, new ScanReading.Labels(null, List.of(), true), wentWell -> {});
  }

  private void open(
      Path scan, ScanReading.Options how, ScanReading.Labels labels, Consumer<Boolean> then) {
    start(
        cancel -> {
          ScanReading read = ScanReading.of(scan, how, labels, work::heard, cancel);
          ui.execute(() -> show(read.source().scan(), read.labels(), read.target(), read.source()));
        },
        then);
  }

  /**
   * Reads a label map on the grid of the open scan, and shows it instead of the labels that are
   * there.
   */
  public void openLabels(Path file) {
    OpenScan scan = current;
    start(
        cancel -> {
          LabelMap read = LabelMapReader.read(file, ReadOptions.DEFAULT, work::heard, cancel);
          LabelMap fitted = OpenScan.fitted(read, scan.volume());
          ui.execute(
              () -> {
                if (scan == current) {
                  recovered = null;
                  scan.openLabels(fitted, file);
                }
              });
        });
  }

  /**
   * Reads labels that are not shown.
   *
   * @param file a label map on the scan's grid
   * @param then hears of it on the thread of the user interface, in the scan's axis order; empty if
   *     it could not be read, and {@link #message()} says why
   */
  public void readLabels(Path file, Consumer<Optional<LabelMap>> then) {
    OpenScan scan = current;
    AtomicReference<LabelMap> read = new AtomicReference<>();
    start(
        cancel -> {
          LabelMap labels = LabelMapReader.read(file, ReadOptions.DEFAULT, work::heard, cancel);
          read.set(OpenScan.fitted(labels, scan.volume()));
        },
        wentWell -> then.accept(Optional.ofNullable(read.get())));
  }

  /**
   * Opens a scan with the labels that a crash left behind. They are not saved; their recovery file
   * is deleted when they are.
   */
  public void recover(Path scan, Recovery.Found found) {
    start(
        cancel -> {
          LabelMap labels = found.labels();
          Volume<?> volume = VolumeReaders.read(scan, ReadOptions.DEFAULT, work::heard, cancel);
          LabelMap fitted = OpenScan.fitted(labels, volume);
          ScanFile source = new ScanFile(scan, ReadOptions.DEFAULT, volume);
          Path target = found.info().target();
          ui.execute(
              () -> {
                show(volume, fitted, target, source);
                current.recoverLabels(
                    fitted, target); // not saved, so that nobody closes it unasked
                recovered = found;
              });
        });
  }

  /**
   * Gives the open scan the labels that a crash left behind of an image that was in no file.
   *
   * @throws IllegalArgumentException if they lie on another grid
   */
  public void recoverInto(OpenScan scan, Recovery.Found found) {
    start(
        cancel -> {
          LabelMap fitted = OpenScan.fitted(found.labels(), scan.volume());
          ui.execute(
              () -> {
                if (current == scan) {
                  current.recoverLabels(fitted, found.info().target());
                  recovered = found;
                }
              });
        });
  }

  /**
   * Writes what a crash left behind to a file as it is, for an image that is not open; its recovery
   * file is deleted then.
   *
   * @param file its ending says the format
   */
  public void saveRecovered(Recovery.Found found, Path file) {
    start(
        cancel -> {
          LabelMap labels = found.labels();
          work.heard(Stage.WRITE, 0, 0);
          LabelMapExporters.forFile(file)
              .export(labels, "Holoseg " + Version.TEXT + ", recovered", file);
          found.delete();
          String done = Texts.get("done.saved", file.toString());
          ui.execute(() -> work.say(done));
        });
  }

  /** The user does not want what is not saved: what a crash left of it is deleted, too. */
  public void discard() {
    discarded = true;
    if (recovered != null) {
      forget(recovered);
    }
  }

  private void forget(Recovery.Found found) {
    recovered = null;
    try {
      found.delete();
    } catch (IOException e) {
      work.say(e.getMessage());
    }
  }

  /**
   * Shows a scan that is in memory.
   *
   * @param labels on its grid; null: none
   * @throws IllegalArgumentException if they lie on another grid
   */
  public void open(Volume<?> scan, LabelMap labels) {
    show(scan, labels == null ? null : OpenScan.fitted(labels, scan), null, null);
  }

  /**
   * Shows a scan that was read from a file.
   *
   * @param labels on its grid; null: none
   * @param labelFile where they were read from, and are saved to; null: nowhere
   * @throws IllegalArgumentException if the labels lie on another grid
   */
  public void open(ScanFile source, LabelMap labels, Path labelFile) {
    Volume<?> scan = source.scan();
    show(scan, labels == null ? null : OpenScan.fitted(labels, scan), labelFile, source);
  }

  private void show(Volume<?> volume, LabelMap labels, Path file, ScanFile source) {
    OpenScan before = current;
    recovered = null; // its file stays, and is offered again
    discarded = false;
    current = new OpenScan(volume, labels, file, ui);
    current.readFrom(source);
    if (before != null) {
      current.desk().set(before.desk().settings()); // of the tools
    }
    OpenScan scan = current;
    if (autosaver != null) {
      Path scanFile = source == null ? null : source.path();
      current.onSession(
          session ->
              autosaver.watch(
                  session,
                  volume.info().name(),
                  scanFile,
                  scan.labelFile().orElse(null),
                  scan.isResultUnsaved()));
    }
    opened.accept(current);
    if (before != null) {
      before.close();
    }
  }

  /**
   * Writes the labels as they are now; the user may paint on meanwhile.
   *
   * @param file its ending says the format
   */
  public void save(Path file) {
    save(file, () -> {});
  }

  /**
   * As {@link #save(Path)}.
   *
   * @param then what is done when they are written, and only then
   */
  public void save(Path file, Runnable then) {
    OpenScan scan = current;
    if (scan.isReadFrom(file)) {
      work.fail(Texts.get("save.overScan", file.toString()));
      return;
    }
    OpenScan.Moment moment = scan.moment();
    start(
        cancel -> {
          work.heard(Stage.WRITE, 0, 0);
          LabelMapExporter exporter = LabelMapExporters.forFile(file);
          Files.createDirectories(file.toAbsolutePath().getParent());
          exporter.export(moment.labels(), "Holoseg " + Version.TEXT + ", corrected by hand", file);
          ui.execute(
              () -> {
                work.saved(Texts.get("done.saved", file.toString()));
                wrote(scan, file, moment);
              });
        },
        wentWell -> {
          if (wentWell) {
            then.run();
          }
        });
  }

  /** Something that the user should know. */
  void say(String sentence) {
    work.say(sentence);
  }

  /** The labels of a moment are in a file now. */
  void wrote(OpenScan scan, Path file, OpenScan.Moment moment) {
    boolean isShown = scan.saved(file, moment);
    if (scan != current) {
      return; // another one was opened meanwhile, whose recovery file and case are not these
    }
    if (isShown && autosaver != null) {
      autosaver.saved(file, moment.state());
    }
    if (recovered != null) {
      forget(recovered);
    }
    saved.accept(file);
    work.tell();
  }

  private void start(Jobs.Work job) {
    start(job, wentWell -> {});
  }

  private void start(Jobs.Work job, Consumer<Boolean> then) {
    if (current != null) {
      current.desk().forgetMessage(); // that of the file comes now
    }
    work.start(job, then);
  }

  /** Ends what is read. */
  public void cancel() {
    work.cancel();
  }

  /**
   * Ends. What is not saved and was not {@link #discard discarded}, as after an interrupt in the
   * terminal, stays in its recovery file.
   */
  @Override
  public void close() {
    work.close();
    if (autosaver != null) {
      if (discarded || current == null || current.isSaved()) {
        autosaver.close();
      } else {
        autosaver.leave();
      }
    }
    if (current != null) {
      current.close();
    }
  }
}

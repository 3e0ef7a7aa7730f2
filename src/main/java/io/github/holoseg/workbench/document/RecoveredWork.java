package io.github.holoseg.workbench.document;

import io.github.holoseg.annotation.Recovery;
import io.github.holoseg.batch.Version;
import io.github.holoseg.io.LabelMapExporters;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.task.Stage;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.segment.ScanFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/**
 * Labels that a crash left behind, opened again: their recovery file is deleted when they are
 * saved, or if the user does not want them. Used on the thread of the user interface.
 */
public final class RecoveredWork {
  private final WorkbenchModel model;
  private final FileWork work;
  private final Executor ui;
  private Recovery.Found opened; // what is shown came from there; null: from elsewhere
  private boolean discarded;

  RecoveredWork(WorkbenchModel model, FileWork work, Executor ui) {
    this.model = model;
    this.work = work;
    this.ui = ui;
  }

  /** Opens a scan with labels that were left behind. They are not saved. */
  public void open(Path scan, Recovery.Found found) {
    model.start(
        cancel -> {
          LabelMap labels = found.labels();
          Volume<?> volume = VolumeReaders.read(scan, ReadOptions.DEFAULT, work::heard, cancel);
          LabelMap fitted = OpenScan.fitted(labels, volume);
          ScanFile source = new ScanFile(scan, ReadOptions.DEFAULT, volume);
          Path target = found.info().target();
          ui.execute(
              () -> {
                model.show(volume, fitted, target, source);
                // not saved, so that nobody closes it unasked
                model.current().orElseThrow().recoverLabels(fitted, target);
                opened = found;
              });
        });
  }

  /**
   * Gives the open scan the labels that were left behind of an image that was in no file; if they
   * lie on another grid, the model says so.
   */
  public void into(OpenScan scan, Recovery.Found found) {
    model.start(
        cancel -> {
          LabelMap fitted = OpenScan.fitted(found.labels(), scan.volume());
          ui.execute(
              () -> {
                if (model.current().filter(shown -> shown == scan).isPresent()) {
                  scan.recoverLabels(fitted, found.info().target());
                  opened = found;
                }
              });
        });
  }

  /**
   * Writes what was left behind to a file as it is, for an image that is not open; its recovery
   * file is deleted then.
   *
   * @param file its ending says the format
   */
  public void save(Recovery.Found found, Path file) {
    model.start(
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
    saved();
  }

  /** Whether the user does not want what is shown now. */
  boolean isDiscarded() {
    return discarded;
  }

  /** Something else is shown; the file stays, and is offered again. */
  void left() {
    opened = null;
    discarded = false;
  }

  /** The labels are in a file of the user's, or nobody wants them. */
  void saved() {
    if (opened == null) {
      return;
    }
    Recovery.Found found = opened;
    opened = null;
    try {
      found.delete();
    } catch (IOException e) {
      work.say(e.getMessage());
    }
  }
}

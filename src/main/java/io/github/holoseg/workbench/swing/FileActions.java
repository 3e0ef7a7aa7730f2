package io.github.holoseg.workbench.swing;

import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.document.OpenScan;
import io.github.holoseg.workbench.document.WorkbenchModel;
import io.github.holoseg.workbench.segment.ScanFile;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.swing.JOptionPane;

/** Opens and saves the window's scans and labels; what is not saved is asked about first. */
final class FileActions {
  private final WorkbenchFrame frame;
  private final WorkbenchModel model;
  private final OpenChooser chooser;

  FileActions(WorkbenchFrame frame, WorkbenchModel model) {
    this.frame = frame;
    this.model = model;
    this.chooser = new OpenChooser(frame, model);
  }

  /** What asks for files to open. */
  OpenChooser chooser() {
    return chooser;
  }

  /** Asks for a scan and opens it. */
  void openScan() {
    frame.unsaved().then(() -> chooser.scan().ifPresent(model::openAsking));
  }

  /** Asks for a label map that takes the place of the labels. */
  void openLabels() {
    frame.unsaved().then(() -> chooser.labels().ifPresent(model::openLabels));
  }

  /** A file was dropped on the window: a scan, or labels of the one that is open. */
  void dropped(Path file) {
    boolean asLabels = false;
    if (frame.viewer() != null) {
      int answer =
          Choice.ask(
              frame,
              Texts.get("frame.title"),
              Texts.get("drop.question", file.getFileName().toString()),
              JOptionPane.QUESTION_MESSAGE,
              "drop.scan",
              "drop.labels",
              "unsaved.cancel");
      if (answer != 0 && answer != 1) {
        return;
      }
      asLabels = answer == 1;
    }
    Runnable opening = asLabels ? () -> model.openLabels(file) : () -> model.openAsking(file);
    frame.unsaved().then(opening);
  }

  /**
   * Saves to the file that the labels have, or asks for one.
   *
   * @param next what is done if and when they are saved
   */
  void save(Runnable next) {
    OpenScan scan = model.current().orElse(null);
    if (scan == null) {
      return;
    }
    Path file = scan.labelFile().orElse(null);
    if (file == null) { // of a result: a case's file may hold what somebody corrected
      file = frame.cases().labelFile().orElse(null);
      if (file != null && Files.exists(file) && !LabelFileChooser.mayReplace(frame, file)) {
        return;
      }
    }
    if (file == null) {
      saveAs(next);
    } else {
      model.save(file, next);
    }
  }

  /** As {@link #save}, but asks for a file in any case. */
  void saveAs(Runnable next) {
    OpenScan scan = model.current().orElse(null);
    if (scan != null) {
      Path source = scan.source().map(ScanFile::path).orElse(null);
      LabelFileChooser.ask(frame, source, scan.volume().info().name())
          .ifPresent(file -> model.save(file, next));
    }
  }
}

package io.github.holoseg.workbench.swing;

import io.github.holoseg.batch.Operation;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.document.CaseDesk;
import io.github.holoseg.workbench.document.OpenScan;
import io.github.holoseg.workbench.document.WorkbenchModel;
import io.github.holoseg.workbench.segment.ScanFile;
import java.awt.Component;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.swing.JFileChooser;
import javax.swing.JOptionPane;

/** Opens scans, opens, saves and leaves their labels, and asks what has to be asked. */
final class WorkbenchFiles {
  private static File lastFolder; // of the event thread; null: the user's own

  private final Component parent;
  private final WorkbenchModel model;
  private final CaseDesk cases;

  WorkbenchFiles(Component parent, WorkbenchModel model, CaseDesk cases) {
    this.parent = parent;
    this.model = model;
    this.cases = cases;
  }

  /** Asks for a scan: a file, or a DICOM folder. */
  Optional<Path> chooseScan() {
    JFileChooser chooser = chooser("open.scan");
    chooser.setFileSelectionMode(JFileChooser.FILES_AND_DIRECTORIES);
    return opened(chooser);
  }

  /** Asks for a folder of cases. */
  Optional<Path> chooseCases() {
    JFileChooser chooser = chooser("open.cases");
    chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
    return opened(chooser);
  }

  private Optional<Path> opened(JFileChooser chooser) {
    if (chooser.showOpenDialog(parent) != JFileChooser.APPROVE_OPTION) {
      return Optional.empty();
    }
    lastFolder = chooser.getSelectedFile().getParentFile();
    return Optional.of(chooser.getSelectedFile().toPath());
  }

  /** Asks for a label map that takes the place of the labels. */
  void openLabels() {
    chooseLabels().ifPresent(model::openLabels);
  }

  /** Asks for a label map. */
  Optional<Path> chooseLabels() {
    JFileChooser chooser = chooser("open.labels");
    chooser.setFileFilter(new Endings(Operation.SEGMENT.endings()));
    return opened(chooser);
  }

  /**
   * Saves to the file that the labels have, or asks for one.
   *
   * @param then when they are saved
   */
  void save(Runnable then) {
    if (model.current().isEmpty()) {
      return;
    }
    Optional<Path> file = model.current().flatMap(OpenScan::labelFile).or(cases::labelFile);
    if (file.isPresent()) {
      model.save(file.get(), then);
    } else {
      saveAs(then);
    }
  }

  /** Asks for a file, until it is one that may be written, or the user has enough. */
  void saveAs(Runnable then) {
    if (model.current().isEmpty()) {
      return;
    }
    JFileChooser chooser = chooser("save.title");
    chooser.setFileFilter(new Endings(Operation.SEGMENT.endings()));
    OpenScan scan = model.current().get();
    scan.source().map(ScanFile::path).map(Endings::labelsOf).ifPresent(chooser::setSelectedFile);
    scan.labelFile().map(Path::toFile).ifPresent(chooser::setSelectedFile);
    while (chooser.showSaveDialog(parent) == JFileChooser.APPROVE_OPTION) {
      Path file = Endings.completed(chooser.getSelectedFile().toPath());
      if (mayWrite(file)) {
        model.save(file, then);
        return;
      }
    }
  }

  private boolean mayWrite(Path file) {
    return !Files.exists(file)
        || JOptionPane.showConfirmDialog(
                parent,
                Texts.get("save.replace", file.toString()),
                Texts.get("save.title"),
                JOptionPane.OK_CANCEL_OPTION,
                JOptionPane.WARNING_MESSAGE)
            == JOptionPane.OK_OPTION;
  }

  private JFileChooser chooser(String title) {
    JFileChooser chooser = new JFileChooser(lastFolder);
    chooser.setDialogTitle(Texts.get(title));
    model
        .current()
        .flatMap(OpenScan::source)
        .map(source -> source.path().toAbsolutePath().toFile().getParentFile())
        .ifPresent(chooser::setCurrentDirectory);
    return chooser;
  }

  /**
   * Goes on to something else once the labels are saved, or the user does not want them.
   *
   * @param then closes them; not called if the user stays
   */
  void leave(Runnable then) {
    if (model.current().map(OpenScan::isSaved).orElse(true)) {
      then.run();
      return;
    }
    Object[] answers = {
      Texts.get("leave.save"), Texts.get("leave.discard"), Texts.get("leave.stay")
    };
    int answer =
        JOptionPane.showOptionDialog(
            parent,
            Texts.get("leave.unsaved"),
            Texts.get("frame.title"),
            JOptionPane.DEFAULT_OPTION,
            JOptionPane.WARNING_MESSAGE,
            null,
            answers,
            answers[0]);
    if (answer == 0) {
      save(then);
    } else if (answer == 1) {
      model.discard();
      then.run();
    }
  }
}

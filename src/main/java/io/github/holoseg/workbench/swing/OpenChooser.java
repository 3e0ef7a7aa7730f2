package io.github.holoseg.workbench.swing;

import io.github.holoseg.batch.Operation;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.document.OpenScan;
import io.github.holoseg.workbench.document.WorkbenchModel;
import java.awt.Component;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javax.swing.JFileChooser;

/** Asks for what is opened, beginning where the open scan or the last choice is. */
final class OpenChooser {
  private static File lastFolder; // of the event thread; null: the user's own

  private final Component parent;
  private final WorkbenchModel model;

  OpenChooser(Component parent, WorkbenchModel model) {
    this.parent = parent;
    this.model = model;
  }

  /** A scan: a file, or a DICOM folder. */
  Optional<Path> scan() {
    JFileChooser chooser = chooser("open.scan");
    chooser.setFileSelectionMode(JFileChooser.FILES_AND_DIRECTORIES);
    return chosen(chooser);
  }

  /** A folder of cases. */
  Optional<Path> cases() {
    JFileChooser chooser = chooser("open.cases");
    chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
    return chosen(chooser);
  }

  /** A label map. */
  Optional<Path> labels() {
    JFileChooser chooser = chooser("open.labels");
    chooser.setFileFilter(new Endings(Operation.SEGMENT.endings()));
    return chosen(chooser);
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

  private Optional<Path> chosen(JFileChooser chooser) {
    if (chooser.showOpenDialog(parent) != JFileChooser.APPROVE_OPTION) {
      return Optional.empty();
    }
    lastFolder = chooser.getSelectedFile().getParentFile();
    return Optional.of(chooser.getSelectedFile().toPath());
  }
}

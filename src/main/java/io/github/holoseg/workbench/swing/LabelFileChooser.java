package io.github.holoseg.workbench.swing;

import io.github.holoseg.batch.Operation;
import io.github.holoseg.workbench.Texts;
import java.awt.Component;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.swing.JFileChooser;
import javax.swing.JOptionPane;

/** Asks where labels go: proposes a name beside the scan, and asks before a file is replaced. */
final class LabelFileChooser extends JFileChooser {
  private LabelFileChooser() {
    setDialogTitle(Texts.get("save.title"));
    setFileFilter(new Endings(Operation.SEGMENT.endings()));
  }

  /**
   * Shows the chooser.
   *
   * @param scan the scan's file or folder, beside which the labels are proposed; null: it has none
   * @param name what the scan is called
   * @return with an ending that is known; empty if the user does not want to
   */
  static Optional<Path> ask(Component parent, Path scan, String name) {
    LabelFileChooser chooser = new LabelFileChooser();
    String stem = name.replaceAll("[\\\\/:*?\"<>|]", "_");
    if (scan != null && scan.toAbsolutePath().getParent() != null) {
      chooser.setCurrentDirectory(scan.toAbsolutePath().getParent().toFile());
    }
    chooser.setSelectedFile(
        chooser.getCurrentDirectory().toPath().resolve(stem + "_labels.nii.gz").toFile());
    return chooser.showSaveDialog(parent) == APPROVE_OPTION
        ? Optional.of(chooser.chosen())
        : Optional.empty();
  }

  private Path chosen() {
    return Endings.completed(getSelectedFile().toPath());
  }

  @Override
  public void approveSelection() {
    if (!Files.exists(chosen()) || mayReplace(this, chosen())) {
      super.approveSelection();
    }
  }

  /** Asks whether a file may be replaced. */
  static boolean mayReplace(Component parent, Path file) {
    int answer =
        JOptionPane.showConfirmDialog(
            parent,
            Texts.get("save.replace", file.toString()),
            Texts.get("save.title"),
            JOptionPane.YES_NO_OPTION,
            JOptionPane.WARNING_MESSAGE);
    return answer == JOptionPane.YES_OPTION;
  }
}

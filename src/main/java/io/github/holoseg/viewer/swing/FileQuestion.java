package io.github.holoseg.viewer.swing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.swing.JFileChooser;
import javax.swing.JOptionPane;
import javax.swing.SwingUtilities;

/** Asks which file something is written to, asks before one is replaced, and tells the outcome. */
final class FileQuestion {
  /** Writes to a file that the user has chosen. */
  interface Writing {
    void to(Path file) throws IOException;
  }

  private FileQuestion() {}

  /**
   * @return whether it was written
   */
  static boolean write(ViewerPanel panel, File proposed, Writing writing) {
    String title =
        SwingUtilities.getWindowAncestor(panel) instanceof java.awt.Frame f ? f.getTitle() : "";
    JFileChooser chooser = new JFileChooser(proposed.getAbsoluteFile().getParentFile());
    chooser.setSelectedFile(proposed);
    if (chooser.showSaveDialog(panel) != JFileChooser.APPROVE_OPTION) {
      return false;
    }
    File chosen = chooser.getSelectedFile();
    if (chosen.exists()
        && JOptionPane.showConfirmDialog(
                panel, Texts.get("menu.replace", chosen), title, JOptionPane.YES_NO_OPTION)
            != JOptionPane.YES_OPTION) {
      return false;
    }
    try {
      writing.to(chosen.toPath());
      panel.say(Texts.get("menu.written", chosen));
      return true;
    } catch (IOException e) {
      JOptionPane.showMessageDialog(
          panel, chosen + ": " + e.getMessage(), title, JOptionPane.ERROR_MESSAGE);
      return false;
    }
  }
}

package io.github.holoseg.workbench.swing;

import io.github.holoseg.workbench.Texts;
import java.awt.Component;
import java.awt.EventQueue;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.JOptionPane;
import javax.swing.TransferHandler;

/** Takes a file or a folder that is dropped on a window. */
final class FileDrop extends TransferHandler {
  /** What a file is that was dropped. */
  enum Meaning {
    SCAN,
    LABELS,
    NOTHING
  }

  private final transient Consumer<Path> taken;

  /**
   * @param taken hears of the file after the drop is over, so that it may ask
   */
  FileDrop(Consumer<Path> taken) {
    this.taken = taken;
  }

  @Override
  public boolean canImport(TransferSupport support) {
    return support.isDataFlavorSupported(DataFlavor.javaFileListFlavor);
  }

  @Override
  public boolean importData(TransferSupport support) {
    if (!canImport(support)) {
      return false;
    }
    try {
      List<?> files =
          (List<?>) support.getTransferable().getTransferData(DataFlavor.javaFileListFlavor);
      if (files.size() != 1 || !(files.get(0) instanceof File file)) {
        return false; // one scan at a time
      }
      EventQueue.invokeLater(() -> taken.accept(file.toPath()));
      return true;
    } catch (UnsupportedFlavorException | IOException e) {
      return false;
    }
  }

  /** Asks what a file is that was dropped on a window with a scan in it. */
  static Meaning meaningOf(Component parent, Path file) {
    Object[] answers = {
      Texts.get("drop.scan"), Texts.get("drop.labels"), Texts.get("unsaved.cancel")
    };
    int answer =
        JOptionPane.showOptionDialog(
            parent,
            Texts.get("drop.question", file.getFileName().toString()),
            Texts.get("frame.title"),
            JOptionPane.YES_NO_CANCEL_OPTION,
            JOptionPane.QUESTION_MESSAGE,
            null,
            answers,
            answers[0]);
    return answer == 0 ? Meaning.SCAN : answer == 1 ? Meaning.LABELS : Meaning.NOTHING;
  }
}

package io.github.holoseg.workbench.swing;

import java.awt.EventQueue;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.TransferHandler;

/** Takes a file or a folder that is dropped on a window. */
final class FileDrop extends TransferHandler {
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
}

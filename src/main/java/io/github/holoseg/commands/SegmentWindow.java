package io.github.holoseg.commands;

import ij.IJ;
import ij.plugin.frame.Recorder;
import io.github.holoseg.workbench.segment.Host;
import io.github.holoseg.workbench.swing.SegmentDialog;
import java.awt.EventQueue;

/** Opens the segment dialog from ImageJ's menu. */
final class SegmentWindow {
  private SegmentWindow() {}

  /**
   * Returns at once. What the user does there is recorded when a result is saved, as the line that
   * repeats it; that the window was opened is not.
   */
  static void open() {
    Recorder.setCommand(null);
    Host host = new ImageJHost();
    EventQueue.invokeLater(
        () -> {
          SegmentDialog dialog =
              new SegmentDialog(IJ.getInstance(), host.activeImage().orElse(null), host);
          dialog.setVisible(true);
        });
  }
}

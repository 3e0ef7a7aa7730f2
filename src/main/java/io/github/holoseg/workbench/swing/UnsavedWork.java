package io.github.holoseg.workbench.swing;

import io.github.holoseg.viewer.swing.ViewerFiles;
import io.github.holoseg.viewer.swing.ViewerPanel;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.document.OpenScan;

/** Asks what becomes of labels and measures that are not saved before something else is shown. */
final class UnsavedWork {
  private final WorkbenchFrame frame;

  UnsavedWork(WorkbenchFrame frame) {
    this.frame = frame;
  }

  /**
   * Goes on at once if everything is saved; else asks, and goes on after it was saved or if the
   * user does not want it.
   */
  void then(Runnable next) {
    boolean labels = !frame.model().current().map(OpenScan::isSaved).orElse(true);
    ViewerPanel viewer = frame.viewer();
    boolean measures = viewer != null && !viewer.measures().isSaved();
    if (!labels && !measures) {
      next.run();
      return;
    }
    String what = labels ? measures ? "both" : "labels" : "measures";
    int answer =
        Choice.whatIsUnsaved(frame, Texts.get("frame.title"), Texts.get("unsaved." + what));
    if (answer == Choice.DISCARD) {
      frame.model().recovered().discard();
      next.run();
    } else if (answer == Choice.SAVE && (!measures || ViewerFiles.saveMeasures(viewer))) {
      if (labels) {
        frame.files().save(() -> then(next)); // the user may have painted while it was written
      } else {
        next.run();
      }
    }
  }
}

package io.github.holoseg.workbench.swing;

import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.document.OpenScan;

/** What keys and buttons do to the labels of the open scan, beside the tools. */
final class EditActions {
  private final WorkbenchFrame frame;

  EditActions(WorkbenchFrame frame) {
    this.frame = frame;
  }

  /** Takes back what a tool has begun, else the last step. */
  void undo() {
    if (frame.tools().tookBack()) {
      frame.viewer().repaintPlanes();
    } else {
      frame.desk().undo();
    }
  }

  /** Selects the label under the mouse, without a tool that at the crosshair. */
  void pick() {
    frame.desk().pick(frame.tools().place().orElse(frame.viewer().state().snapshot().crosshair()));
  }

  /** Brings the crosshair to the next place where the network hesitated, or the one before. */
  void stepDoubt(boolean forwards) {
    OpenScan scan = frame.model().current().orElseThrow();
    int number = scan.stepDoubt(forwards);
    String places = Integer.toString(scan.doubtfulPlaces());
    frame
        .viewer()
        .say(
            number == 0
                ? Texts.get("doubt.none")
                : Texts.get("doubt.place", Integer.toString(number), places));
  }
}

package io.github.holoseg.workbench.swing;

import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.document.CaseDesk;
import io.github.holoseg.workbench.document.OpenScan;
import java.nio.file.Path;

/** Goes through a folder of cases; whatever is not saved is asked about first. */
final class CaseActions {
  private final WorkbenchFrame frame;
  private final CaseDesk cases;

  CaseActions(WorkbenchFrame frame, CaseDesk cases) {
    this.frame = frame;
    this.cases = cases;
  }

  /** Asks for a folder of cases and shows its list. */
  void choose() {
    frame.files().chooser().cases().ifPresent(this::show);
  }

  /** Shows the list of a folder of cases. */
  void show(Path folder) {
    frame.showCases();
    cases.open(folder);
  }

  /** Takes the list out of the window; the case that is open stays the open case. */
  void hide() {
    frame.hideCases();
  }

  void open(String id) {
    frame.unsaved().then(() -> cases.select(id));
  }

  /** Goes to the next case that is not done, or the one before. */
  void neighbour(boolean forwards) {
    cases.neighbour(forwards).ifPresent(this::open);
  }

  /** Saves what is not saved, marks the open case as done and goes to the next one. */
  void finish() {
    if (cases.current().isEmpty()) {
      return;
    }
    Runnable asked = () -> frame.unsaved().then(this::onward); // measures may be unsaved, too
    boolean isSaved = frame.model().current().map(OpenScan::isSaved).orElse(true);
    if (isSaved && cases.hasLabels()) { // what is done has labels, if only those of a batch
      asked.run();
    } else {
      frame.files().save(asked);
    }
  }

  private void onward() {
    cases
        .finish()
        .ifPresentOrElse(cases::select, () -> frame.viewer().say(Texts.get("cases.last")));
  }
}

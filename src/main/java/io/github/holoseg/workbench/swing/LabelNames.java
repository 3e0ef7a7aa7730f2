package io.github.holoseg.workbench.swing;

import io.github.holoseg.volume.Label;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.document.OpenScan;
import io.github.holoseg.workbench.document.WorkbenchModel;
import java.util.function.Consumer;
import javax.swing.JOptionPane;

/** Adds, renames and removes labels of the scan that is open. */
final class LabelNames {
  private final WorkbenchFrame frame;
  private final WorkbenchModel model;

  LabelNames(WorkbenchFrame frame, WorkbenchModel model) {
    this.frame = frame;
    this.model = model;
  }

  void add() {
    ask(Texts.get("label.name"), "", name -> scan().labelList().add(name));
  }

  void rename() {
    int value = scan().desk().activeLabel();
    String now = scan().desk().activeStructure().map(Label::name).orElse("");
    ask(Texts.get("label.newName", now), now, name -> scan().labelList().rename(value, name));
  }

  void remove() {
    attempt(() -> scan().labelList().remove(scan().desk().activeLabel()));
  }

  private OpenScan scan() {
    return model.current().orElseThrow();
  }

  private void ask(String question, String proposed, Consumer<String> answer) {
    String name =
        (String)
            JOptionPane.showInputDialog(
                frame, question, frame.getTitle(), JOptionPane.PLAIN_MESSAGE, null, null, proposed);
    if (name != null) {
      attempt(() -> answer.accept(name.strip()));
    }
  }

  private void attempt(Runnable change) {
    try {
      change.run();
    } catch (IllegalArgumentException e) {
      JOptionPane.showMessageDialog(
          frame, e.getMessage(), frame.getTitle(), JOptionPane.WARNING_MESSAGE);
    }
    frame.update();
  }
}

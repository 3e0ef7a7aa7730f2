package io.github.holoseg.workbench.swing;

import io.github.holoseg.workbench.Texts;
import java.awt.Component;
import java.util.Arrays;
import javax.swing.JOptionPane;

/** A question with answers of its own. */
final class Choice {
  /** What {@link #whatIsUnsaved} answers. */
  static final int SAVE = 0;

  static final int DISCARD = 1;

  private Choice() {}

  /**
   * Waits for the user.
   *
   * @param kind as the message types of {@link JOptionPane}
   * @param answers keys of their texts; the first is proposed
   * @return the number of the answer; another number if the window was closed
   */
  static int ask(Component parent, String title, String question, int kind, String... answers) {
    Object[] texts = Arrays.stream(answers).map(key -> Texts.get(key)).toArray();
    return JOptionPane.showOptionDialog(
        parent, question, title, JOptionPane.YES_NO_CANCEL_OPTION, kind, null, texts, texts[0]);
  }

  /** Save, do not save, or stay. */
  static int whatIsUnsaved(Component parent, String title, String question) {
    return ask(
        parent,
        title,
        question,
        JOptionPane.WARNING_MESSAGE,
        "unsaved.save",
        "unsaved.discard",
        "unsaved.cancel");
  }
}

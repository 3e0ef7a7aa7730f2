package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.Probe;
import java.awt.BorderLayout;
import javax.swing.BorderFactory;
import javax.swing.JLabel;
import javax.swing.JPanel;

/** What lies under the mouse, in one line. */
final class StatusBar extends JPanel {
  private final JLabel text = new JLabel(Texts.get("status.hint"));

  StatusBar() {
    super(new BorderLayout());
    setBorder(BorderFactory.createEmptyBorder(3, 10, 4, 10));
    text.setName("status");
    add(text, BorderLayout.CENTER);
  }

  /** Null when the mouse is beside the scan. */
  void show(Probe probe) {
    text.setText(probe == null ? Texts.get("status.hint") : ProbeText.line(probe));
  }

  void say(String sentence) {
    text.setText(sentence);
  }

  String text() {
    return text.getText();
  }
}

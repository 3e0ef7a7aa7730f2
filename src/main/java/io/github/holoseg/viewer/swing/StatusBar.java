package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.Probe;
import java.awt.BorderLayout;
import javax.swing.BorderFactory;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.Timer;

/** What lies under the mouse, in one line, and beside it for a while what the program says. */
final class StatusBar extends JPanel {
  private static final int SAID_MILLIS = 15_000;

  private final JLabel text = new JLabel(Texts.get("status.hint"));
  private final JLabel said = new JLabel();
  private final transient Timer forget = new Timer(SAID_MILLIS, e -> said.setText(""));

  StatusBar() {
    super(new BorderLayout(16, 0));
    setBorder(BorderFactory.createEmptyBorder(3, 10, 4, 10));
    text.setName("status");
    said.setName("status.said");
    said.setForeground(Theme.ACTIVE);
    forget.setRepeats(false);
    add(text, BorderLayout.CENTER);
    add(said, BorderLayout.EAST);
  }

  /**
   * @param probe null when the mouse is beside the scan
   * @param hu whether values are HU
   */
  void show(Probe probe, boolean hu) {
    text.setText(probe == null ? Texts.get("status.hint") : ProbeText.line(probe, hu));
  }

  /** A sentence that stays while the mouse moves on. */
  void say(String sentence) {
    said.setText(sentence);
    said.setToolTipText(sentence);
    forget.restart();
  }

  String text() {
    return text.getText();
  }
}

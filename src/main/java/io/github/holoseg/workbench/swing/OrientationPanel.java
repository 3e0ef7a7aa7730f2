package io.github.holoseg.workbench.swing;

import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.segment.SegmentSession;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;

/** Asks where the axes of an image point that does not say so, while that is not answered. */
final class OrientationPanel extends JPanel {
  private final transient SegmentSession session;
  private final AxisChoice choice = new AxisChoice();
  private String shown;

  OrientationPanel(SegmentSession session) {
    super(new MigLayout("insets 6, fillx, wrap 1", "[grow,fill]"));
    this.session = session;
    setBorder(BorderFactory.createTitledBorder(Texts.get("orientation.title")));
    setVisible(false);
    add(choice);
    JButton confirm = new JButton(Texts.get("orientation.confirm"));
    confirm.setName("orientation.confirm");
    confirm.addActionListener(
        e ->
            choice
                .chosen()
                .ifPresent(
                    axes -> {
                      session.model().answerOrientation(axes);
                      session.choicesChanged();
                    }));
    add(confirm, "growx 0, right");
  }

  void update() {
    String assumed = session.model().orientationQuestion().orElse(null);
    setVisible(assumed != null);
    if (assumed != null && !assumed.equals(shown)) {
      choice.assume(assumed);
    }
    shown = assumed;
  }
}

package io.github.holoseg.workbench.swing;

import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.segment.SegmentSession;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;

/** Asks where the axes of an image point that does not say so, and tells what is assumed. */
final class OrientationPanel extends JPanel {
  private static final String DIRECTIONS = "LRPASI";

  private final SegmentSession session;
  private final JLabel text = new JLabel();
  private final List<JComboBox<Character>> axes = List.of(choice("x"), choice("y"), choice("z"));
  private String shown;

  OrientationPanel(SegmentSession session) {
    super(new MigLayout("insets 6, fillx, wrap 2", "[][grow,fill]"));
    this.session = session;
    setBorder(BorderFactory.createTitledBorder(Texts.get("orientation.title")));
    setVisible(false);
    add(text, "span, growx, wmin 100");
    for (int axis = 0; axis < 3; axis++) {
      add(new JLabel(Texts.get("orientation." + "xyz".charAt(axis))));
      add(axes.get(axis));
    }
    JButton confirm = new JButton(Texts.get("orientation.confirm"));
    confirm.setName("orientation.confirm");
    confirm.addActionListener(e -> confirm());
    add(confirm, "skip, growx 0");
  }

  private static JComboBox<Character> choice(String axis) {
    JComboBox<Character> box = new JComboBox<>();
    for (char direction : DIRECTIONS.toCharArray()) {
      box.addItem(direction);
    }
    box.setName("orientation." + axis);
    box.setRenderer(
        new DefaultListCellRenderer() {
          @Override
          public java.awt.Component getListCellRendererComponent(
              JList<?> list, Object value, int index, boolean selected, boolean focus) {
            return super.getListCellRendererComponent(
                list, Texts.get("direction." + value), index, selected, focus);
          }
        });
    return box;
  }

  private void confirm() {
    StringBuilder codes = new StringBuilder();
    axes.forEach(box -> codes.append(box.getSelectedItem()));
    try {
      session.model().answerOrientation(AxisOrder.of(codes.toString()));
    } catch (IllegalArgumentException e) {
      text.setText(html(Texts.get("orientation.bad")));
      return;
    }
    session.choicesChanged();
  }

  void update() {
    String assumed = session.model().orientationQuestion().orElse(null);
    setVisible(assumed != null);
    if (assumed != null && !assumed.equals(shown)) {
      text.setText(html(Texts.get("orientation.text", words(assumed))));
      for (int axis = 0; axis < 3; axis++) {
        axes.get(axis).setSelectedItem(assumed.charAt(axis));
      }
    }
    shown = assumed;
  }

  private static String words(String codes) {
    StringBuilder words = new StringBuilder();
    for (char code : codes.toCharArray()) {
      words.append(words.isEmpty() ? "" : ", ").append(Texts.get("direction." + code));
    }
    return words.toString();
  }

  private static String html(String sentence) {
    return "<html>" + sentence + "</html>"; // so that it wraps
  }
}

package io.github.holoseg.workbench.swing;

import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.workbench.Texts;
import java.awt.Component;
import java.util.List;
import java.util.Optional;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;

/** Where columns, rows and slices run to, with what is assumed told above. */
final class AxisChoice extends JPanel {
  private static final String DIRECTIONS = "LRPASI";

  /** Of the text; HTML's pixels are a third larger than the screen's. */
  private static final int TEXT_WIDTH = 320;

  private final JLabel text = new JLabel();
  private final List<JComboBox<Character>> axes = List.of(choice("x"), choice("y"), choice("z"));

  AxisChoice() {
    super(new MigLayout("insets 0, fillx, wrap 2", "[][grow,fill]"));
    add(text, "span");
    for (int axis = 0; axis < 3; axis++) {
      add(new JLabel(Texts.get("orientation." + "xyz".charAt(axis))));
      add(axes.get(axis));
    }
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
          public Component getListCellRendererComponent(
              JList<?> list, Object value, int index, boolean selected, boolean focus) {
            return super.getListCellRendererComponent(
                list, Texts.get("direction." + value), index, selected, focus);
          }
        });
    return box;
  }

  /** Tells what is assumed, for example {@code LPS}, and chooses it. */
  void assume(String assumed) {
    StringBuilder words = new StringBuilder();
    for (int axis = 0; axis < 3; axis++) {
      char code = assumed.charAt(axis);
      axes.get(axis).setSelectedItem(code);
      words.append(words.isEmpty() ? "" : ", ").append(Texts.get("direction." + code));
    }
    say(Texts.get("orientation.text", words.toString()));
  }

  /** What is chosen; empty, and said so, if it is no order of axes. */
  Optional<AxisOrder> chosen() {
    StringBuilder codes = new StringBuilder();
    axes.forEach(box -> codes.append(box.getSelectedItem()));
    try {
      return Optional.of(AxisOrder.of(codes.toString()));
    } catch (IllegalArgumentException e) {
      say(Texts.get("orientation.bad"));
      return Optional.empty();
    }
  }

  private void say(String sentence) {
    // A fixed width, so that the height that the text needs is known before it is laid out.
    text.setText("<html><body style='width:" + TEXT_WIDTH + "px'>" + sentence + "</body></html>");
  }

  /** Asks in a dialog; empty if the user gives no answer. */
  static Optional<AxisOrder> ask(Component parent, String assumed) {
    AxisChoice choice = new AxisChoice();
    choice.assume(assumed);
    while (true) {
      int answer =
          JOptionPane.showConfirmDialog(
              parent,
              choice,
              Texts.get("orientation.title"),
              JOptionPane.OK_CANCEL_OPTION,
              JOptionPane.QUESTION_MESSAGE);
      if (answer != JOptionPane.OK_OPTION) {
        return Optional.empty();
      }
      Optional<AxisOrder> chosen = choice.chosen();
      if (chosen.isPresent()) {
        return chosen;
      }
    }
  }
}

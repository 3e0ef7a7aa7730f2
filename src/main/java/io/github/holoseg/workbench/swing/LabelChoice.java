package io.github.holoseg.workbench.swing;

import io.github.holoseg.viewer.swing.TextChanges;
import io.github.holoseg.volume.Label;
import io.github.holoseg.workbench.Texts;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.swing.DefaultListCellRenderer;
import javax.swing.DefaultListModel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextField;
import javax.swing.ListSelectionModel;

/** One of many labels, found by typing a part of its name. */
final class LabelChoice extends JPanel {
  private final JTextField search = new JTextField();
  private final DefaultListModel<Label> model = new DefaultListModel<>();
  private final JList<Label> list = new JList<>(model);
  private transient List<Label> labels = List.of();
  private transient Runnable listener = () -> {};

  LabelChoice() {
    super(new BorderLayout(0, 4));
    search.setName("choice.search");
    search.putClientProperty("JTextField.placeholderText", Texts.get("model.search"));
    TextChanges.of(search, this::filter);
    list.setName("choice.list");
    list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    list.setCellRenderer(new Cell());
    list.addListSelectionListener(
        e -> {
          if (!e.getValueIsAdjusting()) {
            listener.run();
          }
        });
    add(search, BorderLayout.NORTH);
    add(new JScrollPane(list), BorderLayout.CENTER);
  }

  /** Who is told that another label is selected. */
  void onChange(Runnable listener) {
    this.listener = listener;
  }

  /**
   * Shows labels.
   *
   * @param value of the one that is selected; if it is not among them, the first is
   */
  void show(List<Label> shown, int value) {
    labels = List.copyOf(shown);
    search.setText("");
    filter();
    for (int i = 0; i < model.size(); i++) {
      if (model.get(i).value() == value) {
        list.setSelectedIndex(i);
        list.ensureIndexIsVisible(i);
      }
    }
  }

  /** Brings the keyboard to the field that finds labels. */
  void search() {
    search.requestFocusInWindow();
  }

  Optional<Label> selected() {
    return Optional.ofNullable(list.getSelectedValue());
  }

  private void filter() {
    String wanted = search.getText().strip().toLowerCase(Locale.ROOT).replace('_', ' ');
    model.clear();
    for (Label label : labels) {
      if (label.readableName().toLowerCase(Locale.ROOT).contains(wanted)) {
        model.addElement(label);
      }
    }
    if (!model.isEmpty()) {
      list.setSelectedIndex(0);
    }
    listener.run();
  }

  private static final class Cell extends DefaultListCellRenderer {
    @Override
    public Component getListCellRendererComponent(
        JList<?> in, Object value, int index, boolean isSelected, boolean hasFocus) {
      Label label = (Label) value;
      super.getListCellRendererComponent(in, label.readableName(), index, isSelected, hasFocus);
      setIcon(new ColourIcon(new Color(label.argb())));
      return this;
    }
  }
}

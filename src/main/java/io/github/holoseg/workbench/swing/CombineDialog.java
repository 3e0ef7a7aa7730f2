package io.github.holoseg.workbench.swing;

import io.github.holoseg.annotation.BooleanEdit;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.edit.Combination;
import io.github.holoseg.workbench.edit.EditDesk;
import java.awt.Font;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.swing.ButtonGroup;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JRadioButton;
import javax.swing.JSpinner;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import javax.swing.SpinnerNumberModel;
import net.miginfocom.swing.MigLayout;

/**
 * Adds another label to the selected one, subtracts, intersects or copies it: one of the same map
 * or of a label map in a file. Says in words what will happen.
 */
final class CombineDialog extends JDialog {
  private final transient WorkbenchFrame frame;
  private final transient EditDesk desk;
  private final JComboBox<String> operation = new JComboBox<>();
  private final JRadioButton here = new JRadioButton(Texts.get("combine.this"), true);
  private final JRadioButton there = new JRadioButton(Texts.get("combine.file"));
  private final JLabel file = new JLabel();
  private final LabelChoice others = new LabelChoice();
  private final JSpinner margin = new JSpinner(new SpinnerNumberModel(0.0, 0, 50, 0.5));
  private final JTextArea explanation = text();
  private final JButton apply = new JButton(Texts.get("combine.apply"));
  private transient LabelMap map;

  CombineDialog(WorkbenchFrame frame) {
    super(frame, Texts.get("combine.title"), true);
    this.frame = frame;
    this.desk = frame.desk();
    setName("combine");
    for (BooleanEdit edit : BooleanEdit.values()) {
      operation.addItem(Combination.title(edit));
    }
    named(operation, "operation").addActionListener(e -> update());
    ButtonGroup group = new ButtonGroup();
    group.add(named(here, "this"));
    group.add(named(there, "file"));
    here.addActionListener(e -> show(null, ""));
    there.addActionListener(e -> choose());
    others.onChange(this::update);
    margin.setName("combine.margin");
    margin.addChangeListener(e -> update());
    explanation.setName("combine.explanation");
    named(apply, "apply").addActionListener(e -> apply());
    JButton close = named(new JButton(Texts.get("run.close")), "close");
    close.addActionListener(e -> dispose());
    JTextArea rules = text();
    String mode = desk.settings().overwrite().name().toLowerCase(Locale.ROOT);
    rules.setText(Texts.get("combine.rules", Texts.get("overwrite." + mode)));
    rules.setFont(rules.getFont().deriveFont(rules.getFont().getSize2D() - 1));

    JPanel panel = new JPanel(new MigLayout("insets 12, fillx", "[]8[grow,fill]8[]", ""));
    JLabel structure = new JLabel(structure());
    structure.setFont(structure.getFont().deriveFont(Font.BOLD));
    panel.add(new JLabel(Texts.get("combine.structure")));
    panel.add(structure, "span, wrap");
    panel.add(new JLabel(Texts.get("combine.operation")));
    panel.add(operation, "span, wrap");
    panel.add(new JLabel(Texts.get("combine.from")));
    panel.add(here, "span, wrap");
    panel.add(there, "skip, span, split 2");
    panel.add(file, "wmin 0, wrap");
    panel.add(new JLabel(Texts.get("combine.other")), "top");
    panel.add(others, "span, grow, w 380, h 180, wrap");
    panel.add(new JLabel(Texts.get("combine.margin")));
    panel.add(margin, "w 80!, split 2");
    panel.add(new JLabel("mm"), "wrap");
    panel.add(explanation, "span, growx, h 62!, gaptop 8, wrap");
    panel.add(rules, "span, growx, h 40!, wrap");
    panel.add(apply, "span, split 2, right");
    panel.add(close);
    add(panel);
    getRootPane().setDefaultButton(apply);
    getRootPane()
        .registerKeyboardAction(
            e -> dispose(),
            KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
            JComponent.WHEN_IN_FOCUSED_WINDOW);
    addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowOpened(WindowEvent e) {
            others.search();
          }
        });
    show(null, "");
    pack();
    setLocationRelativeTo(frame);
  }

  private static <T extends java.awt.Component> T named(T component, String name) {
    component.setName("combine." + name);
    return component;
  }

  private static JTextArea text() {
    JTextArea area = new JTextArea();
    area.setLineWrap(true);
    area.setWrapStyleWord(true);
    area.setEditable(false);
    area.setFocusable(false);
    area.setOpaque(false);
    return area;
  }

  private String structure() {
    return desk.activeStructure()
        .map(Label::readableName)
        .orElse(Integer.toString(desk.activeLabel()));
  }

  private void choose() {
    Optional<Path> chosen = frame.files().chooser().labels();
    if (chosen.isEmpty()) {
      show(map, file.getText());
      return;
    }
    apply.setEnabled(false);
    explanation.setText(Texts.get("bar.working"));
    frame.model().readLabels(chosen.get(), read -> chosen(chosen.get(), read));
  }

  private void chosen(Path path, Optional<LabelMap> read) {
    if (read.isPresent()) {
      show(read.get(), path.getFileName().toString());
    } else {
      show(map, file.getText());
      explanation.setText(frame.model().message());
    }
  }

  /**
   * @param other null for the labels themselves
   */
  private void show(LabelMap other, String name) {
    map = other;
    file.setText(name);
    here.setSelected(map == null);
    there.setSelected(map != null);
    List<Label> labels =
        new ArrayList<>(map == null ? desk.session().labels().labels() : map.labels());
    if (map == null) {
      labels.removeIf(l -> l.value() == desk.activeLabel());
    }
    others.show(labels, map == null ? 0 : desk.activeLabel());
    update();
  }

  private Optional<Combination> combination() {
    BooleanEdit edit = BooleanEdit.values()[operation.getSelectedIndex()];
    boolean takes = Combination.takesMargin(edit);
    double mm = takes ? ((Number) margin.getValue()).doubleValue() : 0;
    return others.selected().map(label -> new Combination(edit, map, label.value(), mm));
  }

  private void update() {
    BooleanEdit edit = BooleanEdit.values()[operation.getSelectedIndex()];
    margin.setEnabled(Combination.takesMargin(edit));
    Optional<Combination> wanted = combination();
    apply.setEnabled(wanted.map(Combination::makesSense).orElse(false));
    String with = others.selected().map(Label::readableName).orElse("");
    with += map == null ? "" : " (" + file.getText() + ")";
    String other = with;
    explanation.setText(wanted.map(w -> w.explained(structure(), other)).orElse(""));
  }

  private void apply() {
    combination().ifPresent(desk::combine);
    dispose();
  }
}

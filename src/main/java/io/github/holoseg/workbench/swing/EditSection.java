package io.github.holoseg.workbench.swing;

import io.github.holoseg.annotation.HuRange;
import io.github.holoseg.annotation.Overwrite;
import io.github.holoseg.viewer.LabelStyle;
import io.github.holoseg.volume.Label;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.edit.EditDesk;
import io.github.holoseg.workbench.edit.ToolSettings;
import java.awt.Color;
import java.awt.Font;
import java.awt.event.ActionListener;
import java.util.Locale;
import java.util.function.Supplier;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSpinner;
import javax.swing.SpinnerNumberModel;
import net.miginfocom.swing.MigLayout;

/** The settings of the tools, at the viewer's side. */
final class EditSection extends JPanel {
  private static final String FIELD = "w 50:78:78";

  private final transient Supplier<EditDesk> desk;
  private final JLabel active = new JLabel();
  private final JSpinner radius = spinner("radius", 5, 0.1, 100, 0.5);
  private final JCheckBox ball = new JCheckBox(Texts.get("edit.ball"));
  private final JComboBox<String> overwrite = new JComboBox<>();
  private final JCheckBox limited = new JCheckBox(Texts.get("edit.limited"));
  private final JSpinner from = spinner("from", 150, -32768, 65535, 10);
  private final JSpinner to = spinner("to", 3000, -32768, 65535, 10);
  private final JSpinner mm = spinner("mm", 1.5, 0.1, 50, 0.5);
  private final JSpinner ml = spinner("ml", 0.5, 0.001, 1000, 0.1);
  private final JSpinner reach = spinner("reach", 60, 1, 2000, 5);
  private boolean showing;

  EditSection(Supplier<EditDesk> desk) {
    super(new MigLayout("insets 0, fillx, gapy 4", "[]8[]4[]8[]4[grow]"));
    this.desk = desk;
    for (Overwrite mode : Overwrite.values()) {
      overwrite.addItem(Texts.get("overwrite." + mode.name().toLowerCase(Locale.ROOT)));
    }
    ball.setName("edit.ball");
    limited.setName("edit.limited");
    overwrite.setName("edit.overwrite");
    ball.setToolTipText(Texts.get("edit.ball.tip"));
    limited.setToolTipText(Texts.get("edit.limited.tip"));
    overwrite.setToolTipText(Texts.get("edit.overwrite.tip"));
    active.setName("edit.active");
    active.setToolTipText(Texts.get("edit.active.tip"));
    active.setFont(active.getFont().deriveFont(Font.BOLD));
    add(new JLabel(Texts.get("edit.active")));
    add(active, "span, growx, wmin 60, wrap");
    row("edit.radius", radius, "mm");
    add(ball, "span 2, wrap");
    add(new JLabel(Texts.get("edit.overwrite")));
    add(overwrite, "span, growx, wmin 60, wrap");
    add(limited, "span, split 5");
    add(from, FIELD);
    add(new JLabel("–"));
    add(to, FIELD);
    add(new JLabel("HU"), "wrap");
    row("edit.mm", mm, "mm, wrap");
    row("edit.reach", reach, "mm, wrap");
    row("edit.ml", ml, "ml");
    ActionListener changed = e -> changed();
    ball.addActionListener(changed);
    limited.addActionListener(changed);
    overwrite.addActionListener(changed);
    for (JSpinner spinner : new JSpinner[] {radius, from, to, mm, ml, reach}) {
      spinner.addChangeListener(e -> changed());
    }
  }

  private void row(String key, JComponent field, String unit) {
    JLabel label = new JLabel(Texts.get(key));
    label.setToolTipText(Texts.get(key + ".tip"));
    field.setToolTipText(Texts.get(key + ".tip"));
    add(label);
    String[] parts = unit.split(", ");
    add(field, FIELD);
    add(new JLabel(parts[0]), parts.length > 1 ? parts[1] : "");
  }

  private static JSpinner spinner(
      String name, double value, double least, double most, double step) {
    JSpinner spinner = new JSpinner(new SpinnerNumberModel(value, least, most, step));
    spinner.setName("edit." + name);
    spinner.setEditor(new JSpinner.NumberEditor(spinner, "0.###"));
    ((JSpinner.DefaultEditor) spinner.getEditor()).getTextField().setColumns(5);
    return spinner;
  }

  private static double number(JSpinner spinner) {
    return ((Number) spinner.getValue()).doubleValue();
  }

  private void changed() {
    if (showing) {
      return;
    }
    double low = Math.min(number(from), number(to));
    double high = Math.max(number(from), number(to));
    EditDesk d = desk.get();
    d.set(
        new ToolSettings(
            number(radius),
            ball.isSelected(),
            Overwrite.values()[overwrite.getSelectedIndex()],
            limited.isSelected(),
            new HuRange(low, high),
            number(mm),
            number(ml),
            number(reach)));
  }

  /** Takes over what is set. */
  void update() {
    ToolSettings set = desk.get().settings();
    showing = true;
    showActive();
    radius.setValue(set.radiusMm());
    ball.setSelected(set.ball());
    overwrite.setSelectedIndex(set.overwrite().ordinal());
    limited.setSelected(set.limited());
    from.setValue(set.hu().min());
    to.setValue(set.hu().max());
    mm.setValue(set.mm());
    ml.setValue(set.ml());
    reach.setValue(set.reachMm());
    showing = false;
  }

  /** The label that is painted, also while the list shows others. */
  void showActive() {
    EditDesk d = desk.get();
    int value = d.activeLabel();
    String name =
        d.activeStructure()
            .map(Label::readableName)
            .orElse(value == 0 ? "" : Integer.toString(value));
    LabelStyle style = d.state().snapshot().styles().get(value);
    active.setText(style.locked() ? Texts.get("edit.activeLocked", name) : name);
    active.setIcon(value == 0 ? null : new ColourIcon(new Color(style.argb())));
  }
}

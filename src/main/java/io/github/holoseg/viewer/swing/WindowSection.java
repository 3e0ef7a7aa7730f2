package io.github.holoseg.viewer.swing;

import io.github.holoseg.render.Window;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.viewer.ViewerState;
import io.github.holoseg.viewer.image.Histogram;
import java.awt.BorderLayout;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.GridLayout;
import java.awt.Insets;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSpinner;
import javax.swing.JToggleButton;
import javax.swing.SpinnerNumberModel;

/** Grey values: presets, numbers, histogram. */
final class WindowSection extends JPanel {
  private static final double FAR = 1e6;

  private final transient ViewerState state;
  private final Map<Window, JToggleButton> presets = new LinkedHashMap<>();
  private final JSpinner centre = spinner("centre", -FAR);
  private final JSpinner width = spinner("width", 0.001);
  private final HistogramView histogram;
  private boolean showing;

  WindowSection(ViewerPanel panel) {
    super(new BorderLayout(0, 6));
    this.state = panel.state();
    this.histogram = new HistogramView(state);
    JPanel buttons = new JPanel(new GridLayout(1, 0, 3, 0));
    preset(buttons, "bone", Window.BONE);
    preset(buttons, "soft", Window.SOFT_TISSUE);
    preset(buttons, "lung", Window.LUNG);
    preset(buttons, "brain", Window.BRAIN);
    JButton full = new JButton(Texts.get("window.full"));
    dress(full, "full");
    full.addActionListener(e -> panel.showAllValues());
    buttons.add(full);
    JPanel numbers = new JPanel(new FlowLayout(FlowLayout.LEFT, 4, 0));
    numbers.add(new JLabel(Texts.get("window.width")));
    numbers.add(width);
    numbers.add(new JLabel("  " + Texts.get("window.centre")));
    numbers.add(centre);
    add(buttons, BorderLayout.NORTH);
    add(histogram, BorderLayout.CENTER);
    add(numbers, BorderLayout.SOUTH);
    centre.addChangeListener(e -> typed());
    width.addChangeListener(e -> typed());
  }

  private void preset(JPanel row, String id, Window window) {
    JToggleButton button = new JToggleButton(Texts.get("window." + id));
    dress(button, id);
    button.addActionListener(
        e -> {
          state.setWindow(window);
          button.setSelected(true);
        });
    presets.put(window, button);
    row.add(button);
  }

  private static void dress(javax.swing.AbstractButton button, String id) {
    button.setName("window." + id);
    button.setFocusable(false);
    button.setFont(Theme.font(Font.PLAIN, 11));
    button.setMargin(new Insets(2, 2, 2, 2));
    button.setToolTipText(Texts.get("window." + id + ".tip"));
  }

  private static JSpinner spinner(String id, double least) {
    JSpinner spinner = new JSpinner(new SpinnerNumberModel(0.0 + Math.max(0, least), least, FAR, 10.0));
    spinner.setEditor(new JSpinner.NumberEditor(spinner, "0.#"));
    spinner.setName("window." + id);
    spinner.setToolTipText(Texts.get("window." + id + ".tip"));
    ((JSpinner.DefaultEditor) spinner.getEditor()).getTextField().setColumns(5);
    JComponent editor = spinner.getEditor();
    editor.setToolTipText(spinner.getToolTipText());
    return spinner;
  }

  private void typed() {
    if (!showing) {
      state.setWindow(
          new Window(
              ((Number) centre.getValue()).doubleValue(),
              ((Number) width.getValue()).doubleValue()));
    }
  }

  void setHistogram(Histogram h) {
    histogram.setHistogram(h);
  }

  void show(ViewerSnapshot s) {
    showing = true;
    centre.setValue(Math.max(-FAR, Math.min(FAR, s.window().centre())));
    width.setValue(Math.max(0.001, Math.min(FAR, s.window().width())));
    presets.forEach((window, button) -> button.setSelected(window.equals(s.window())));
    histogram.show(s.window());
    showing = false;
  }
}

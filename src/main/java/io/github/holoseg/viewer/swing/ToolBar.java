package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.Convention;
import io.github.holoseg.viewer.Marks;
import io.github.holoseg.viewer.Slab;
import io.github.holoseg.viewer.SlabMode;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.viewer.ViewerState;
import java.awt.Dimension;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.swing.AbstractButton;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.Icon;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JSpinner;
import javax.swing.JToggleButton;
import javax.swing.JToolBar;
import javax.swing.SpinnerNumberModel;

/** Tools of the mouse, thickness of the slices, what is drawn beside the scan. */
final class ToolBar extends JToolBar {
  private final transient ViewerPanel panel;
  private final transient ViewerState state;
  private final Map<PlaneTool, AbstractButton> tools = new LinkedHashMap<>();
  private final AbstractButton pointer;
  private final JComboBox<String> slab = new JComboBox<>();
  private final JSpinner thickness =
      new JSpinner(new SpinnerNumberModel(10.0, 0.5, 500.0, 1.0));
  private final JButton convention = new JButton();
  private final AbstractButton lines;
  private final AbstractButton letters;
  private final AbstractButton smooth;
  private boolean showing;

  ToolBar(ViewerPanel panel) {
    this.panel = panel;
    this.state = panel.state();
    setFloatable(false);
    setBorder(BorderFactory.createEmptyBorder(3, 6, 3, 6));
    pointer = toggle("pointer", Icons.pointer(), on -> panel.setTool(null));
    pointer.setSelected(true);
    addSeparator();
    slabControls();
    addSeparator();
    convention.setName("tool.convention");
    convention.setFocusable(false);
    convention.setToolTipText(tip("convention"));
    convention.addActionListener(e -> flip());
    add(convention);
    lines = toggle("lines", Icons.pointer(), on -> marks(m -> m.withCrosshair(on)));
    letters = toggle("letters", Icons.letters(), on -> marks(m -> m.withLetters(on)));
    smooth = toggle("smooth", Icons.smooth(), on -> marks(m -> m.withSmooth(on)));
    button("fit", Icons.fit(), state::resetViews);
    button("help", Icons.help(), panel::showHelp);
    add(Box.createHorizontalGlue());
  }

  private void slabControls() {
    for (SlabMode mode : SlabMode.values()) {
      slab.addItem(Texts.get("slab." + mode.name().toLowerCase(Locale.ROOT)));
    }
    slab.setName("tool.slab");
    slab.setFocusable(false);
    slab.setMaximumSize(slab.getPreferredSize());
    slab.setToolTipText(tip("slab"));
    slab.addActionListener(e -> setSlab());
    thickness.setName("tool.thickness");
    thickness.setMaximumSize(new Dimension(80, thickness.getPreferredSize().height));
    thickness.setToolTipText(tip("thickness"));
    thickness.addChangeListener(e -> setSlab());
    add(slab);
    add(Box.createHorizontalStrut(4));
    add(thickness);
    add(new JLabel(" mm "));
  }

  private void setSlab() {
    if (!showing) {
      double mm = ((Number) thickness.getValue()).doubleValue();
      state.setSlab(new Slab(SlabMode.values()[slab.getSelectedIndex()], mm));
    }
  }

  private void flip() {
    boolean radiological = state.snapshot().convention() == Convention.RADIOLOGICAL;
    state.setConvention(radiological ? Convention.NEUROLOGICAL : Convention.RADIOLOGICAL);
  }

  private void marks(UnaryOperator<Marks> change) {
    state.update(s -> s.withMarks(change.apply(s.marks())));
  }

  private AbstractButton toggle(String id, Icon icon, Consumer<Boolean> action) {
    JToggleButton button = new JToggleButton(icon);
    dress(button, id);
    button.addActionListener(e -> action.accept(button.isSelected()));
    add(button);
    return button;
  }

  private void button(String id, Icon icon, Runnable action) {
    JButton button = new JButton(icon);
    dress(button, id);
    button.addActionListener(e -> action.run());
    add(button);
  }

  private static void dress(AbstractButton button, String id) {
    button.setName("tool." + id);
    button.setFocusable(false);
    button.setToolTipText(tip(id));
    button.getAccessibleContext().setAccessibleName(Texts.get("tool." + id + ".tip"));
  }

  private static String tip(String id) {
    return Texts.get("tool." + id + ".tip");
  }

  /** A button for a tool, behind the tools that are there. */
  void addTool(PlaneTool tool, Icon icon) {
    JToggleButton button = new JToggleButton(icon);
    button.setName("tool." + tool.name());
    button.setFocusable(false);
    button.setToolTipText(tool.name());
    button.addActionListener(e -> panel.setTool(button.isSelected() ? tool : null));
    tools.put(tool, button);
    add(button, tools.size());
  }

  void showTool(PlaneTool tool) {
    tools.forEach((known, button) -> button.setSelected(known == tool));
    pointer.setSelected(tool == null);
  }

  void addAtEnd(JComponent component) {
    add(component);
  }

  void show(ViewerSnapshot s) {
    showing = true;
    slab.setSelectedIndex(s.slab().mode().ordinal());
    thickness.setValue(s.slab().thickness());
    thickness.setEnabled(s.slab().mode() != SlabMode.SINGLE);
    convention.setText(
        Texts.get("convention." + s.convention().name().toLowerCase(Locale.ROOT)));
    lines.setSelected(s.marks().crosshair());
    letters.setSelected(s.marks().letters());
    smooth.setSelected(s.marks().smooth());
    showing = false;
  }
}

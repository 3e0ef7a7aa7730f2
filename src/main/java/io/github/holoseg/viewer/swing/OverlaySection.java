package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.Overlay;
import io.github.holoseg.viewer.OverlayMode;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.viewer.ViewerState;
import java.awt.BorderLayout;
import java.awt.Font;
import java.awt.GridLayout;
import java.awt.Insets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javax.swing.ButtonGroup;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.JToggleButton;

/** How labels are drawn: fill, outline, both, not at all; how opaque. */
final class OverlaySection extends JPanel {
  private final transient ViewerState state;
  private final Map<OverlayMode, JToggleButton> modes = new EnumMap<>(OverlayMode.class);
  private final JSlider opacity = new JSlider(0, 100);
  private final JLabel percent = new JLabel();
  private boolean showing;

  OverlaySection(ViewerState state) {
    super(new BorderLayout(0, 6));
    this.state = state;
    JPanel row = new JPanel(new GridLayout(1, 0, 3, 0));
    ButtonGroup group = new ButtonGroup();
    for (OverlayMode mode :
        new OverlayMode[] {
          OverlayMode.BOTH, OverlayMode.FILL, OverlayMode.OUTLINE, OverlayMode.NONE
        }) {
      String id = "overlay." + mode.name().toLowerCase(Locale.ROOT);
      JToggleButton button = new JToggleButton(Texts.get(id));
      button.setName(id);
      button.setFocusable(false);
      button.setFont(Theme.font(Font.PLAIN, 11));
      button.setMargin(new Insets(2, 2, 2, 2));
      button.setToolTipText(Texts.get(id + ".tip"));
      button.addActionListener(
          e ->
              state.update(
                  s -> s.withOverlay(new Overlay(mode, s.overlay().opacity()))));
      group.add(button);
      modes.put(mode, button);
      row.add(button);
    }
    opacity.setName("overlay.opacity");
    opacity.setToolTipText(Texts.get("overlay.opacity.tip"));
    opacity.addChangeListener(e -> dragged());
    JPanel slider = new JPanel(new BorderLayout(6, 0));
    slider.add(new JLabel(Texts.get("overlay.opacity")), BorderLayout.WEST);
    slider.add(opacity, BorderLayout.CENTER);
    slider.add(percent, BorderLayout.EAST);
    add(row, BorderLayout.NORTH);
    add(slider, BorderLayout.CENTER);
  }

  private void dragged() {
    if (!showing) {
      double value = opacity.getValue() / 100.0;
      state.update(s -> s.withOverlay(new Overlay(s.overlay().mode(), value)));
    }
  }

  void show(ViewerSnapshot s) {
    showing = true;
    modes.get(s.overlay().mode()).setSelected(true);
    int value = (int) Math.round(s.overlay().opacity() * 100);
    opacity.setValue(value);
    percent.setText(String.format(Locale.ROOT, "%3d %%", value));
    showing = false;
  }
}

package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.ViewerSnapshot;
import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import javax.swing.AbstractButton;
import javax.swing.BorderFactory;
import javax.swing.ButtonGroup;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JToggleButton;

/** The fourth pane: surfaces of the labels, the oblique plane, or the facts. */
final class FourthPane extends JPanel {
  private static final String SURFACE = "surface";
  private static final String OBLIQUE = "oblique";
  private static final String FACTS = "facts";

  private final CardLayout cards = new CardLayout();
  private final JPanel stack = new JPanel(cards);
  private final FactsPane facts = new FactsPane();
  private final transient ViewerPanel panel;
  private final AbstractButton surface = tab(SURFACE);
  private final AbstractButton oblique = tab(OBLIQUE);
  private final AbstractButton factsTab = tab(FACTS);

  FourthPane(PlanePane obliquePlane, ViewerPanel panel) {
    super(new BorderLayout());
    this.panel = panel;
    setBackground(Theme.BACKGROUND);
    JPanel tabs = new JPanel(new FlowLayout(FlowLayout.LEFT, 2, 2));
    tabs.setBackground(Theme.GAP);
    ButtonGroup group = new ButtonGroup();
    for (AbstractButton button : new AbstractButton[] {surface, oblique, factsTab}) {
      group.add(button);
      tabs.add(button);
    }
    tabs.addMouseListener(
        new MouseAdapter() {
          @Override
          public void mousePressed(MouseEvent e) {
            if (e.getClickCount() == 2) {
              panel.state().toggleMaximised(Plane.OBLIQUE);
            }
          }
        });
    stack.add(facts, FACTS);
    stack.add(obliquePlane, OBLIQUE);
    stack.setBackground(Theme.BACKGROUND);
    add(tabs, BorderLayout.NORTH);
    add(stack, BorderLayout.CENTER);
    factsTab.setSelected(true);
    cards.show(stack, FACTS);
  }

  private AbstractButton tab(String name) {
    JToggleButton button = new JToggleButton(Texts.get("fourth." + name));
    button.setName("fourth." + name);
    button.setFont(Theme.font(Font.PLAIN, 11));
    button.setFocusable(false);
    button.setBorder(BorderFactory.createEmptyBorder(2, 8, 2, 8));
    button.setToolTipText(Texts.get("fourth." + name + ".tip"));
    button.addActionListener(
        e -> {
          cards.show(stack, name);
          panel.repaintPlanes();
        });
    return button;
  }

  void show(ViewerSnapshot s) {
    facts.show(s);
    boolean odd = !s.scene().volume().info().warnings().isEmpty();
    factsTab.setText(Texts.get(odd ? "fourth.facts.odd" : "fourth.facts"));
  }

  boolean isObliqueShown() {
    return oblique.isSelected() && isShowing();
  }

  void showOblique() {
    oblique.setSelected(true);
    cards.show(stack, OBLIQUE);
  }

  /**
   * @param first whether it is what is seen first
   */
  void addSurface(JComponent view, boolean first) {
    stack.add(view, SURFACE);
    if (first) {
      surface.setSelected(true);
      cards.show(stack, SURFACE);
    }
  }
}

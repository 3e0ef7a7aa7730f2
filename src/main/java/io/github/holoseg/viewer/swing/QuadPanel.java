package io.github.holoseg.viewer.swing;

import java.awt.Component;
import java.awt.Container;
import java.awt.Cursor;
import java.awt.Dimension;
import java.awt.LayoutManager;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import javax.swing.JPanel;

/**
 * Four components in a square with a gap that is dragged, or one of them alone. The gap's cross
 * divides width and height by {@link #across()} and {@link #down()}.
 */
final class QuadPanel extends JPanel {
  private static final int GAP = 5;
  private static final double LEAST = 0.15;

  private final List<Component> quarters;
  private Component alone;
  private double across = 0.5;
  private double down = 0.5;

  /**
   * @param quarters top left, top right, bottom left, bottom right
   */
  QuadPanel(List<? extends Component> quarters) {
    this.quarters = List.copyOf(quarters);
    setBackground(Theme.GAP);
    setLayout(new Quarters());
    this.quarters.forEach(this::add);
    Divider divider = new Divider();
    addMouseListener(divider);
    addMouseMotionListener(divider);
  }

  /**
   * @param one the component that has the room to itself; null for all four
   */
  void setAlone(Component one) {
    alone = one;
    revalidate();
    repaint();
  }

  double across() {
    return across;
  }

  double down() {
    return down;
  }

  void setDivision(double newAcross, double newDown) {
    across = Math.max(LEAST, Math.min(1 - LEAST, newAcross));
    down = Math.max(LEAST, Math.min(1 - LEAST, newDown));
    revalidate();
  }

  private int column() {
    return (int) Math.round((getWidth() - GAP) * across);
  }

  private int row() {
    return (int) Math.round((getHeight() - GAP) * down);
  }

  private final class Quarters implements LayoutManager {
    @Override
    public void layoutContainer(Container parent) {
      int w = getWidth();
      int h = getHeight();
      int x = column();
      int y = row();
      int[][] boxes = {
        {0, 0, x, y},
        {x + GAP, 0, w - x - GAP, y},
        {0, y + GAP, x, h - y - GAP},
        {x + GAP, y + GAP, w - x - GAP, h - y - GAP}
      };
      for (int i = 0; i < quarters.size(); i++) {
        Component c = quarters.get(i);
        c.setVisible(alone == null || alone == c);
        if (alone == c) {
          c.setBounds(0, 0, w, h);
        } else if (alone == null) {
          c.setBounds(boxes[i][0], boxes[i][1], boxes[i][2], boxes[i][3]);
        }
      }
    }

    @Override
    public Dimension preferredLayoutSize(Container parent) {
      return new Dimension(400, 400); // the side bar gets what it prefers, this the rest
    }

    @Override
    public Dimension minimumLayoutSize(Container parent) {
      return new Dimension(200, 200);
    }

    @Override
    public void addLayoutComponent(String name, Component component) {}

    @Override
    public void removeLayoutComponent(Component component) {}
  }

  /** The mouse in the gap; the panel itself is seen nowhere else. */
  private final class Divider extends MouseAdapter {
    private boolean vertical;
    private boolean horizontal;

    private void look(MouseEvent e) {
      vertical = alone == null && Math.abs(e.getX() - column() - GAP / 2) <= GAP;
      horizontal = alone == null && Math.abs(e.getY() - row() - GAP / 2) <= GAP;
    }

    @Override
    public void mouseMoved(MouseEvent e) {
      look(e);
      int cursor =
          vertical && horizontal
              ? Cursor.MOVE_CURSOR
              : vertical
                  ? Cursor.E_RESIZE_CURSOR
                  : horizontal ? Cursor.N_RESIZE_CURSOR : Cursor.DEFAULT_CURSOR;
      setCursor(Cursor.getPredefinedCursor(cursor));
    }

    @Override
    public void mousePressed(MouseEvent e) {
      look(e);
      if (e.getClickCount() == 2) {
        setDivision(0.5, 0.5);
      }
    }

    @Override
    public void mouseDragged(MouseEvent e) {
      setDivision(
          vertical ? e.getX() / (double) getWidth() : across,
          horizontal ? e.getY() / (double) getHeight() : down);
    }
  }
}

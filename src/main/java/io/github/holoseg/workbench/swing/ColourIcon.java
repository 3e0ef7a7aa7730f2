package io.github.holoseg.workbench.swing;

import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import javax.swing.Icon;

/** A patch of one colour. */
record ColourIcon(Color colour) implements Icon {
  private static final int SIZE = 11;

  @Override
  public void paintIcon(Component component, Graphics g, int x, int y) {
    g.setColor(colour);
    g.fillRect(x, y, SIZE, SIZE);
    g.setColor(Color.GRAY);
    g.drawRect(x, y, SIZE, SIZE);
  }

  @Override
  public int getIconWidth() {
    return SIZE + 1;
  }

  @Override
  public int getIconHeight() {
    return SIZE + 1;
  }
}

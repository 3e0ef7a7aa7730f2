package io.github.holoseg.viewer.swing;

import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;

/** Entries of menus that open at the mouse. */
final class PopupItems {
  private PopupItems() {}

  /**
   * Adds one.
   *
   * @param key of its text, and its name
   */
  static void add(JPopupMenu menu, String key, Runnable action) {
    JMenuItem item = new JMenuItem(Texts.get(key));
    item.setName(key);
    item.addActionListener(e -> action.run());
    menu.add(item);
  }
}

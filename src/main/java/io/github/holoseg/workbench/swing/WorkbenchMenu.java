package io.github.holoseg.workbench.swing;

import io.github.holoseg.workbench.Texts;
import java.awt.Toolkit;
import java.awt.event.KeyEvent;
import javax.swing.JMenu;
import javax.swing.JMenuBar;
import javax.swing.JMenuItem;
import javax.swing.KeyStroke;

/** Files. What is done to labels is in the bar and in the table of keys. */
final class WorkbenchMenu extends JMenuBar {
  WorkbenchMenu(WorkbenchFrame frame) {
    JMenu file = new JMenu(Texts.get("menu.file"));
    file.add(item("open", KeyEvent.VK_O, frame::open));
    file.add(item("segment", 0, frame::segment));
    file.addSeparator();
    file.add(item("save", 0, frame::save));
    file.add(item("saveas", 0, frame::saveAs));
    file.addSeparator();
    file.add(
        item(
            "close",
            KeyEvent.VK_W,
            () ->
                frame.dispatchEvent(
                    new java.awt.event.WindowEvent(
                        frame, java.awt.event.WindowEvent.WINDOW_CLOSING))));
    add(file);
  }

  private static JMenuItem item(String id, int key, Runnable action) {
    JMenuItem item = new JMenuItem(Texts.get("menu." + id));
    item.setName("menu." + id);
    if (key != 0) {
      int menu = Toolkit.getDefaultToolkit().getMenuShortcutKeyMaskEx();
      item.setAccelerator(KeyStroke.getKeyStroke(key, menu));
    }
    item.addActionListener(e -> action.run());
    return item;
  }
}

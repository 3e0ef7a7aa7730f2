package io.github.holoseg.workbench.swing;

import io.github.holoseg.workbench.Texts;
import java.awt.Toolkit;
import java.awt.event.KeyEvent;
import javax.swing.JMenu;
import javax.swing.JMenuBar;
import javax.swing.JMenuItem;
import javax.swing.KeyStroke;

/** What the workbench does with files, in front of the viewer's own entries. */
final class WorkbenchMenu {
  private WorkbenchMenu() {}

  /** For a window without a scan. */
  static JMenuBar alone(WorkbenchFrame frame) {
    JMenuBar bar = new JMenuBar();
    JMenu file = new JMenu(Texts.get("menu.file"));
    bar.add(file);
    fill(file, frame);
    return bar;
  }

  /** Puts the entries at the top of the file menu. */
  static void fill(JMenu file, WorkbenchFrame frame) {
    int at = 0;
    file.insert(item("open", KeyEvent.VK_O, frame::open), at++);
    if (frame.viewer() != null) {
      file.insert(item("labels", 0, frame::openLabels), at++);
    }
    file.insert(item("cases", 0, frame::openCases), at++);
    file.insert(item("recover", 0, frame::offerRecovery), at++);
    file.insertSeparator(at++);
    file.insert(item("segment", KeyEvent.VK_G, frame::segment), at++);
    file.insert(item("save", KeyEvent.VK_S, frame::save), at++);
    file.insert(item("saveas", 0, frame::saveAs), at++);
    file.insertSeparator(at);
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

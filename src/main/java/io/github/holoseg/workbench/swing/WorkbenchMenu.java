package io.github.holoseg.workbench.swing;

import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.segment.Host;
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
    fill(file, frame, false);
    return bar;
  }

  /** Puts the entries at the top of the file menu. */
  static void fill(JMenu file, WorkbenchFrame frame) {
    fill(file, frame, true);
  }

  private static void fill(JMenu file, WorkbenchFrame frame, boolean hasScan) {
    int at = 0;
    file.insert(item("open", KeyEvent.VK_O, () -> frame.files().openScan()), at++);
    JMenuItem labels = item("labels", 0, () -> frame.files().openLabels());
    labels.setEnabled(hasScan);
    file.insert(labels, at++);
    file.insert(item("cases", 0, () -> frame.caseActions().choose()), at++);
    file.insert(item("recover", 0, frame::offerRecovery), at++);
    file.insertSeparator(at++);
    file.insert(item("segment", KeyEvent.VK_G, frame::segment), at++);
    JMenuItem save = item("save", KeyEvent.VK_S, frame::save);
    save.setEnabled(hasScan);
    file.insert(save, at++);
    JMenuItem saveAs = item("saveas", 0, () -> frame.files().saveAs(() -> {}));
    saveAs.setEnabled(hasScan);
    file.insert(saveAs, at++);
    if (!frame.host().actions().isEmpty()) {
      JMenu sendTo = sendTo(frame);
      sendTo.setEnabled(hasScan);
      file.insert(sendTo, at++);
    }
    file.insertSeparator(at);
  }

  /** What the program around the workbench does with the labels as they are now. */
  private static JMenu sendTo(WorkbenchFrame frame) {
    JMenu menu = new JMenu(Texts.get("menu.host"));
    menu.setName("menu.host");
    for (Host.Action action : frame.host().actions()) {
      JMenuItem item = new JMenuItem(action.title());
      item.setName("menu.host." + action.title());
      item.addActionListener(e -> frame.sendTo(action));
      menu.add(item);
    }
    return menu;
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

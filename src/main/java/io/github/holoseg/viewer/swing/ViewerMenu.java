package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.Scene;
import java.awt.event.WindowEvent;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.swing.JFrame;
import javax.swing.JMenu;
import javax.swing.JMenuBar;
import javax.swing.JMenuItem;

/** The window's menu: files, and every action of the table of keys in its group. */
public final class ViewerMenu extends JMenuBar {
  private final JFrame window;
  private final ViewerPanel panel;

  /**
   * @param window with the panel in it
   */
  public ViewerMenu(JFrame window, ViewerPanel panel) {
    this.window = window;
    this.panel = panel;
    JMenu file = new JMenu(Texts.get("menu.file"));
    item(file, "measures", () -> ViewerFiles.saveMeasures(panel));
    item(file, "csv", () -> ViewerFiles.saveTable(panel));
    item(file, "picture", this::savePicture);
    file.addSeparator();
    item(
        file,
        "close",
        () -> window.dispatchEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSING)));
    add(file);
    Map<String, JMenu> groups = new LinkedHashMap<>();
    for (ViewerAction action : panel.actions()) {
      JMenuItem item = new JMenuItem(action.title());
      // The key stands there to be learned; it is bound to the panel, and only there.
      item.setText(
          "<html>"
              + action.title()
              + " &nbsp; <font color=gray>"
              + KeyBindings.text(action.keys())
              + "</font></html>");
      item.getAccessibleContext().setAccessibleName(action.title());
      item.addActionListener(e -> action.body().accept(panel));
      groups.computeIfAbsent(action.group(), JMenu::new).add(item);
    }
    JMenu help = groups.remove(Texts.get("group.help"));
    groups.values().forEach(this::add);
    if (help != null) {
      add(help); // the last one, where people look for it
    }
  }

  private static void item(JMenu menu, String id, Runnable action) {
    JMenuItem item = new JMenuItem(Texts.get("menu." + id));
    item.setName("menu." + id);
    item.addActionListener(e -> action.run());
    menu.add(item);
  }

  private Scene scene() {
    return panel.state().snapshot().scene();
  }

  private void savePicture() {
    File proposed = new File(scene().volume().info().name() + ".png");
    FileQuestion.write(
        panel, proposed, f -> ViewerFiles.savePicture(panel, panel.activePlane(), f));
  }
}

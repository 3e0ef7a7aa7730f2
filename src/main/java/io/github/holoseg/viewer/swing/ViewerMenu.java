package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.Scene;
import io.github.holoseg.viewer.tool.MeasureFile;
import java.awt.event.WindowEvent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.swing.JFileChooser;
import javax.swing.JFrame;
import javax.swing.JMenu;
import javax.swing.JMenuBar;
import javax.swing.JMenuItem;
import javax.swing.JOptionPane;

/** The window's menu: files, and every action of the table of keys in its group. */
public final class ViewerMenu extends JMenuBar {
  /** Writes to a file that the user has chosen. */
  private interface Writing {
    void to(Path file) throws IOException;
  }

  private final JFrame window;
  private final ViewerPanel panel;

  /**
   * @param window with the panel in it
   */
  public ViewerMenu(JFrame window, ViewerPanel panel) {
    this.window = window;
    this.panel = panel;
    JMenu file = new JMenu(Texts.get("menu.file"));
    item(
        file,
        "measures",
        () -> save(".json", f -> MeasureFile.save(panel.measures().all(), scene(), f)));
    item(
        file,
        "csv",
        () -> save(".csv", f -> MeasureFile.saveCsv(panel.measures().all(), scene(), f)));
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
    groups.values().forEach(this::add);
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

  private void save(String ending, Writing writing) {
    File proposed =
        ViewerFiles.measuresFile(scene(), ending)
            .map(Path::toFile)
            .orElse(new File(scene().volume().info().name() + ".measures" + ending));
    write(proposed, writing);
  }

  private void savePicture() {
    File proposed = new File(scene().volume().info().name() + ".png");
    write(proposed, f -> ViewerFiles.savePicture(panel.state().snapshot(), panel.activePlane(), f));
  }

  private void write(File proposed, Writing writing) {
    JFileChooser chooser = new JFileChooser(proposed.getAbsoluteFile().getParentFile());
    chooser.setSelectedFile(proposed);
    if (chooser.showSaveDialog(window) != JFileChooser.APPROVE_OPTION) {
      return;
    }
    File chosen = chooser.getSelectedFile();
    if (chosen.exists()
        && JOptionPane.showConfirmDialog(
                window,
                Texts.get("menu.replace", chosen),
                window.getTitle(),
                JOptionPane.YES_NO_OPTION)
            != JOptionPane.YES_OPTION) {
      return;
    }
    try {
      writing.to(chosen.toPath());
      panel.say(Texts.get("menu.written", chosen));
    } catch (IOException e) {
      JOptionPane.showMessageDialog(
          window, chosen + ": " + e.getMessage(), window.getTitle(), JOptionPane.ERROR_MESSAGE);
    }
  }
}

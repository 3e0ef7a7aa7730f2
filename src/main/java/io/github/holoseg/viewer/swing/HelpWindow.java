package io.github.holoseg.viewer.swing;

import java.awt.Component;
import java.awt.Dimension;
import java.awt.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.swing.BorderFactory;
import javax.swing.JDialog;
import javax.swing.JEditorPane;
import javax.swing.JScrollPane;
import javax.swing.SwingUtilities;

/** All keys and all gestures of the mouse, from the table of actions. */
final class HelpWindow {
  private HelpWindow() {}

  static void show(Component parent, List<ViewerAction> actions) {
    Window owner = SwingUtilities.getWindowAncestor(parent);
    JDialog dialog = new JDialog(owner, Texts.get("help.title"));
    JEditorPane text = new JEditorPane("text/html", html(actions));
    text.putClientProperty(JEditorPane.HONOR_DISPLAY_PROPERTIES, true);
    text.setFont(Theme.font(java.awt.Font.PLAIN, 12));
    text.setEditable(false);
    text.setCaretPosition(0);
    text.setBorder(BorderFactory.createEmptyBorder(6, 14, 10, 14));
    JScrollPane scroll = new JScrollPane(text);
    scroll.setBorder(null);
    scroll.setPreferredSize(new Dimension(560, 640));
    dialog.setName("help");
    dialog.add(scroll);
    dialog.getRootPane()
        .registerKeyboardAction(
            e -> dialog.dispose(),
            KeyBindings.stroke("ESCAPE"),
            javax.swing.JComponent.WHEN_IN_FOCUSED_WINDOW);
    dialog.pack();
    dialog.setLocationRelativeTo(parent);
    dialog.setVisible(true);
  }

  static String html(List<ViewerAction> actions) {
    StringBuilder html = new StringBuilder("<html><body>");
    html.append("<h3>").append(Texts.get("help.mouse")).append("</h3><table>");
    for (String id : Texts.get("help.gestures").split(" ")) {
      row(html, Texts.get("gesture." + id), Texts.get("gesture." + id + ".does"));
    }
    html.append("</table>");
    Map<String, StringBuilder> groups = new LinkedHashMap<>();
    for (ViewerAction action : actions) {
      row(
          groups.computeIfAbsent(action.group(), g -> new StringBuilder()),
          KeyBindings.text(action.keys()),
          action.title());
    }
    groups.forEach(
        (group, rows) ->
            html.append("<h3>")
                .append(escaped(group))
                .append("</h3><table>")
                .append(rows)
                .append("</table>"));
    return html.append("</body></html>").toString();
  }

  private static void row(StringBuilder html, String key, String does) {
    html.append("<tr><td width=190><b>")
        .append(escaped(key))
        .append("</b></td><td>")
        .append(escaped(does))
        .append("</td></tr>");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}

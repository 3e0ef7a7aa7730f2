package io.github.holoseg.workbench.swing;

import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.edit.EditDesk;
import java.util.Locale;
import java.util.function.Supplier;
import javax.swing.AbstractButton;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.Icon;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPopupMenu;
import javax.swing.JToggleButton;
import javax.swing.JToolBar;

/** Above the viewer: tools, undo, what can be done to structures, segment, save. */
final class EditBar extends JToolBar {
  private final transient WorkbenchFrame frame;
  private final JButton undo;
  private final JButton redo;
  private final JButton save;
  private final JLabel said = new JLabel();
  private final JButton cancel;

  EditBar(WorkbenchFrame frame) {
    this.frame = frame;
    setFloatable(false);
    setBorder(BorderFactory.createEmptyBorder(3, 6, 3, 6));
    button("segment", ToolIcon.SEGMENT, frame::segment).setText(Texts.get("bar.segment"));
    addSeparator();
    frame
        .tools()
        .all()
        .forEach(
            (icon, tool) -> {
              JToggleButton toggle = new JToggleButton(icon);
              String key = icon.name().toLowerCase(Locale.ROOT);
              dress(toggle, "tool." + key, tool.name() + " (" + Texts.get("key." + key) + ")");
              toggle.addActionListener(
                  e -> frame.viewer().setTool(toggle.isSelected() ? tool : null));
              tool.onActive(toggle::setSelected);
              add(toggle);
            });
    addSeparator();
    StructureMenu menus = new StructureMenu(frame);
    opening("structure", menus::structure);
    opening("label", menus::label);
    addSeparator();
    undo = button("undo", ToolIcon.UNDO, () -> frame.edits().undo());
    redo = button("redo", ToolIcon.REDO, () -> frame.desk().redo());
    addSeparator();
    button("doubt", ToolIcon.DOUBT, () -> frame.edits().stepDoubt(true));
    save = button("save", ToolIcon.SAVE, frame::save);
    add(Box.createHorizontalStrut(12));
    said.setName("bar.said");
    add(said);
    cancel = button("cancel", null, () -> frame.desk().cancel());
    cancel.setText(Texts.get("run.cancel"));
    cancel.setVisible(false);
    add(Box.createHorizontalGlue());
  }

  private JButton button(String id, Icon icon, Runnable action) {
    JButton button = new JButton(icon);
    dress(button, "bar." + id, Texts.get("bar." + id + ".tip"));
    button.addActionListener(e -> action.run());
    add(button);
    return button;
  }

  private static void dress(AbstractButton button, String name, String tip) {
    button.setName(name);
    button.setFocusable(false);
    button.setToolTipText(tip);
    button.getAccessibleContext().setAccessibleName(tip);
  }

  /** A button that opens a menu below it. */
  private void opening(String id, Supplier<JPopupMenu> menu) {
    JButton button = button(id, null, () -> {});
    button.setText(Texts.get("bar." + id) + " \u25be");
    button.addActionListener(e -> menu.get().show(button, 0, button.getHeight()));
  }

  /** Takes over what the desk and the files do. */
  void update() {
    EditDesk desk = frame.desk();
    var history = desk.session().history();
    undo.setEnabled(history.canUndo() && !desk.isBusy());
    redo.setEnabled(history.canRedo() && !desk.isBusy());
    undo.setToolTipText(
        history
            .undoName()
            .map(name -> Texts.get("bar.undo.name", name))
            .orElse(Texts.get("bar.undo.tip")));
    redo.setToolTipText(
        history
            .redoName()
            .map(name -> Texts.get("bar.redo.name", name))
            .orElse(Texts.get("bar.redo.tip")));
    save.setEnabled(!frame.model().isBusy());
    cancel.setVisible(desk.isBusy());
    String text = desk.message().isEmpty() ? frame.model().message() : desk.message();
    said.setText(desk.isBusy() ? Texts.get("bar.working") : text);
    said.setToolTipText(text.isEmpty() ? null : text); // a narrow window cuts it
  }
}

package io.github.holoseg.workbench.swing;

import io.github.holoseg.volume.Label;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.edit.EditDesk;
import io.github.holoseg.workbench.edit.StructureEdit;
import java.util.Locale;
import javax.swing.AbstractButton;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.Icon;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JMenu;
import javax.swing.JMenuItem;
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
    JButton structure = button("structure", null, () -> {});
    structure.setText(Texts.get("bar.structure"));
    structure.addActionListener(e -> menu().show(structure, 0, structure.getHeight()));
    button("label", null, frame::addLabel).setText(Texts.get("bar.label"));
    addSeparator();
    undo = button("undo", ToolIcon.UNDO, () -> frame.desk().undo());
    redo = button("redo", ToolIcon.REDO, () -> frame.desk().redo());
    addSeparator();
    button("doubt", ToolIcon.DOUBT, frame::nextDoubt);
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

  /** What can be done to the active structure. */
  private JPopupMenu menu() {
    JPopupMenu menu = new JPopupMenu();
    menu.setName("structure");
    for (StructureEdit edit : StructureEdit.values()) {
      menu.add(edit.takesTwo() ? withOther(edit) : item(edit.title(), edit, 0));
    }
    return menu;
  }

  private JMenuItem item(String title, StructureEdit edit, int other) {
    JMenuItem item = new JMenuItem(title);
    item.setName("structure." + edit.name().toLowerCase(Locale.ROOT));
    item.addActionListener(e -> frame.desk().apply(edit, other, frame.sliceAxis()));
    return item;
  }

  private JMenu withOther(StructureEdit edit) {
    JMenu menu = new JMenu(edit.title());
    EditDesk desk = frame.desk();
    for (Label label : desk.session().labels().labels()) {
      if (label.value() != desk.activeLabel()) {
        menu.add(item(label.name(), edit, label.value()));
      }
    }
    menu.setEnabled(menu.getItemCount() > 0);
    return menu;
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
  }
}

package io.github.holoseg.workbench.swing;

import io.github.holoseg.viewer.Plane;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.edit.EditDesk;
import io.github.holoseg.workbench.edit.StructureEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.swing.JMenu;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;
import javax.swing.event.MenuEvent;
import javax.swing.event.MenuListener;

/**
 * What can be done to the selected label as a whole and to the list of labels: behind the buttons
 * of the tool bar, and once more in the menu bar, where people look first.
 */
final class StructureMenu {
  private final WorkbenchFrame frame;

  StructureMenu(WorkbenchFrame frame) {
    this.frame = frame;
  }

  /** Made anew each time, because the settings stand in it. */
  JPopupMenu structure() {
    return popup("structure", structureItems());
  }

  JPopupMenu label() {
    return popup("label", labelItems());
  }

  private static JPopupMenu popup(String name, List<JMenuItem> items) {
    JPopupMenu menu = new JPopupMenu();
    menu.setName(name);
    fill(menu, items);
    return menu;
  }

  private static void fill(JPopupMenu menu, List<JMenuItem> items) {
    for (JMenuItem item : items) {
      if (item == null) {
        menu.addSeparator();
      } else {
        menu.add(item);
      }
    }
  }

  /** Both, for the menu bar. */
  JMenu whole() {
    JMenu menu = new JMenu(Texts.get("bar.structure"));
    menu.setName("menu.structure");
    menu.addMenuListener(
        new MenuListener() {
          @Override
          public void menuSelected(MenuEvent e) {
            menu.removeAll();
            fill(menu.getPopupMenu(), structureItems());
            menu.addSeparator();
            fill(menu.getPopupMenu(), labelItems());
          }

          @Override
          public void menuDeselected(MenuEvent e) {
            // filled anew when it opens
          }

          @Override
          public void menuCanceled(MenuEvent e) {
            // filled anew when it opens
          }
        });
    return menu;
  }

  /** Null is a separator. */
  private List<JMenuItem> structureItems() {
    EditDesk desk = frame.desk();
    Plane plane = frame.viewer().activePlane();
    Plane cut = plane.isOrthogonal() ? plane : Plane.AXIAL; // as LabelAxes
    String slices = Texts.get("slices." + cut.name().toLowerCase(Locale.ROOT));
    List<JMenuItem> items = new ArrayList<>();
    for (StructureEdit edit : StructureEdit.values()) {
      if (edit == StructureEdit.FILL_HOLES || edit == StructureEdit.CLEAR) {
        items.add(null);
      }
      items.add(
          item(
              "structure." + edit.name().toLowerCase(Locale.ROOT),
              edit.title(desk.settings(), slices),
              () -> frame.desk().apply(edit, frame.sliceAxis())));
    }
    JMenuItem combine =
        item(
            "structure.combine",
            Texts.get("combine.menu"),
            () -> new CombineDialog(frame).setVisible(true));
    items.add(items.size() - 2, combine);
    return items;
  }

  private List<JMenuItem> labelItems() {
    LabelNames names = new LabelNames(frame, frame.model());
    return List.of(
        item("label.new", Texts.get("label.new"), names::add),
        item("label.rename", Texts.get("label.rename"), names::rename),
        item("label.remove", Texts.get("label.remove"), names::remove));
  }

  private static JMenuItem item(String name, String text, Runnable action) {
    JMenuItem item = new JMenuItem(text);
    item.setName(name);
    item.addActionListener(e -> action.run());
    return item;
  }
}

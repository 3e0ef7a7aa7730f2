package io.github.holoseg.workbench.swing;

import io.github.holoseg.viewer.swing.ViewerAction;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.edit.EditDesk;
import io.github.holoseg.workbench.edit.ToolSettings;
import java.util.List;
import java.util.function.UnaryOperator;

/** What the keyboard does in the workbench beside what it does in the viewer. */
final class WorkbenchKeys {
  private static final double RADIUS_STEP = 1.2;

  private WorkbenchKeys() {}

  static List<ViewerAction> of(WorkbenchFrame frame) {
    return List.of(
        tool(frame, "brush", "B", ToolIcon.BRUSH),
        tool(frame, "eraser", "E", ToolIcon.ERASER),
        tool(frame, "polygon", "P", ToolIcon.POLYGON),
        tool(frame, "fill", "F", ToolIcon.FILL),
        tool(frame, "region", "G", ToolIcon.REGION),
        key("ball", () -> set(frame, s -> s.withBall(!s.ball())), "D"),
        key("smaller", () -> radius(frame, 1 / RADIUS_STEP), "OPEN_BRACKET"),
        key("larger", () -> radius(frame, RADIUS_STEP), "CLOSE_BRACKET"),
        key("undo", () -> frame.edits().undo(), "menu Z"),
        key("redo", () -> frame.desk().redo(), "menu Y", "menu shift Z"),
        key("save", frame::save, "menu S"),
        key("segment", frame::segment, "menu G"),
        key("pick", () -> frame.edits().pick(), "Q"),
        key("doubt", () -> frame.edits().stepDoubt(true), "W"),
        key("previousDoubt", () -> frame.edits().stepDoubt(false), "shift W"),
        key("finishCase", () -> frame.caseActions().finish(), "menu ENTER"),
        key("nextCase", () -> frame.caseActions().neighbour(true), "menu PAGE_DOWN"),
        key("previousCase", () -> frame.caseActions().neighbour(false), "menu PAGE_UP"));
  }

  private static ViewerAction tool(WorkbenchFrame frame, String id, String key, ToolIcon icon) {
    return new ViewerAction(
        "edit." + id,
        Texts.get("keys.group"),
        List.of(key),
        Texts.get("tool." + id),
        panel -> panel.setTool(frame.tools().get(icon)));
  }

  private static ViewerAction key(String id, Runnable body, String... keys) {
    return new ViewerAction(
        "edit." + id,
        Texts.get("keys.group"),
        List.of(keys),
        Texts.get("keys." + id),
        panel -> body.run());
  }

  private static void radius(WorkbenchFrame frame, double factor) {
    set(frame, s -> s.withRadius(s.radiusMm() * factor));
  }

  private static void set(WorkbenchFrame frame, UnaryOperator<ToolSettings> change) {
    EditDesk desk = frame.desk();
    desk.set(change.apply(desk.settings()));
    frame.viewer().repaintPlanes();
  }
}

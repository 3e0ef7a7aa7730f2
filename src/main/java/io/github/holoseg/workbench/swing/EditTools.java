package io.github.holoseg.workbench.swing;

import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.edit.EditDesk;
import io.github.holoseg.workbench.edit.LabelAxes;
import io.github.holoseg.workbench.swing.tool.BrushTool;
import io.github.holoseg.workbench.swing.tool.ClickTool;
import io.github.holoseg.workbench.swing.tool.EditTool;
import io.github.holoseg.workbench.swing.tool.PolygonTool;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** The tools of the mouse, one of each for a window. */
final class EditTools {
  private final Map<ToolIcon, EditTool> tools = new LinkedHashMap<>();

  /**
   * @param desk of the scan that is open
   */
  EditTools(Supplier<EditDesk> desk) {
    tools.put(ToolIcon.BRUSH, new BrushTool(desk, false));
    tools.put(ToolIcon.ERASER, new BrushTool(desk, true));
    tools.put(ToolIcon.POLYGON, new PolygonTool(desk));
    tools.put(
        ToolIcon.FILL,
        new ClickTool(
            Texts.get("tool.fill"),
            (place, plane) -> {
              EditDesk d = desk.get();
              d.flood(place, LabelAxes.across(d.session().labels().geometry(), plane));
            }));
    tools.put(
        ToolIcon.REGION,
        new ClickTool(Texts.get("tool.region"), (place, plane) -> desk.get().grow(place)));
  }

  Map<ToolIcon, EditTool> all() {
    return tools;
  }

  /** Takes back the last thing of what a tool has begun; false if none has. */
  boolean tookBack() {
    return tools.values().stream().anyMatch(EditTool::tookBack);
  }

  /** Where the mouse is with a tool; empty without one, or outside of the planes. */
  Optional<LpsPoint> place() {
    return tools.values().stream().map(EditTool::place).filter(Objects::nonNull).findFirst();
  }

  EditTool get(ToolIcon icon) {
    return tools.get(icon);
  }
}

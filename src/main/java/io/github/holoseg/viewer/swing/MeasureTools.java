package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.tool.Measure;
import io.github.holoseg.viewer.tool.Measures;
import io.github.holoseg.viewer.tool.Region;
import java.util.List;

/** Ruler, angle and regions, with their buttons and keys, and the painter of what was measured. */
final class MeasureTools {
  private final Measures measures = new Measures();
  private final MeasureText words = new MeasureText();
  private final MeasurePainter painter = new MeasurePainter(measures, words);
  private final MeasureMover mover = new MeasureMover(measures, painter);

  void install(ViewerPanel panel, ToolBar bar) {
    MeasureTool ruler = new MeasureTool(panel, measures, painter, mover, MeasureTool.Kind.RULER);
    MeasureTool angle = new MeasureTool(panel, measures, painter, mover, MeasureTool.Kind.ANGLE);
    MeasureTool ellipse =
        new MeasureTool(panel, measures, painter, mover, MeasureTool.Kind.ELLIPSE);
    MeasureTool box = new MeasureTool(panel, measures, painter, mover, MeasureTool.Kind.RECTANGLE);
    bar.addTool(ruler, Icons.ruler());
    bar.addTool(angle, Icons.angle());
    bar.addTool(ellipse, Icons.ellipse());
    bar.addTool(box, Icons.rectangle());
    panel.addPainter(painter);
    measures.addListener(panel::repaintPlanes);
    panel.addActions(
        List.of(
            ViewerAction.of("ruler", "tools", "shift D", p -> p.setTool(ruler)),
            ViewerAction.of("angle", "tools", "shift A", p -> p.setTool(angle)),
            ViewerAction.of("ellipse", "tools", "shift E", p -> p.setTool(ellipse)),
            ViewerAction.of("rectangle", "tools", "shift R", p -> p.setTool(box)),
            ViewerAction.of("delete", "tools", "DELETE | BACK_SPACE", p -> removeLast())));
  }

  Measures measures() {
    return measures;
  }

  /** Whether values are HU. */
  void setHu(boolean values) {
    words.setHu(values);
  }

  MeasureMover mover() {
    return mover;
  }

  /** The list at the side. */
  MeasureSection section(ViewerPanel panel) {
    return new MeasureSection(panel, measures, painter, words);
  }

  private void removeLast() {
    List<Measure> all = measures.all();
    if (!all.isEmpty()) {
      measures.remove(painter.selected(all));
    }
  }

  /** The shape of a region that a kind of tool draws. */
  static Region.Shape shape(MeasureTool.Kind kind) {
    return kind == MeasureTool.Kind.ELLIPSE ? Region.Shape.ELLIPSE : Region.Shape.RECTANGLE;
  }
}

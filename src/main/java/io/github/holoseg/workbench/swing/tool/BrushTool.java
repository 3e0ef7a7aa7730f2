package io.github.holoseg.workbench.swing.tool;

import io.github.holoseg.annotation.BrushStroke;
import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.swing.PlaneCanvas;
import io.github.holoseg.viewer.swing.PlanePointer;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.edit.EditDesk;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Point2D;
import java.util.function.Supplier;

/**
 * Brush and eraser. Ctrl (cmd) turns one into the other while the button goes down, shift leaves
 * the drag to the viewer, the wheel with alt changes the radius.
 */
public final class BrushTool extends EditTool {
  private static final double WHEEL_STEP = 1.12;
  private static final Color DARK = new Color(0, 0, 0, 160);

  private final Supplier<EditDesk> desk;
  private final boolean erasing;
  private BrushStroke stroke;
  private EditDesk strokeDesk;
  private Plane cursorPlane;

  /**
   * @param desk of the scan that is open
   */
  public BrushTool(Supplier<EditDesk> desk, boolean erasing) {
    super(Texts.get(erasing ? "tool.eraser" : "tool.brush"));
    this.desk = desk;
    this.erasing = erasing;
  }

  @Override
  public boolean pressed(PlanePointer at) {
    if (at.event().isShiftDown()) {
      return false;
    }
    strokeDesk = desk.get();
    boolean other = at.event().isControlDown() || at.event().isMetaDown();
    stroke = strokeDesk.stroke(at.frame().normal(), erasing != other);
    move(at);
    return true;
  }

  @Override
  public void dragged(PlanePointer at) {
    move(at);
  }

  private void move(PlanePointer at) {
    moved(at);
    dropIfReplaced();
    if (stroke != null) {
      stroke.moveTo(at.position().toArray());
    }
  }

  /** A result has taken the labels' place while the button was down: the stroke went with them. */
  private void dropIfReplaced() {
    if (stroke != null && strokeDesk != desk.get()) {
      stroke = null;
    }
  }

  @Override
  public void released(PlanePointer at) {
    dropIfReplaced();
    if (stroke != null) {
      stroke.end();
      strokeDesk.strokeEnded(stroke);
      stroke = null;
    }
  }

  @Override
  public void moved(PlanePointer at) {
    super.moved(at);
    cursorPlane = at.frame().plane();
  }

  @Override
  public void exited(Plane plane) {
    if (stroke == null) {
      super.exited(plane);
    }
  }

  @Override
  public boolean cancelled() {
    dropIfReplaced();
    if (stroke == null) {
      return false;
    }
    stroke.close();
    stroke = null;
    strokeDesk.strokeEnded();
    return true;
  }

  @Override
  public boolean wheel(PlanePointer at, double turns) {
    if (!at.event().isAltDown()) {
      return false;
    }
    EditDesk d = desk.get();
    double radius = d.settings().radiusMm() * Math.pow(WHEEL_STEP, -turns);
    d.set(d.settings().withRadius(radius));
    return true;
  }

  @Override
  public void paint(PlaneCanvas canvas) {
    if (place() == null) {
      return;
    }
    EditDesk d = desk.get();
    double mm = radiusHere(canvas, d);
    if (!(mm > 0)) {
      return;
    }
    Point2D.Double middle = canvas.at(place());
    double r = mm / canvas.frame().mmPerPixel();
    Ellipse2D.Double circle = new Ellipse2D.Double(middle.x - r, middle.y - r, 2 * r, 2 * r);
    canvas.g().setStroke(new BasicStroke(2.5f));
    canvas.g().setColor(DARK);
    canvas.g().draw(circle);
    canvas.g().setStroke(new BasicStroke(1.2f));
    canvas.g().setColor(colour(canvas, d));
    canvas.g().draw(circle);
  }

  /** Of the ball's cut with this plane; a disc is seen in its own plane only. */
  private double radiusHere(PlaneCanvas canvas, EditDesk d) {
    double radius = d.settings().radiusMm();
    if (canvas.frame().plane() == cursorPlane) {
      return radius;
    }
    double depth = canvas.frame().depth(place());
    return d.settings().ball() ? Math.sqrt(radius * radius - depth * depth) : 0;
  }

  private Color colour(PlaneCanvas canvas, EditDesk d) {
    return erasing || d.activeLabel() == 0
        ? Color.WHITE
        : new Color(canvas.snapshot().styles().get(d.activeLabel()).argb());
  }
}

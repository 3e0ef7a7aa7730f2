package io.github.holoseg.workbench.swing.tool;

import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.swing.PlaneCanvas;
import io.github.holoseg.viewer.swing.PlanePointer;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.edit.EditDesk;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Polygon and lasso in one: clicks set corners, a drag draws freely. A double click, a click on the
 * first corner, or the end of a drag closes it; undo takes back the last corner; with ctrl (cmd) it
 * is erased instead of painted.
 */
public final class PolygonTool extends EditTool {
  private static final double CLOSE_PIXELS = 7;
  private static final double LASSO_PIXELS = 3;

  private final Supplier<EditDesk> desk;
  private final List<LpsPoint> corners = new ArrayList<>();
  private Plane plane;
  private int slice;
  private boolean lasso;

  public PolygonTool(Supplier<EditDesk> desk) {
    super(Texts.get("tool.polygon"));
    this.desk = desk;
  }

  @Override
  public boolean pressed(PlanePointer at) {
    if (at.event().isShiftDown()) {
      return false;
    }
    int here = sliceOf(at);
    if (!corners.isEmpty() && (at.frame().plane() != plane || here != slice)) {
      corners.clear(); // another slice: what was begun is not meant any more
    }
    plane = at.frame().plane();
    slice = here;
    lasso = false;
    boolean isDouble = at.event().getClickCount() > 1;
    if (corners.size() > 2 && (isDouble || isNear(at, corners.get(0), CLOSE_PIXELS))) {
      close(at);
      return true;
    }
    if (!isDouble) {
      corners.add(at.position());
    }
    return true;
  }

  private static int sliceOf(PlanePointer at) {
    return at.frame().plane().isOrthogonal()
        ? at.state().snapshot().slice(at.frame().plane())
        : (int) Math.round(at.frame().depth(at.state().snapshot().crosshair()));
  }

  private static boolean isNear(PlanePointer at, LpsPoint corner, double pixels) {
    double[] p = at.frame().toPixel(corner);
    return Math.hypot(p[0] - at.x(), p[1] - at.y()) <= pixels;
  }

  @Override
  public void dragged(PlanePointer at) {
    super.dragged(at);
    if (!corners.isEmpty() && !isNear(at, corners.get(corners.size() - 1), LASSO_PIXELS)) {
      corners.add(place());
      lasso = true;
    }
  }

  @Override
  public void released(PlanePointer at) {
    if (lasso && corners.size() > 2) {
      close(at);
    }
    lasso = false;
  }

  private void close(PlanePointer at) {
    boolean erasing = at.event().isControlDown() || at.event().isMetaDown();
    desk.get().polygon(List.copyOf(corners), at.frame().normal(), erasing);
    corners.clear();
  }

  @Override
  public boolean tookBack() {
    boolean begun = !corners.isEmpty();
    if (begun) {
      corners.remove(corners.size() - 1);
    }
    return begun;
  }

  @Override
  public boolean cancelled() {
    boolean begun = !corners.isEmpty();
    corners.clear();
    return begun;
  }

  @Override
  public void paint(PlaneCanvas canvas) {
    if (corners.isEmpty() || canvas.frame().plane() != plane) {
      return;
    }
    Path2D.Double path = new Path2D.Double();
    Point2D.Double first = canvas.at(corners.get(0));
    path.moveTo(first.x, first.y);
    for (LpsPoint corner : corners.subList(1, corners.size())) {
      Point2D.Double p = canvas.at(corner);
      path.lineTo(p.x, p.y);
    }
    if (place() != null) {
      Point2D.Double p = canvas.at(place());
      path.lineTo(p.x, p.y);
    }
    int label = desk.get().activeLabel();
    canvas.g().setColor(Color.BLACK);
    canvas.g().setStroke(new BasicStroke(2.5f));
    canvas.g().draw(path);
    canvas
        .g()
        .setColor(
            label == 0 ? Color.WHITE : new Color(canvas.snapshot().styles().get(label).argb()));
    canvas.g().setStroke(new BasicStroke(1.3f));
    canvas.g().draw(path);
    canvas.g().fillRect((int) first.x - 3, (int) first.y - 3, 6, 6);
  }
}

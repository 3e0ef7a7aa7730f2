package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.PlaneFrame;
import io.github.holoseg.viewer.Probe;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.viewer.ViewerState;
import io.github.holoseg.viewer.image.PlaneColours;
import java.awt.Color;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.HierarchyEvent;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Locale;
import javax.accessibility.AccessibleContext;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;

/** One plane on the screen. Pictures are drawn at the display's own pixels. */
final class PlanePane extends JComponent {
  private static final double LINE_WIDTH = 1.5;
  private static final int TRACK = 3;

  private final Plane plane;
  private final ViewerState state;
  private final PanePicture picture;
  private final List<PanePainter> painters;
  private PlaneTool tool;
  private List<String> hovered;
  private boolean hu;

  /**
   * @param painters of all panes, painted after the tool; may grow
   */
  PlanePane(Plane plane, ViewerState state, RenderQueue queue, List<PanePainter> painters) {
    this.plane = plane;
    this.state = state;
    this.painters = painters;
    this.picture = new PanePicture(plane, queue, () -> SwingUtilities.invokeLater(this::repaint));
    setName("pane." + plane.name().toLowerCase(Locale.ROOT));
    setFocusable(true);
    setOpaque(true);
    addComponentListener(
        new ComponentAdapter() {
          @Override
          public void componentResized(ComponentEvent e) {
            refresh();
          }
        });
    addHierarchyListener(
        e -> {
          if ((e.getChangeFlags() & HierarchyEvent.SHOWING_CHANGED) != 0) {
            refresh();
          }
        });
    addFocusListener(
        new FocusAdapter() {
          @Override
          public void focusGained(FocusEvent e) {
            repaint();
          }

          @Override
          public void focusLost(FocusEvent e) {
            repaint();
          }
        });
  }

  @Override
  public AccessibleContext getAccessibleContext() {
    if (accessibleContext == null) {
      accessibleContext = new AccessibleJComponent() {};
      accessibleContext.setAccessibleName(
          Texts.get("plane." + plane.name().toLowerCase(Locale.ROOT)));
    }
    return accessibleContext;
  }

  Plane plane() {
    return plane;
  }

  /** Null for none. */
  void setTool(PlaneTool next) {
    tool = next;
    setCursor(next == null ? null : next.cursor());
    repaint();
  }

  /** Shows the present state; what nobody sees is not painted. */
  void refresh() {
    if (!isShowing()) {
      return;
    }
    double scale = scale();
    ViewerSnapshot s = state.snapshot();
    picture.request(s, deviceWidth(), deviceHeight(), (int) Math.max(1, LINE_WIDTH * scale));
    repaint();
  }

  /** Whether values are HU; false until it is told. */
  void setHu(boolean values) {
    hu = values;
  }

  void setHovered(Probe probe) {
    hovered =
        probe == null
            ? null
            : probe.label() == 0
                ? List.of(ProbeText.value(probe, hu))
                : List.of(ProbeText.value(probe, hu), probe.name());
    repaint();
  }

  /** Device pixels to a unit of the component. */
  private double scale() {
    return getGraphicsConfiguration() == null
        ? 1
        : getGraphicsConfiguration().getDefaultTransform().getScaleX();
  }

  private int deviceWidth() {
    return (int) Math.round(getWidth() * scale());
  }

  private int deviceHeight() {
    return (int) Math.round(getHeight() * scale());
  }

  /** Where the pane lies in the patient, in units of the component. */
  PlaneFrame frame() {
    return PlaneFrame.of(
            state.snapshot(), plane, Math.max(1, deviceWidth()), Math.max(1, deviceHeight()))
        .inUnits(scale());
  }

  PlanePointer pointer(MouseEvent e) {
    return new PlanePointer(state, frame(), e.getX(), e.getY(), e);
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    g.setColor(Theme.BACKGROUND);
    g.fillRect(0, 0, getWidth(), getHeight());
    ViewerSnapshot s = state.snapshot();
    if (picture.paint(g, scale(), deviceWidth(), deviceHeight())) {
      Theme.smooth(g);
      PlaneFrame frame = frame();
      PaneMarks.paint(g, s, frame, hovered);
      PlaneCanvas canvas = new PlaneCanvas(g, frame, s);
      painters.forEach(painter -> painter.paint(canvas));
      if (tool != null) {
        tool.paint(canvas);
      }
      track(g, s);
    }
    if (isFocusOwner()) {
      g.setColor(Theme.ACTIVE);
      g.drawRect(0, 0, getWidth() - 1, getHeight() - 1);
    }
    g.dispose();
  }

  /** Where in the scan the slice lies, on the right border: the head is up, the front is up. */
  private void track(Graphics2D g, ViewerSnapshot s) {
    if (!plane.isOrthogonal()) {
      return;
    }
    long slices = s.scene().geometry().size(plane.through());
    double part = slices < 2 ? 0.5 : s.slice(plane) / (slices - 1.0);
    int height = Math.max(14, getHeight() / 20);
    int y = (int) ((getHeight() - height) * (plane == Plane.AXIAL ? 1 - part : part));
    g.setColor(new Color(255, 255, 255, 30));
    g.fillRect(getWidth() - TRACK, 0, TRACK, getHeight());
    g.setColor(new Color(PlaneColours.of(plane)));
    g.fillRect(getWidth() - TRACK, y, TRACK, height);
  }

  /** Slices that a point on the border stands for; -1 beside the border. */
  int sliceAtTrack(MouseEvent e) {
    if (!plane.isOrthogonal() || e.getX() < getWidth() - 4 * TRACK) {
      return -1;
    }
    long slices = state.snapshot().scene().geometry().size(plane.through());
    double part = Math.max(0, Math.min(1, e.getY() / (double) getHeight()));
    return (int) Math.round((slices - 1) * (plane == Plane.AXIAL ? 1 - part : part));
  }
}

package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.Probe;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.viewer.ViewerState;
import java.awt.event.InputEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.swing.SwingUtilities;

/**
 * What the mouse does in a pane. Left: the tool, else crosshair; right: window; middle, or shift
 * and left: pan; wheel: scroll, with ctrl or cmd: zoom; double click: the whole window. On the
 * oblique plane ctrl (or alt, which some desktops keep for themselves) and left turn the plane.
 */
final class PaneMouse extends MouseAdapter {
  private static final double ZOOM_STEP = 1.15;
  private static final double TURN = Math.toRadians(0.4);

  /** The whole range of a drag across 500 units is this many times the window's width. */
  private static final double WINDOW_GAIN = 1.0 / 250;

  private enum Gesture {
    NONE,
    TOOL,
    CROSSHAIR,
    WINDOW,
    PAN,
    TURN,
    SLICE
  }

  private final PlanePane pane;
  private final ViewerState state;
  private final Supplier<PlaneTool> tool;
  private final Consumer<Probe> probe;
  private Gesture gesture = Gesture.NONE;
  private MouseEvent last;
  private double wheelRest;

  /**
   * @param tool the active one, null for none
   * @param probe hears what lies under the mouse; null when it leaves
   */
  PaneMouse(PlanePane pane, ViewerState state, Supplier<PlaneTool> tool, Consumer<Probe> probe) {
    this.pane = pane;
    this.state = state;
    this.tool = tool;
    this.probe = probe;
    pane.addMouseListener(this);
    pane.addMouseMotionListener(this);
    pane.addMouseWheelListener(this);
  }

  @Override
  public void mousePressed(MouseEvent e) {
    pane.requestFocusInWindow();
    if (gesture != Gesture.NONE) {
      return; // a second button does not begin a second gesture
    }
    last = e;
    gesture = begin(e);
    follow(e);
  }

  private Gesture begin(MouseEvent e) {
    if (SwingUtilities.isMiddleMouseButton(e)) {
      return Gesture.PAN;
    }
    if (SwingUtilities.isRightMouseButton(e)) {
      return Gesture.WINDOW;
    }
    if (pane.sliceAtTrack(e) >= 0) {
      return Gesture.SLICE;
    }
    if (tool.get() != null && tool.get().pressed(pane.pointer(e))) {
      return Gesture.TOOL;
    }
    if (e.isShiftDown()) {
      return Gesture.PAN;
    }
    if ((e.isAltDown() || e.isControlDown()) && !pane.plane().isOrthogonal()) {
      return Gesture.TURN;
    }
    if (e.getClickCount() == 2) {
      state.toggleMaximised(pane.plane());
      return Gesture.NONE;
    }
    return Gesture.CROSSHAIR;
  }

  @Override
  public void mouseDragged(MouseEvent e) {
    follow(e);
    last = e;
    hover(e);
  }

  private void follow(MouseEvent e) {
    double dx = e.getX() - last.getX();
    double dy = e.getY() - last.getY();
    switch (gesture) {
      case TOOL -> {
        if (e != last) {
          tool.get().dragged(pane.pointer(e));
          pane.repaint();
        }
      }
      case CROSSHAIR -> state.setCrosshair(pane.pointer(e).position());
      case WINDOW -> {
        double gain = state.snapshot().window().width() * WINDOW_GAIN;
        state.dragWindow(dy * gain, dx * gain);
      }
      case PAN -> {
        double mm = pane.frame().mmPerPixel();
        state.pan(pane.plane(), -dx * mm, -dy * mm);
      }
      case TURN -> state.update(s -> s.withOblique(s.oblique().turned(-dx * TURN, dy * TURN)));
      case SLICE -> {
        int slice = pane.sliceAtTrack(inTrack(e));
        state.setSlice(pane.plane(), slice);
      }
      default -> {}
    }
  }

  /** While the border is dragged the mouse may leave it. */
  private MouseEvent inTrack(MouseEvent e) {
    return new MouseEvent(
        pane, e.getID(), e.getWhen(), e.getModifiersEx(), pane.getWidth() - 1, e.getY(), 1, false);
  }

  @Override
  public void mouseReleased(MouseEvent e) {
    if (gesture == Gesture.TOOL && tool.get() != null) {
      tool.get().released(pane.pointer(e));
    }
    gesture = Gesture.NONE;
    pane.repaint();
  }

  @Override
  public void mouseMoved(MouseEvent e) {
    if (tool.get() != null) {
      tool.get().moved(pane.pointer(e));
    }
    hover(e);
  }

  private void hover(MouseEvent e) {
    ViewerSnapshot s = state.snapshot();
    Probe under = Probe.at(s.scene(), pane.pointer(e).position());
    pane.setHovered(under);
    probe.accept(under);
  }

  @Override
  public void mouseExited(MouseEvent e) {
    if (tool.get() != null) {
      tool.get().exited(pane.plane());
    }
    pane.setHovered(null);
    probe.accept(null);
  }

  @Override
  public void mouseWheelMoved(MouseWheelEvent e) {
    double turns = e.getPreciseWheelRotation();
    PlanePointer at = pane.pointer(e);
    if (tool.get() != null && tool.get().wheel(at, turns)) {
      pane.repaint();
      return;
    }
    if ((e.getModifiersEx() & (InputEvent.CTRL_DOWN_MASK | InputEvent.META_DOWN_MASK)) != 0) {
      double mm = at.frame().mmPerPixel();
      double right = (e.getX() - pane.getWidth() / 2.0) * mm;
      double down = (e.getY() - pane.getHeight() / 2.0) * mm;
      state.zoom(pane.plane(), Math.pow(ZOOM_STEP, -turns), right, down);
      return;
    }
    wheelRest += turns; // touch pads turn by fractions
    int slices = (int) wheelRest;
    wheelRest -= slices;
    if (slices != 0) {
      scroll(slices * (e.isShiftDown() ? 10 : 1));
      hover(e);
    }
  }

  /** Towards the user is towards the feet, and away from the viewer in the other planes. */
  private void scroll(int slices) {
    state.scroll(pane.plane(), pane.plane() == Plane.AXIAL ? -slices : slices);
  }
}

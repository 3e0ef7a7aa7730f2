package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.Convention;
import io.github.holoseg.viewer.Marks;
import io.github.holoseg.viewer.Overlay;
import io.github.holoseg.viewer.OverlayMode;
import io.github.holoseg.viewer.ViewerSnapshot;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.util.prefs.BackingStoreException;
import java.util.prefs.Preferences;

/**
 * What is remembered from one session to the next: the window's place, how the room is divided, and
 * how things are drawn. What cannot be read or written is left at its standard.
 */
public final class LayoutStore {
  private static final int WIDTH = 1440;
  private static final int HEIGHT = 960;
  private static final int LEAST_SEEN = 200;

  private final Preferences node;

  /**
   * @param node where it is kept
   */
  public LayoutStore(Preferences node) {
    this.node = node;
  }

  /** The user's own. */
  public static LayoutStore standard() {
    return new LayoutStore(Preferences.userRoot().node("io/github/holoseg/viewer"));
  }

  /**
   * @param across share of the width that the left panes have
   * @param down share of the height that the upper panes have
   * @param sideWidth of the side bar, in units of the component
   */
  public record Division(double across, double down, int sideWidth) {}

  /** The window's place on the screen, or the given one. */
  public Rectangle bounds(Rectangle standard) {
    return new Rectangle(
        node.getInt("x", standard.x),
        node.getInt("y", standard.y),
        Math.max(400, node.getInt("width", standard.width)),
        Math.max(300, node.getInt("height", standard.height)));
  }

  /** Where a window goes: where it was last, or the middle of the screen if that one is gone. */
  public Rectangle place() {
    Rectangle screen = GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
    int width = Math.min(WIDTH, screen.width);
    int height = Math.min(HEIGHT, screen.height);
    Rectangle middle =
        new Rectangle(
            screen.x + (screen.width - width) / 2,
            screen.y + (screen.height - height) / 2,
            width,
            height);
    Rectangle last = bounds(middle);
    return screen.intersection(last).width < LEAST_SEEN ? middle : last;
  }

  public Division division() {
    return new Division(
        node.getDouble("across", 0.5),
        node.getDouble("down", 0.5),
        node.getInt("side", SideBar.STANDARD_WIDTH));
  }

  /** The snapshot drawn as it was drawn last. */
  public ViewerSnapshot applied(ViewerSnapshot s) {
    Convention convention =
        node.get("convention", "").equals(Convention.NEUROLOGICAL.name())
            ? Convention.NEUROLOGICAL
            : Convention.RADIOLOGICAL;
    Marks m = s.marks();
    Marks marks =
        new Marks(
            node.getBoolean("crosshair", m.crosshair()),
            node.getBoolean("letters", m.letters()),
            node.getBoolean("scalebar", m.scaleBar()),
            node.getBoolean("readout", m.readOut()),
            node.getBoolean("smooth", m.smooth()));
    return s.withConvention(convention).withMarks(marks).withOverlay(overlay(s.overlay()));
  }

  private Overlay overlay(Overlay standard) {
    try {
      OverlayMode mode = OverlayMode.valueOf(node.get("overlay", standard.mode().name()));
      return new Overlay(
          mode == OverlayMode.NONE ? standard.mode() : mode,
          node.getDouble("opacity", standard.opacity()));
    } catch (IllegalArgumentException e) {
      return standard;
    }
  }

  public void save(Rectangle bounds, Division division, ViewerSnapshot s) {
    node.putInt("x", bounds.x);
    node.putInt("y", bounds.y);
    node.putInt("width", bounds.width);
    node.putInt("height", bounds.height);
    node.putDouble("across", division.across());
    node.putDouble("down", division.down());
    node.putInt("side", division.sideWidth());
    node.put("convention", s.convention().name());
    node.putBoolean("crosshair", s.marks().crosshair());
    node.putBoolean("letters", s.marks().letters());
    node.putBoolean("scalebar", s.marks().scaleBar());
    node.putBoolean("readout", s.marks().readOut());
    node.putBoolean("smooth", s.marks().smooth());
    node.put("overlay", s.overlay().mode().name());
    node.putDouble("opacity", s.overlay().opacity());
    try {
      node.flush();
    } catch (BackingStoreException e) {
      // a machine that keeps no preferences: next time everything is at its standard
    }
  }
}

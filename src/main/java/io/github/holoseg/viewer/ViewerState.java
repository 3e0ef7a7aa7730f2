package io.github.holoseg.viewer;

import io.github.holoseg.render.Window;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * What the viewer shows now. Every change makes a new {@link ViewerSnapshot} and tells the
 * listeners.
 *
 * <p>Thread-safe. Listeners are called on the changing thread without a lock held, one at a time
 * and in the order of the changes; a listener may change the state again, which is told after the
 * present change has been told to all.
 */
public final class ViewerState {
  private static final double SMALLEST_WINDOW = 1e-3;

  /** Hears changes; must return quickly. */
  @FunctionalInterface
  public interface Listener {
    void changed(ViewerSnapshot now, ViewerSnapshot before);
  }

  private record Change(ViewerSnapshot now, ViewerSnapshot before) {}

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Queue<Change> untold = new ArrayDeque<>();
  private boolean telling;
  private volatile ViewerSnapshot now;

  /**
   * @param labels on the volume's grid; null for none
   * @throws IllegalArgumentException if the grids differ
   */
  public ViewerState(Volume<?> volume, LabelMap labels) {
    this(ViewerSnapshot.of(new Scene(volume, labels), firstWindow(volume)));
  }

  public ViewerState(ViewerSnapshot start) {
    now = start;
  }

  /** Soft tissue for CT; what is no CT is windowed when its histogram is known. */
  private static Window firstWindow(Volume<?> volume) {
    return volume.info().modality() == Modality.CT ? Window.SOFT_TISSUE : new Window(500, 1000);
  }

  public ViewerSnapshot snapshot() {
    return now;
  }

  public void addListener(Listener listener) {
    listeners.add(listener);
  }

  public void removeListener(Listener listener) {
    listeners.remove(listener);
  }

  /** Changes anything, as one step. A change that changes nothing is not told. */
  public void update(UnaryOperator<ViewerSnapshot> change) {
    synchronized (untold) {
      ViewerSnapshot before = now;
      ViewerSnapshot next = change.apply(before);
      if (next.equals(before)) {
        return;
      }
      now = next;
      untold.add(new Change(next, before));
      if (telling) {
        return;
      }
      telling = true;
    }
    tellAll();
  }

  private void tellAll() {
    while (true) {
      Change change;
      synchronized (untold) {
        change = untold.poll();
        if (change == null) {
          telling = false;
          return;
        }
      }
      try {
        listeners.forEach(listener -> listener.changed(change.now(), change.before()));
      } catch (RuntimeException | Error e) {
        synchronized (untold) {
          telling = false;
          untold.clear();
        }
        throw e;
      }
    }
  }

  /** Label voxels were edited in place. */
  public void labelsChanged() {
    update(ViewerSnapshot::withNextRevision);
  }

  /**
   * Other labels on the same grid; labels that are there already keep their style.
   *
   * @param labels null for none
   */
  public void setLabels(LabelMap labels) {
    update(
        s ->
            s.withScene(
                new Scene(s.scene().volume(), labels),
                labels == null ? s.styles() : s.styles().joinedBy(labels)));
  }

  /** Moves the point that all planes share. */
  public void setCrosshair(LpsPoint p) {
    update(s -> s.withCrosshair(p));
  }

  /**
   * Moves by whole slices; on the oblique plane by its smallest spacing.
   *
   * @param slices positive: towards L, P, S, or away from the viewer of the oblique plane
   */
  public void scroll(Plane plane, int slices) {
    update(s -> s.withCrosshair(scrolled(s, plane, slices)));
  }

  private static LpsPoint scrolled(ViewerSnapshot s, Plane plane, int slices) {
    VolumeGeometry g = s.scene().geometry();
    LpsPoint p = s.crosshair();
    if (!plane.isOrthogonal()) {
      double[] spacing = g.spacing();
      double step = Math.min(spacing[0], Math.min(spacing[1], spacing[2]));
      return p.plus(s.oblique().normal().times(step * slices));
    }
    double[] index = g.toIndex(p.x(), p.y(), p.z());
    int axis = plane.through();
    index[axis] = Math.max(0, Math.min(g.size(axis) - 1.0, s.slice(plane) + slices));
    return LpsPoint.of(g.toPhysical(index[0], index[1], index[2]));
  }

  /** Shows one slice of an orthogonal plane; indices outside are kept within. */
  public void setSlice(Plane plane, int index) {
    update(s -> s.withCrosshair(scrolled(s, plane, index - s.slice(plane))));
  }

  public void setWindow(Window window) {
    update(s -> s.withWindow(window));
  }

  /** Changes the window by amounts; the width stays positive. */
  public void dragWindow(double centreBy, double widthBy) {
    update(
        s ->
            s.withWindow(
                new Window(
                    s.window().centre() + centreBy,
                    Math.max(SMALLEST_WINDOW, s.window().width() + widthBy))));
  }

  /** See {@link PlaneView#panned}. */
  public void pan(Plane plane, double right, double down) {
    update(s -> s.withView(plane, s.view(plane).panned(right, down)));
  }

  /** Zooms all planes by a factor, the given one about a point; see {@link PlaneView#zoomed}. */
  public void zoom(Plane plane, double factor, double right, double down) {
    update(
        s -> {
          Map<Plane, PlaneView> views = new EnumMap<>(s.views());
          views.replaceAll(
              (p, view) ->
                  p == plane ? view.zoomed(factor, right, down) : view.zoomed(factor, 0, 0));
          return s.withViews(views);
        });
  }

  /** Shows all of every plane. */
  public void resetViews() {
    update(
        s -> {
          Map<Plane, PlaneView> views = new EnumMap<>(s.views());
          views.replaceAll((p, view) -> PlaneView.FIT);
          return s.withViews(views);
        });
  }

  /** Turns pictures round; what was in their middle stays there. */
  public void setConvention(Convention convention) {
    update(
        s -> {
          Map<Plane, PlaneView> views = new EnumMap<>(s.views());
          views.replaceAll(
              (plane, view) ->
                  plane.isOrthogonal()
                          && plane.isAcrossFlipped(convention)
                              != plane.isAcrossFlipped(s.convention())
                      ? new PlaneView(view.zoom(), -view.panRight(), view.panDown())
                      : view);
          return s.withViews(views).withConvention(convention);
        });
  }

  public void setOverlay(Overlay overlay) {
    update(s -> s.withOverlay(overlay));
  }

  public void setSlab(Slab slab) {
    update(s -> s.withSlab(slab));
  }

  public void setMarks(Marks marks) {
    update(s -> s.withMarks(marks));
  }

  public void setOblique(Oblique oblique) {
    update(s -> s.withOblique(oblique));
  }

  /** Changes how one label is drawn. */
  public void style(int value, UnaryOperator<LabelStyle> change) {
    update(s -> s.withStyles(s.styles().with(value, change)));
  }

  /** Selects a label; 0 for none. */
  public void setActiveLabel(int value) {
    update(s -> s.withActiveLabel(value));
  }

  /** Gives one plane the window to itself, or, if it has it, shows all again. */
  public void toggleMaximised(Plane plane) {
    update(s -> s.withMaximised(s.maximised() == plane ? null : plane));
  }
}

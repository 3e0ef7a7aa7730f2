package io.github.holoseg.viewer;

import io.github.holoseg.render.Window;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All that decides what is on the screen, at one moment. Immutable, but for label voxels edited in
 * place: those changes raise {@code labelsRevision}.
 *
 * @param scene scan and labels
 * @param labelsRevision rises with every change of label voxels
 * @param crosshair LPS mm, within the scan; every plane shows the slice that holds it
 * @param window grey values
 * @param views zoom and pan of every plane
 * @param convention which side is left
 * @param overlay how labels are drawn
 * @param styles colour, visibility, opacity and lock of every label
 * @param activeLabel value of the label that is selected, 0 for none
 * @param slab thickness of what is shown
 * @param marks what else is drawn
 * @param oblique directions of the oblique plane
 * @param maximised the plane that has the window to itself; null if all are shown
 */
public record ViewerSnapshot(
    Scene scene,
    long labelsRevision,
    LpsPoint crosshair,
    Window window,
    Map<Plane, PlaneView> views,
    Convention convention,
    Overlay overlay,
    LabelStyles styles,
    int activeLabel,
    Slab slab,
    Marks marks,
    Oblique oblique,
    Plane maximised) {

  public ViewerSnapshot {
    views = Map.copyOf(views);
  }

  /** The middle of the scan with everything at its standard. */
  public static ViewerSnapshot of(Scene scene, Window window) {
    Map<Plane, PlaneView> views = new EnumMap<>(Plane.class);
    for (Plane plane : Plane.values()) {
      views.put(plane, PlaneView.FIT);
    }
    return new ViewerSnapshot(
        scene,
        0,
        scene.centre(),
        window,
        views,
        Convention.RADIOLOGICAL,
        Overlay.STANDARD,
        scene.labels().map(LabelStyles::of).orElse(LabelStyles.NONE),
        0,
        Slab.NONE,
        Marks.ALL,
        Oblique.CORONAL,
        null);
  }

  /** Zoom and pan of one plane. */
  public PlaneView view(Plane plane) {
    return views.get(plane);
  }

  /** The index of the slice that an orthogonal plane shows, in the LPS-turned scan. */
  public int slice(Plane plane) {
    return scene.slice(plane, crosshair);
  }

  /** Another scan or other labels; the crosshair is kept within the grid. */
  public ViewerSnapshot withScene(Scene s, LabelStyles labelStyles) {
    return edit(
        d -> {
          d.scene = s;
          d.styles = labelStyles;
          d.crosshair = s.inside(crosshair);
          d.labelsRevision++;
        });
  }

  /** Label voxels have changed. */
  public ViewerSnapshot withNextRevision() {
    return edit(d -> d.labelsRevision++);
  }

  /** A point outside of the scan is brought to its border. */
  public ViewerSnapshot withCrosshair(LpsPoint p) {
    return edit(d -> d.crosshair = scene.inside(p));
  }

  public ViewerSnapshot withWindow(Window w) {
    return edit(d -> d.window = w);
  }

  public ViewerSnapshot withView(Plane plane, PlaneView view) {
    Map<Plane, PlaneView> next = new EnumMap<>(views);
    next.put(plane, view);
    return withViews(next);
  }

  public ViewerSnapshot withViews(Map<Plane, PlaneView> next) {
    return edit(d -> d.views = next);
  }

  public ViewerSnapshot withConvention(Convention c) {
    return edit(d -> d.convention = c);
  }

  public ViewerSnapshot withOverlay(Overlay o) {
    return edit(d -> d.overlay = o);
  }

  public ViewerSnapshot withStyles(LabelStyles s) {
    return edit(d -> d.styles = s);
  }

  public ViewerSnapshot withActiveLabel(int value) {
    return edit(d -> d.activeLabel = value);
  }

  public ViewerSnapshot withSlab(Slab s) {
    return edit(d -> d.slab = s);
  }

  public ViewerSnapshot withMarks(Marks m) {
    return edit(d -> d.marks = m);
  }

  public ViewerSnapshot withOblique(Oblique o) {
    return edit(d -> d.oblique = o);
  }

  /**
   * @param plane null for all planes
   */
  public ViewerSnapshot withMaximised(Plane plane) {
    return edit(d -> d.maximised = plane);
  }

  private ViewerSnapshot edit(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.finished();
  }

  /** A copy while it is being changed. */
  private static final class Draft {
    private Scene scene;
    private long labelsRevision;
    private LpsPoint crosshair;
    private Window window;
    private Map<Plane, PlaneView> views;
    private Convention convention;
    private Overlay overlay;
    private LabelStyles styles;
    private int activeLabel;
    private Slab slab;
    private Marks marks;
    private Oblique oblique;
    private Plane maximised;

    Draft(ViewerSnapshot s) {
      scene = s.scene;
      labelsRevision = s.labelsRevision;
      crosshair = s.crosshair;
      window = s.window;
      views = s.views;
      convention = s.convention;
      overlay = s.overlay;
      styles = s.styles;
      activeLabel = s.activeLabel;
      slab = s.slab;
      marks = s.marks;
      oblique = s.oblique;
      maximised = s.maximised;
    }

    ViewerSnapshot finished() {
      return new ViewerSnapshot(
          scene,
          labelsRevision,
          crosshair,
          window,
          views,
          convention,
          overlay,
          styles,
          activeLabel,
          slab,
          marks,
          oblique,
          maximised);
    }
  }
}

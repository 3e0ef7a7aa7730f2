package io.github.holoseg.viewer.swing;

import io.github.holoseg.measure.LabelStatistics;
import io.github.holoseg.render.Window;
import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.Probe;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.viewer.ViewerState;
import io.github.holoseg.viewer.image.Histogram;
import io.github.holoseg.viewer.image.LabelCentre;
import io.github.holoseg.viewer.tool.Measures;
import io.github.holoseg.volume.Modality;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.swing.Icon;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JSplitPane;
import javax.swing.SwingUtilities;

/**
 * Three linked planes and a fourth pane, with a bar of tools above, a side bar and a status bar.
 * Made and used on the event thread; {@link #close} ends its background threads.
 */
public final class ViewerPanel extends JPanel implements AutoCloseable {
  private final transient ViewerState state;
  private final transient RenderQueue queue = new RenderQueue();
  private final transient List<PanePainter> painters = new CopyOnWriteArrayList<>();
  private final transient List<ViewerAction> actions = new ArrayList<>();
  private final transient LabelFacts facts;
  private final transient SurfaceLink surfaces;
  private final List<PlanePane> panes = new ArrayList<>();
  private final QuadPanel quad;
  private final FourthPane fourth;
  private final SideBar side;
  private final ToolBar bar;
  private final transient MeasureTools measureTools = new MeasureTools();
  private final StatusBar status = new StatusBar();
  private final transient ObliqueTrace trace = new ObliqueTrace(this::isObliqueShown);
  private final transient PlaneTool pointer =
      new PointerTool(measureTools.mover(), new ObliqueTurner(trace));
  private final JSplitPane split;
  private final transient ViewerState.Listener listener = this::changed;
  private transient PlaneTool tool;
  private transient Histogram histogram;
  private Plane active = Plane.AXIAL;
  private boolean hu;

  public ViewerPanel(ViewerState state) {
    super(new BorderLayout());
    this.state = state;
    PlanePane axial = pane(Plane.AXIAL);
    PlanePane coronal = pane(Plane.CORONAL);
    PlanePane sagittal = pane(Plane.SAGITTAL);
    fourth = new FourthPane(pane(Plane.OBLIQUE), this);
    quad = new QuadPanel(List.of(axial, sagittal, coronal, fourth));
    side = new SideBar(this);
    bar = new ToolBar(this);
    split = new JSplitPane(JSplitPane.HORIZONTAL_SPLIT, quad, side);
    split.setResizeWeight(1);
    // The arrow keys scroll slices; a split pane would take them to move its divider.
    split.setInputMap(WHEN_ANCESTOR_OF_FOCUSED_COMPONENT, null);
    split.setBorder(null);
    split.setDividerSize(5);
    add(bar, BorderLayout.NORTH);
    add(split, BorderLayout.CENTER);
    add(status, BorderLayout.SOUTH);
    addActions(ViewerActions.all());
    addPainter(trace);
    measureTools.install(this, bar);
    SurfacePane surface = new SurfacePane(Texts.get("surface.letters").split(" "));
    surface.setName("surface");
    fourth.addSurface(surface, state.snapshot().scene().labels().isPresent());
    surfaces = new SurfaceLink(surface, state);
    facts = new LabelFacts(this::labelsMeasured, this::histogramMade);
    state.addListener(listener);
    setHu(ProbeText.mayBeCt(state.snapshot().scene().volume().info().modality()));
    show(state.snapshot());
    ViewerFiles.loadMeasures(this);
  }

  private PlanePane pane(Plane plane) {
    PlanePane pane = new PlanePane(plane, state, queue, painters);
    new PaneMouse(pane, state, () -> tool == null ? pointer : tool, this::showProbe);
    pane.addFocusListener(
        new FocusAdapter() {
          @Override
          public void focusGained(FocusEvent e) {
            active = plane;
          }
        });
    panes.add(pane);
    return pane;
  }

  /** What is shown, to be read and changed. */
  public ViewerState state() {
    return state;
  }

  /** The plane that keys are meant for: the one that was clicked last. */
  public Plane activePlane() {
    return active;
  }

  /** Gives the keyboard to a plane. */
  public void focus(Plane plane) {
    panes.stream().filter(p -> p.plane() == plane).forEach(PlanePane::requestFocusInWindow);
    active = plane;
  }

  private void changed(ViewerSnapshot now, ViewerSnapshot before) {
    if (SwingUtilities.isEventDispatchThread()) {
      show(now);
    } else {
      SwingUtilities.invokeLater(() -> show(state.snapshot()));
    }
  }

  private void show(ViewerSnapshot s) {
    JComponent alone = s.maximised() == Plane.OBLIQUE ? fourth : null;
    for (PlanePane pane : panes) {
      alone = pane.plane() == s.maximised() && pane.plane().isOrthogonal() ? pane : alone;
    }
    quad.setAlone(alone);
    panes.forEach(PlanePane::refresh);
    side.show(s);
    bar.show(s);
    fourth.show(s);
    surfaces.show(s);
    facts.update(s);
  }

  /** The active tool, null if a click sets the crosshair. */
  public PlaneTool tool() {
    return tool;
  }

  /**
   * @param next null: a click sets the crosshair
   */
  public void setTool(PlaneTool next) {
    if (next == tool) {
      return;
    }
    if (tool != null) {
      tool.deactivated();
    }
    tool = next;
    if (next != null) {
      next.activated();
    }
    panes.forEach(pane -> pane.setTool(next));
    bar.showTool(next);
  }

  /** Drops what the tool has begun; if it has nothing, the tool itself. */
  public void cancelTool() {
    if (tool != null && !tool.cancelled()) {
      setTool(null);
    }
    repaintPlanes();
  }

  /** Paints over every plane from now on. */
  public void addPainter(PanePainter painter) {
    painters.add(painter);
    repaintPlanes();
  }

  /** Of all planes. */
  List<PanePainter> painters() {
    return List.copyOf(painters);
  }

  public void removePainter(PanePainter painter) {
    painters.remove(painter);
    repaintPlanes();
  }

  /** What tools and painters draw has changed. */
  public void repaintPlanes() {
    panes.forEach(PlanePane::repaint);
  }

  /** Adds entries to the table of keys; they appear in the help window. */
  public void addActions(List<ViewerAction> more) {
    actions.addAll(more);
    KeyBindings.bind(this, more, this);
  }

  /** The whole table. */
  public List<ViewerAction> actions() {
    return List.copyOf(actions);
  }

  /** What was measured, to be saved with the case or set from there. */
  public Measures measures() {
    return measureTools.measures();
  }

  MeasureSection measureSection() {
    return measureTools.section(this);
  }

  /** A button for a tool above the planes. */
  public void addTool(PlaneTool newTool, Icon icon) {
    bar.addTool(newTool, icon);
  }

  /** A component above the planes, behind the viewer's own tools. */
  public void addToTools(JComponent component) {
    bar.addAtEnd(component);
  }

  /** A section at the side, above the labels. */
  public void addSection(String title, JComponent content) {
    side.addSection(title, content);
  }

  private boolean isObliqueShown() {
    return fourth.isObliqueShown();
  }

  /** The oblique plane in the fourth pane. */
  public void showOblique() {
    fourth.showOblique();
    focus(Plane.OBLIQUE);
  }

  /** From the smallest to the largest value, as soon as they are known. */
  public void showAllValues() {
    if (histogram != null) {
      state.setWindow(histogram.full());
    }
  }

  /** Puts the keyboard into the field that filters the labels. */
  public void searchLabels() {
    side.searchLabels();
  }

  /** Brings the crosshair into the structure that is selected. */
  public void jumpToActiveLabel() {
    jumpTo(state.snapshot().activeLabel());
  }

  /** Brings the crosshair to the voxel of a label that is nearest to its centroid. */
  public void jumpTo(int label) {
    side.centroid(label)
        .flatMap(c -> LabelCentre.near(state.snapshot().scene(), label, LpsPoint.of(c)))
        .ifPresent(state::setCrosshair);
  }

  public void showHelp() {
    HelpWindow.show(this, actions);
  }

  /** A sentence in the status bar, for a while. */
  public void say(String sentence) {
    status.say(sentence);
  }

  private void labelsMeasured(List<LabelStatistics> statistics) {
    side.setStatistics(statistics);
  }

  /** Values of a file that does not say what they are can be HU only if there is air in it. */
  private void setHu(boolean values) {
    hu = values;
    measureTools.setHu(values);
    panes.forEach(pane -> pane.setHu(values));
    repaintPlanes();
  }

  private void histogramMade(Histogram made) {
    boolean first = histogram == null;
    histogram = made;
    side.setHistogram(made);
    Modality modality = state.snapshot().scene().volume().info().modality();
    if (modality == Modality.UNKNOWN) {
      setHu(made.looksLikeCt());
    }
    if (first && modality != Modality.CT) {
      state.setWindow(made.looksLikeCt() ? Window.SOFT_TISSUE : made.middle());
    }
  }

  /** What the mouse points at, as the status bar shows it; for tests. */
  String statusText() {
    return status.text();
  }

  /** Waits until every picture asked for so far is made; not on the event thread. */
  public void awaitPictures() throws InterruptedException {
    queue.await();
  }

  /** How the room is divided. */
  public LayoutStore.Division division() {
    return new LayoutStore.Division(quad.across(), quad.down(), side.getWidth());
  }

  /** Divides the room; the side bar's width counts once the panel has its size. */
  public void setDivision(LayoutStore.Division d) {
    quad.setDivision(d.across(), d.down());
    side.setPreferredSize(new Dimension(Math.max(SideBar.LEAST_WIDTH, d.sideWidth()), 400));
  }

  void showProbe(Probe probe) {
    status.show(probe, hu);
  }

  @Override
  public void close() {
    state.removeListener(listener);
    queue.close();
    surfaces.close();
    facts.close();
  }
}

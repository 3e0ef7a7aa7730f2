package io.github.holoseg.workbench.edit;

import io.github.holoseg.annotation.BoxMask;
import io.github.holoseg.annotation.Brush;
import io.github.holoseg.annotation.BrushStroke;
import io.github.holoseg.annotation.Edit;
import io.github.holoseg.annotation.EditHistory;
import io.github.holoseg.annotation.EditRules;
import io.github.holoseg.annotation.EditSession;
import io.github.holoseg.annotation.EditableLabels;
import io.github.holoseg.annotation.FloodFill;
import io.github.holoseg.annotation.PolygonFill;
import io.github.holoseg.annotation.RegionGrow;
import io.github.holoseg.annotation.VoxelBox;
import io.github.holoseg.batch.Sentence;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.DaemonThreads;
import io.github.holoseg.task.Workers;
import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.ViewerState;
import io.github.holoseg.volume.Label;
import io.github.holoseg.workbench.Texts;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Where labels are corrected: the tools' settings, what the viewer shows, and the edit session
 * between them. The viewer's locked, hidden and selected labels are the rules of every edit.
 *
 * <p>Used on the thread of the user interface. What takes longer than a stroke is computed on a
 * thread of its own, can be cancelled, and is then applied as one step.
 */
public final class EditDesk implements AutoCloseable {
  private final ViewerState state;
  private final EditSession session;
  private final Executor ui;
  private final EditableLabels.Listener repaint;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(DaemonThreads.named("holoseg-edit"));
  private ToolSettings settings = ToolSettings.STANDARD;
  private Runnable listener = () -> {};
  private CancellationToken current;
  private boolean paused;
  private String message = "";

  /**
   * @param session on the grid of the scan that is shown
   * @param ui runs tasks on the thread of the user interface
   */
  public EditDesk(ViewerState state, EditSession session, Executor ui) {
    this.state = state;
    this.session = session;
    this.ui = ui;
    this.repaint = box -> state.labelsChanged();
    session.labels().addListener(repaint);
  }

  public ViewerState state() {
    return state;
  }

  public EditSession session() {
    return session;
  }

  /** Who is told when settings, history or work have changed. */
  public void onChange(Runnable listener) {
    this.listener = listener;
  }

  public ToolSettings settings() {
    return settings;
  }

  public void set(ToolSettings next) {
    if (!settings.equals(next)) {
      settings = next;
      listener.run();
    }
  }

  /** While other labels are shown than those of the desk nothing can be changed. */
  public void pause(boolean on) {
    paused = on;
    listener.run();
  }

  /** One sentence about what was done, or did not work; empty if there is nothing to say. */
  public String message() {
    return message;
  }

  /** What was said is read, and something else is to be said now. */
  public void forgetMessage() {
    message = "";
  }

  /** Whether something is computed; strokes wait until it is done. */
  public boolean isBusy() {
    return current != null;
  }

  /** The label that is painted: the selected one, else the first; 0 if there is none. */
  public int activeLabel() {
    int active = state.snapshot().activeLabel();
    if (active == 0 && !session.labels().labels().isEmpty()) {
      return session.labels().labels().get(0).value();
    }
    return active;
  }

  /** The structure that is painted; empty if the list has none of that value. */
  public Optional<Label> activeStructure() {
    int value = activeLabel();
    return session.labels().labels().stream().filter(l -> l.value() == value).findFirst();
  }

  /** Selects the label that a place has; says so if it has none. */
  public void pick(LpsPoint at) {
    int[] v = voxel(at);
    VoxelBox grid = VoxelBox.of(session.labels().geometry());
    int value = grid.contains(v[0], v[1], v[2]) ? session.labels().get(v[0], v[1], v[2]) : 0;
    message = value == 0 ? Texts.get("edit.noLabelHere") : "";
    if (value != 0) {
      state.setActiveLabel(value);
    }
    listener.run();
  }

  /**
   * Puts a brush down.
   *
   * @param normal of the plane that is painted on, LPS
   * @return the stroke, to be moved and ended; null if there is no label or something is at work
   */
  public BrushStroke stroke(LpsPoint normal, boolean erasing) {
    if (!isReady()) {
      return null;
    }
    session.setRules(rules(true));
    Brush brush =
        settings.ball()
            ? Brush.ball(settings.radiusMm())
            : Brush.disc(settings.radiusMm(), normal.toArray());
    String name = Texts.get(erasing ? "edit.erase" : "edit.paint");
    return new BrushStroke(session, name, brush, erasing);
  }

  /** A stroke has ended; says so if the rules let it change nothing. */
  public void strokeEnded(BrushStroke stroke) {
    if (stroke.isRefused()) {
      message = Texts.get("edit.refused", Texts.get("edit.stroke"));
    } else if (!state.snapshot().styles().get(activeLabel()).visible()) {
      message = Texts.get("edit.hidden");
    }
    strokeEnded();
  }

  /** A stroke has ended, or was given up. */
  public void strokeEnded() {
    listener.run();
  }

  /**
   * Fills the polygon in the slice.
   *
   * @param corners LPS mm, at least three
   * @param normal of the plane, LPS
   */
  public void polygon(List<LpsPoint> corners, LpsPoint normal, boolean erasing) {
    List<double[]> places = corners.stream().map(LpsPoint::toArray).toList();
    compute(
        Texts.get("edit.polygon"),
        true,
        (workers, cancel) -> {
          BoxMask mask = PolygonFill.of(session.labels().geometry(), places, normal.toArray());
          return erasing ? Change.removing(mask) : Change.adding(mask);
        });
  }

  /**
   * Gives the active label to the connected part of equal labels at a place.
   *
   * @param axis of the label grid across which the slice lies
   */
  public void flood(LpsPoint at, int axis) {
    boolean volume = settings.ball();
    int[] v = voxel(at);
    compute(
        Texts.get("edit.flood"),
        true,
        (workers, cancel) ->
            Change.adding(
                volume
                    ? FloodFill.inVolume(session.labels(), v[0], v[1], v[2], cancel)
                    : FloodFill.inSlice(session.labels(), axis, v[0], v[1], v[2], cancel)));
  }

  /** Gives the active label to what hangs together within the HU range, from a place on. */
  public void grow(LpsPoint at) {
    EditRules rules = isReady() ? rules(true) : null;
    ToolSettings set = settings;
    compute(
        Texts.get("edit.region"),
        true,
        (workers, cancel) -> {
          BoxMask region =
              new RegionGrow(session.scan(), set.hu(), set.reachMm())
                  .within(session.labels(), rules)
                  .from(at.toArray(), cancel);
          if (region.isEmpty()) {
            throw new IllegalArgumentException(Texts.get("edit.noRegion"));
          }
          return Change.adding(region);
        });
  }

  /**
   * Does something to the active structure.
   *
   * @param axis of the label grid across which slices lie
   */
  public void apply(StructureEdit what, int axis) {
    int label = activeLabel();
    int[] at = voxel(state.snapshot().crosshair());
    ToolSettings set = settings;
    compute(
        what.title(),
        false,
        (workers, cancel) ->
            what.change(
                new StructureEdit.Input(session.labels(), label, at, axis, set, workers, cancel)));
  }

  /**
   * Lets another structure change the active one. If that takes voxels from a label that may not
   * lose them, nothing is changed.
   */
  public void combine(Combination what) {
    int label = activeLabel();
    if (isReady() && what.takesFromOther() && !rules(false).allows(what.other(), label)) {
      message = Texts.get("combine.refused");
      listener.run();
      return;
    }
    compute(
        what.title(),
        false,
        (workers, cancel) -> what.change(session.labels(), label, workers, cancel));
  }

  private interface Computation {
    Change change(Workers workers, CancellationToken cancel);
  }

  private void compute(String name, boolean limited, Computation computation) {
    if (!isReady()) {
      return;
    }
    EditRules rules = rules(limited);
    CancellationToken cancel = new CancellationToken();
    current = cancel;
    listener.run();
    thread.execute(
        () -> {
          String told;
          try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            Change change = computation.change(workers, cancel);
            cancel.throwIfCancelled();
            told = apply(name, rules, change);
          } catch (CancellationException e) {
            told = Texts.get("done.cancelled");
          } catch (RuntimeException | OutOfMemoryError e) {
            told = Sentence.of(e);
          }
          String sentence = told;
          ui.execute(() -> ended(sentence));
        });
  }

  /** One step; gives back one sentence about what it did. */
  private String apply(String name, EditRules rules, Change change) {
    try (Edit edit = session.begin(name, rules)) {
      edit.erase(change.remove());
      edit.paint(change.add());
      edit.commit();
      return EditReport.of(name, edit, session.labels().geometry().voxelVolume());
    }
  }

  private void ended(String told) {
    current = null;
    message = told;
    listener.run();
  }

  /** Ends what is computed; nothing is changed then. */
  public void cancel() {
    if (current != null) {
      current.cancel();
    }
  }

  /** Takes the last step back. */
  public void undo() {
    step(true);
  }

  /** Does again what was taken back last. */
  public void redo() {
    step(false);
  }

  private void step(boolean back) {
    if (isBusy() || paused) {
      return;
    }
    EditHistory history = session.history();
    String name = (back ? history.undoName() : history.redoName()).orElse("");
    VoxelBox box = back ? session.undo() : session.redo();
    message = ""; // it may have been in another slice, so it is said
    if (!box.isEmpty()) {
      message = back ? Texts.get("edit.undone", name) : Texts.get("edit.redone", name);
      listener.run();
    }
  }

  private boolean isReady() {
    message = "";
    if (paused) {
      message = Texts.get("edit.paused");
    } else if (isBusy()) {
      message = Texts.get("edit.busy");
    } else if (activeLabel() == 0) {
      message = Texts.get("edit.noLabel");
    } else if (state.snapshot().styles().get(activeLabel()).locked()) {
      message = Texts.get("edit.locked");
    }
    if (!message.isEmpty()) {
      listener.run();
    }
    return message.isEmpty();
  }

  private EditRules rules(boolean limited) {
    boolean hu = limited && settings.limited() && session.scan() != null;
    return ShownRules.of(state.snapshot().styles(), activeLabel(), settings, hu);
  }

  private int[] voxel(LpsPoint p) {
    double[] index = session.labels().geometry().toIndex(p.x(), p.y(), p.z());
    int[] voxel = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      voxel[axis] = (int) Math.round(index[axis]);
    }
    return voxel;
  }

  @Override
  public void close() {
    cancel();
    thread.shutdown();
    session.labels().removeListener(repaint);
    session.close();
  }
}

package io.github.holoseg.workbench.document;

import io.github.holoseg.annotation.DoubtfulPlace;
import io.github.holoseg.annotation.EditHistory;
import io.github.holoseg.annotation.EditSession;
import io.github.holoseg.annotation.EditableLabels;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.viewer.LabelStyle;
import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.ViewerState;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.edit.EditDesk;
import io.github.holoseg.workbench.segment.ScanFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A scan that is looked at, with the labels that are corrected. Used on the thread of the user
 * interface.
 */
public final class OpenScan implements AutoCloseable {
  /** Corners of two grids that are the same may differ by this much. */
  private static final double SAME_MM = 0.01;

  private final Volume<?> volume;
  private final ViewerState state;
  private final Executor ui;
  private final LabelList labelList;
  private EditDesk desk;
  private Path labelFile;
  private long changes; // other than edits: results, names of labels
  private long savedChanges; // the number of them when the labels were in a file last
  private ScanFile source;
  private List<DoubtfulPlace> doubtful = List.of();
  private int doubt = -1; // the place that was shown last
  private Consumer<EditDesk> deskListener = made -> {};
  private Consumer<EditSession> sessionListener = made -> {};

  /**
   * @param labels as {@link #fitted} gives them; null: none yet
   * @param labelFile where they came from, null if from nowhere
   */
  OpenScan(Volume<?> volume, LabelMap labels, Path labelFile, Executor ui) {
    this.volume = volume;
    this.ui = ui;
    this.labelFile = labelFile;
    EditableLabels editable = editable(labels);
    this.state = new ViewerState(volume, editable.view());
    this.desk = new EditDesk(state, session(editable), ui);
    state.setActiveLabel(firstLabel());
    labelList = new LabelList(this);
  }

  /**
   * A label map in the scan's own axis order.
   *
   * @throws IllegalArgumentException if it lies on another grid, with a sentence
   */
  static LabelMap fitted(LabelMap labels, Volume<?> volume) {
    LabelMap turned = labels.reoriented(AxisOrder.closestTo(volume.geometry()));
    if (!turned.geometry().isSameGrid(volume.geometry(), SAME_MM)) {
      throw new IllegalArgumentException(
          Texts.get("open.otherGrid", labels.geometry().toString(), volume.geometry().toString()));
    }
    return turned;
  }

  /**
   * Labels without a voxel.
   *
   * @param names empty: one with a name that says nothing
   */
  static LabelMap empty(VolumeGeometry grid, List<Label> names) {
    List<Label> labels = names.isEmpty() ? List.of(Label.of(1, "label_1")) : names;
    return EditableLabels.empty(grid, labels).view();
  }

  private EditableLabels editable(LabelMap labels) {
    return labels == null
        ? EditableLabels.of(empty(volume.geometry(), List.of()), CancellationToken.none())
        : EditableLabels.of(labels, CancellationToken.none());
  }

  private EditSession session(EditableLabels labels) {
    return new EditSession(labels, volume, new EditHistory());
  }

  /** The value of the first structure of the list; 0 if there is none. */
  int firstLabel() {
    List<Label> labels = desk.session().labels().labels();
    return labels.isEmpty() ? 0 : labels.get(0).value();
  }

  public Volume<?> volume() {
    return volume;
  }

  /** The file that the scan was read from; empty if it came from memory. */
  public Optional<ScanFile> source() {
    return Optional.ofNullable(source);
  }

  /** Whether it was read from a file or folder, by whatever path. */
  public boolean isFrom(Path file) {
    return source != null && source.isFrom(file);
  }

  /** Whether a path is the scan's own file, or one of its folder's that is not the labels'. */
  boolean isReadFrom(Path file) {
    boolean isLabels = labelFile != null && ScanFile.isSame(labelFile, file);
    return source != null && source.owns(file) && (source.isFrom(file) || !isLabels);
  }

  void readFrom(ScanFile file) {
    source = file;
  }

  /** What the viewer shows. */
  public ViewerState state() {
    return state;
  }

  /** Where the labels are corrected; another one after {@link #replaceLabels}. */
  public EditDesk desk() {
    return desk;
  }

  /** Who is told of the desk, now and whenever there is another one. */
  public void onDesk(Consumer<EditDesk> listener) {
    deskListener = listener;
    listener.accept(desk);
  }

  /** Who is told of the session, now and whenever there is another one. */
  void onSession(Consumer<EditSession> listener) {
    sessionListener = listener;
    listener.accept(desk.session());
  }

  /** Whether the labels came of a run, or of a crash, and were not written since. */
  boolean isResultUnsaved() {
    return changes != savedChanges;
  }

  /** The labels as they are now, to be told to {@link #saved} when they are in a file. */
  Moment moment() {
    EditSession session = desk.session();
    EditSession.Moment now = session.moment();
    return new Moment(session, now.labels(), now.state(), changes);
  }

  /**
   * Labels at one time.
   *
   * @param session whose they are
   * @param state of its history
   * @param changes other than edits, up to then
   */
  record Moment(EditSession session, LabelMap labels, long state, long changes) {}

  /** Where the labels were read from or saved to last; empty for a result that was not saved. */
  public Optional<Path> labelFile() {
    return Optional.ofNullable(labelFile);
  }

  /** Whether the labels are as in their file, or as they were opened without one. */
  public boolean isSaved() {
    return changes == savedChanges && desk.session().isSaved();
  }

  /**
   * Other labels on the scan's grid, such as a result; what could be taken back is gone. They are
   * in no file yet: that of the labels before stays as it is until the user chooses it again.
   */
  public void replaceLabels(LabelMap labels) {
    changes++;
    replace(labels, null);
  }

  /** The labels of a file instead of those that are there; what could be taken back is gone. */
  void openLabels(LabelMap labels, Path file) {
    savedChanges = changes;
    doubt(List.of());
    replace(labels, file);
  }

  private void replace(LabelMap labels, Path file) {
    labelFile = file;
    EditDesk before = desk;
    restyle(labels);
    EditableLabels editable = editable(fitted(labels, volume));
    labelList.seen(editable);
    desk = new EditDesk(state, session(editable), ui);
    desk.set(before.settings());
    state.setLabels(editable.view());
    if (state.snapshot().activeLabel() == 0
        || labels.label(state.snapshot().activeLabel()).isEmpty()) {
      state.setActiveLabel(firstLabel());
    }
    before.close();
    deskListener.accept(desk);
    sessionListener.accept(desk.session());
  }

  /** Labels that were never saved, of a file that they belong into. */
  void recoverLabels(LabelMap labels, Path target) {
    changes++;
    replace(labels, target);
  }

  /** Shows labels that are not those of the desk, while a run goes on. */
  public void showOther(LabelMap labels) {
    desk.pause(true);
    show(labels);
  }

  private void show(LabelMap labels) {
    restyle(labels);
    state.setLabels(labels);
  }

  /** A value that means another structure now gets that one's colour. */
  private void restyle(LabelMap labels) {
    List<Label> shown = state.snapshot().scene().labels().map(LabelMap::labels).orElse(List.of());
    for (Label label : labels.labels()) {
      boolean isKept = shown.stream().anyMatch(l -> l.equals(label));
      if (!isKept) {
        state.style(label.value(), style -> new LabelStyle(label.argb(), true, 1, false));
      }
    }
  }

  /** Shows the desk's labels again. */
  public void showOwn() {
    show(desk.session().labels().view());
    desk.pause(false);
  }

  /** Where the networks of the labels' run hesitated. */
  void doubt(List<DoubtfulPlace> places) {
    doubtful = List.copyOf(places);
    doubt = -1;
  }

  /** Where a network hesitated, in the order in which the places are walked. */
  List<DoubtfulPlace> doubtful() {
    return doubtful;
  }

  /** How many places there are where a network hesitated. */
  public int doubtfulPlaces() {
    return doubtful.size();
  }

  /**
   * Brings the crosshair to the next such place, behind the last one to the first; or to the one
   * before.
   *
   * @return its number, from 1; 0 if there is none
   */
  public int stepDoubt(boolean forwards) {
    int n = doubtful.size();
    if (n == 0) {
      return 0;
    }
    int from = doubt < 0 && !forwards ? 0 : doubt;
    doubt = Math.floorMod(from + (forwards ? 1 : -1), n);
    state.setCrosshair(LpsPoint.of(doubtful.get(doubt).position()));
    return doubt + 1;
  }

  /** Adds, renames and removes structures. */
  public LabelList labelList() {
    return labelList;
  }

  /** The names of the labels have changed, which no step of the history tells. */
  void namesChanged() {
    changes++;
  }

  /**
   * The labels of a moment were written to a file. What was changed meanwhile is not in it.
   *
   * @return whether they are those of the desk
   */
  boolean saved(Path file, Moment moment) {
    if (moment.session() != desk.session()) {
      return false; // a result has come meanwhile, which does not belong into this file
    }
    labelFile = file;
    moment.session().markSaved(moment.state());
    savedChanges = moment.changes();
    return true;
  }

  @Override
  public void close() {
    desk.close();
  }
}

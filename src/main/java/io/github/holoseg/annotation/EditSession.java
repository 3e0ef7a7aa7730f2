package io.github.holoseg.annotation;

import io.github.holoseg.measure.SliceReader;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import java.util.function.Consumer;

/**
 * Editing of one label map: rules, steps, undo.
 *
 * <p>One edit is open at a time. All calls may come from any thread; a tool that takes long makes
 * its mask first and then opens the edit, so that the user is not kept waiting.
 */
public final class EditSession implements AutoCloseable {
  private final EditableLabels labels;
  private final Volume<?> scan;
  private final EditHistory history;
  private final SliceReader values;
  private EditRules rules;
  private Edit open;

  /**
   * @param scan on the grid of the labels, null if there is none
   * @throws IllegalArgumentException if the scan has another size
   */
  public EditSession(EditableLabels labels, Volume<?> scan, EditHistory history) {
    this.labels = labels;
    this.scan = scan;
    this.history = history;
    this.values = scan == null ? null : SliceReader.of(scan.voxels());
    if (scan != null && !VoxelBox.of(scan.geometry()).equals(VoxelBox.of(labels.geometry()))) {
      throw new IllegalArgumentException(
          "the labels "
              + labels.geometry()
              + " lie on another grid than the scan "
              + scan.geometry()
              + "; resample one of them first");
    }
    this.rules = EditRules.painting(labels.labels().isEmpty() ? 1 : labels.labels().get(0).value());
  }

  public EditableLabels labels() {
    return labels;
  }

  /** The scan, null if there is none. */
  public Volume<?> scan() {
    return scan;
  }

  public EditHistory history() {
    return history;
  }

  public synchronized EditRules rules() {
    return rules;
  }

  /**
   * For edits that begin from now on.
   *
   * @throws IllegalArgumentException if they ask for HU and there is no scan
   */
  public synchronized void setRules(EditRules rules) {
    if (rules.hu() != null && scan == null) {
      throw new IllegalArgumentException(
          "a HU range needs a scan; open one or take the range away");
    }
    this.rules = rules;
  }

  /**
   * Opens a step.
   *
   * @param name what the user does, for the menu
   * @throws IllegalStateException if another one is open
   */
  public Edit begin(String name) {
    return begin(name, rules());
  }

  /** Opens a step with rules of its own. */
  public synchronized Edit begin(String name, EditRules rules) {
    if (open != null) {
      throw new IllegalStateException("'" + open.name() + "' has not ended yet");
    }
    open = new Edit(this, name, rules, labels, values);
    return open;
  }

  /**
   * One whole step; taken back if it fails.
   *
   * @return voxels changed
   */
  public long apply(String name, Consumer<Edit> work) {
    try (Edit edit = begin(name)) {
      work.accept(edit);
      edit.commit();
      return edit.changedVoxels();
    }
  }

  /**
   * Takes the last step back; listeners are told.
   *
   * @return where voxels changed; empty if there is no step or an edit is open
   */
  public synchronized VoxelBox undo() {
    return open != null ? VoxelBox.EMPTY : told(history.undo(labels));
  }

  /** Does again what was taken back last; as {@link #undo()}. */
  public synchronized VoxelBox redo() {
    return open != null ? VoxelBox.EMPTY : told(history.redo(labels));
  }

  private VoxelBox told(VoxelBox box) {
    if (!box.isEmpty()) {
      labels.changed(box);
    }
    return box;
  }

  /** The map as it is now, an open stroke included; later edits do not change it. */
  public synchronized LabelMap snapshot() {
    return labels.snapshot();
  }

  /**
   * The map at one moment.
   *
   * @param labels do not change any more
   * @param state for {@link #markSaved}; -1 if it was in the middle of an edit
   */
  public record Moment(LabelMap labels, long state) {}

  /** The map as it is now and the number of its state, for saving while the user goes on. */
  public synchronized Moment moment() {
    return new Moment(labels.snapshot(), state());
  }

  /** Of the history; -1 while an edit is open. */
  synchronized long state() {
    return open != null ? -1 : history.state();
  }

  /**
   * The labels of a moment have been saved.
   *
   * @param state of the {@link Moment}
   */
  public synchronized void markSaved(long state) {
    history.markSaved(state);
  }

  /** Whether the map is as it was saved last, or opened. */
  public synchronized boolean isSaved() {
    return state() >= 0 && history.isSaved();
  }

  void committed(Edit edit) {
    open = null;
    if (edit.changedVoxels() == 0) {
      edit.discard();
    } else {
      history.record(edit.name(), edit.changedBox(), edit.finishBefore());
    }
  }

  void rolledBack(Edit edit) {
    open = null;
    told(edit.changedBox());
  }

  @Override
  public synchronized void close() {
    if (open != null) {
      open.close();
    }
    history.close();
  }
}

package io.github.holoseg.annotation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Steps to take back and to repeat, as many as the disk holds, in bounded memory.
 *
 * <p>A step is kept as the touched squares of the map before it (packed); taking it back swaps them
 * with what is there now. That gives back every voxel bit for bit as long as all changes go through
 * the session. Not thread-safe; {@link EditSession} guards it.
 */
public final class EditHistory implements AutoCloseable {
  /** Bytes of packed steps that stay in memory unless the caller says otherwise. */
  public static final long MEMORY = 64L << 20;

  private final EntryStack undo;
  private final EntryStack redo;
  private long lastState;
  private long state;
  private long saved;

  /** With {@value #MEMORY} bytes; older steps go to the folder for temporary files. */
  public EditHistory() {
    this(MEMORY, Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * @param memoryLimit bytes of packed steps that may stay in memory
   * @param folder for the files of older steps; they are deleted at the end
   */
  public EditHistory(long memoryLimit, Path folder) {
    undo = new EntryStack(memoryLimit / 2, folder);
    redo = new EntryStack(memoryLimit - memoryLimit / 2, folder);
  }

  /** Records a step that has just been done; what could be repeated is forgotten. */
  void record(String name, VoxelBox box, byte[] before) {
    redo.clear();
    undo.push(new HistoryEntry(name, ++lastState, box, before));
    state = lastState;
  }

  /**
   * Takes the last step back.
   *
   * @return where voxels changed; empty if there is no step
   * @throws UncheckedIOException if the step had gone to a file that cannot be read any more
   */
  VoxelBox undo(EditableLabels labels) {
    return move(labels, undo, redo);
  }

  /** Does the step again that was taken back last; as {@link #undo}. */
  VoxelBox redo(EditableLabels labels) {
    return move(labels, redo, undo);
  }

  private VoxelBox move(EditableLabels labels, EntryStack from, EntryStack to) {
    try {
      HistoryEntry entry = from.pop();
      if (entry == null) {
        return VoxelBox.EMPTY;
      }
      byte[] inverse = swap(labels, entry.delta());
      to.push(new HistoryEntry(entry.name(), entry.state(), entry.box(), inverse));
      HistoryEntry last = undo.peek();
      state = last == null ? bottom() : last.state();
      return entry.box();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How the map was opened; where older steps are lost that is a state of its own, never saved. */
  private long bottom() {
    return undo.lost() ? ++lastState : 0;
  }

  /** Writes the squares of a step into the map; gives back those that were there. */
  static byte[] swap(EditableLabels labels, byte[] delta) throws IOException {
    Tiles tiles = new Tiles(labels.width(), labels.height());
    try (DeltaReader in = new DeltaReader(tiles, delta);
        DeltaWriter inverse = new DeltaWriter(tiles)) {
      for (int slice = in.nextSlice(); slice != 0; slice = in.nextSlice()) {
        int tile = in.tile();
        short[] plane = labels.writablePlane(slice - 1);
        inverse.add(slice - 1, tile, plane);
        in.readInto(tile, plane);
      }
      return inverse.finish();
    }
  }

  public boolean canUndo() {
    return !undo.isEmpty();
  }

  public boolean canRedo() {
    return !redo.isEmpty();
  }

  /** Steps that can be taken back. */
  public long undoSteps() {
    return undo.size();
  }

  /** Steps that can be repeated. */
  public long redoSteps() {
    return redo.size();
  }

  /** What the next undo takes back, for the menu. */
  public Optional<String> undoName() {
    return name(undo);
  }

  /** What the next redo repeats, for the menu. */
  public Optional<String> redoName() {
    return name(redo);
  }

  private static Optional<String> name(EntryStack stack) {
    try {
      return Optional.ofNullable(stack.peek()).map(HistoryEntry::name);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A number for the state of the map: equal numbers, equal voxels. 0 is how it was opened. */
  public long state() {
    return state;
  }

  /** A state has been saved; -1 for none that can come back. */
  void markSaved(long state) {
    saved = state;
  }

  /** Whether the map is as it was saved, or opened. */
  public boolean isSaved() {
    return state == saved;
  }

  /** Bytes of packed steps in memory. */
  public long memory() {
    return undo.memory() + redo.memory();
  }

  /** Steps that lie in files. */
  public long stepsOnDisk() {
    return undo.onDisk() + redo.onDisk();
  }

  /** Whether old steps were forgotten because the temporary folder could not be written. */
  public boolean hasLostSteps() {
    return undo.lost() || redo.lost();
  }

  @Override
  public void close() {
    undo.close();
    redo.close();
  }
}

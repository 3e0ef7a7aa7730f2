package io.github.holoseg.annotation;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * One step that can be taken back: the touched squares as they were on the other side of it.
 *
 * @param name what the user did, for the menu, for example {@code Brush}
 * @param state number of the state that the step led to; never given twice in a session
 * @param box all voxels that changed lie in it
 * @param delta of {@link DeltaWriter}
 */
record HistoryEntry(String name, long state, VoxelBox box, byte[] delta) {
  /** About what an entry needs beside its bytes. */
  private static final int OVERHEAD = 160;

  long memory() {
    return OVERHEAD + 2L * name.length() + delta.length;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeUTF(name);
    out.writeLong(state);
    for (int axis = 0; axis < 3; axis++) {
      out.writeInt(box.min(axis));
      out.writeInt(box.end(axis));
    }
    out.writeInt(delta.length);
    out.write(delta);
  }

  static HistoryEntry read(DataInputStream in) throws IOException {
    String name = in.readUTF();
    long state = in.readLong();
    int[] min = new int[3];
    int[] end = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      min[axis] = in.readInt();
      end[axis] = in.readInt();
    }
    byte[] delta = new byte[in.readInt()];
    in.readFully(delta);
    return new HistoryEntry(name, state, VoxelBox.of(min, end), delta);
  }
}

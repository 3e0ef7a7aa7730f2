package io.github.holoseg.annotation;

import io.github.holoseg.measure.SliceReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * An open step: what is written through it is taken back as one. A brush stroke is one edit with a
 * mask for each movement of the mouse. Closed without {@link #commit()}, it is taken back.
 */
public final class Edit implements AutoCloseable {
  private final EditSession session;
  private final String name;
  private final EditRules rules;
  private final EditableLabels labels;
  private final SliceReader scan;
  private final Tiles tiles;
  private final DeltaWriter before;
  private final long[][] seen;
  private VoxelBox changedBox = VoxelBox.EMPTY;
  private long changed;
  private long refused;
  private int tableOf = -1;
  private boolean[] table;
  private double[] values = new double[0];
  private boolean open = true;

  /**
   * @param scan values for the rules' HU range, null if there is no scan
   */
  Edit(EditSession session, String name, EditRules rules, EditableLabels labels, SliceReader scan) {
    this.session = session;
    this.name = name;
    this.rules = rules;
    this.labels = labels;
    this.scan = scan;
    this.tiles = new Tiles(labels.width(), labels.height());
    this.before = new DeltaWriter(tiles);
    this.seen = new long[labels.depth()][];
  }

  /** Gives the voxels the active label, where the rules allow it. */
  public long paint(BoxMask mask) {
    return set(mask, rules.active());
  }

  /** Makes the voxels background, where the rules allow it. */
  public long erase(BoxMask mask) {
    return set(mask, 0);
  }

  /**
   * Gives the voxels a label, where the rules allow it; listeners are told.
   *
   * @param value 0 to 65535
   * @return how many voxels changed
   */
  public long set(BoxMask mask, int value) {
    synchronized (session) {
      requireOpen();
      if (value < 0 || value > 0xFFFF) {
        throw new IllegalArgumentException("label " + value + ", must be 0 to 65535");
      }
      if (tableOf != value) {
        table = rules.allowedFrom(value);
        tableOf = value;
      }
      VoxelBox box = mask.box().intersect(VoxelBox.of(labels.geometry()));
      Span span = new Span();
      long count = 0;
      for (int z = box.minZ(); z < box.endZ(); z++) {
        count += slice(mask, box, z, (short) value, span);
      }
      if (count > 0) {
        changed += count;
        changedBox = changedBox.union(span.box());
        labels.changed(span.box());
      }
      return count;
    }
  }

  private long slice(BoxMask mask, VoxelBox box, int z, short value, Span span) {
    boolean limited = rules.hu() != null;
    if (limited) {
      int n = Math.multiplyExact(box.size(0), box.size(1));
      values = values.length < n ? new double[n] : values;
      scan.read(box.minX(), box.minY(), z, box.size(0), box.size(1), values);
    }
    long count = 0;
    int side = Tiles.SIDE;
    for (int y0 = box.minY() / side * side; y0 < box.endY(); y0 += side) {
      for (int x0 = box.minX() / side * side; x0 < box.endX(); x0 += side) {
        VoxelBox part = box.intersect(new VoxelBox(x0, y0, z, x0 + side, y0 + side, z + 1));
        count += square(mask, box, part, limited, value, span);
      }
    }
    return count;
  }

  /** The part of a mask in one square of one slice. */
  private long square(
      BoxMask mask, VoxelBox box, VoxelBox part, boolean limited, short value, Span span) {
    int z = part.minZ();
    int width = labels.width();
    short[] plane = labels.plane(z);
    boolean writable = false;
    long count = 0;
    for (int y = part.minY(); y < part.endY(); y++) {
      int row = y * width;
      int valueRow = (y - box.minY()) * box.size(0) - box.minX();
      int x = mask.nextSet(y, z, part.minX());
      while (x < part.endX()) {
        int end = Math.min(part.endX(), mask.nextClear(y, z, x));
        for (; x < end; x++) {
          if (plane[row + x] == value) {
            continue;
          }
          if (!table[plane[row + x] & 0xFFFF]
              || limited && !rules.hu().contains(values[valueRow + x])) {
            refused++;
          } else {
            if (!writable) {
              remember(z, tiles.at(x, y), plane);
              plane = labels.writablePlane(z);
              writable = true;
            }
            plane[row + x] = value;
            span.add(x, y, z);
            count++;
          }
        }
        x = mask.nextSet(y, z, x);
      }
    }
    return count;
  }

  private void remember(int z, int tile, short[] plane) {
    if (seen[z] == null) {
      seen[z] = new long[(tiles.perSlice() + 63) / 64];
    }
    if ((seen[z][tile / 64] >>> tile & 1) == 0) {
      seen[z][tile / 64] |= 1L << tile;
      before.add(z, tile, plane);
    }
  }

  /** Voxels written so far; one that was written twice counts twice. */
  public long changedVoxels() {
    return changed;
  }

  /** Voxels that would have changed but for the rules; one that was tried twice counts twice. */
  public long refusedVoxels() {
    return refused;
  }

  /** All voxels written so far lie in it. */
  public VoxelBox changedBox() {
    return changedBox;
  }

  public EditRules rules() {
    return rules;
  }

  /** Keeps the step and ends the edit; a step that changed nothing is not kept. */
  public void commit() {
    synchronized (session) {
      requireOpen();
      open = false;
      session.committed(this);
    }
  }

  /** Takes the step back unless it was committed. */
  @Override
  public void close() {
    synchronized (session) {
      if (!open) {
        return;
      }
      open = false;
      try {
        EditHistory.swap(labels, before.finish());
      } catch (IOException e) {
        throw new UncheckedIOException(e); // bytes of our own, from memory
      }
      session.rolledBack(this);
    }
  }

  String name() {
    return name;
  }

  byte[] finishBefore() {
    return before.finish();
  }

  void discard() {
    before.close();
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException("the edit '" + name + "' has ended");
    }
  }

  /** The box of single voxels, without an object for each. */
  private static final class Span {
    private final int[] min = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
    private final int[] end = new int[3];

    void add(int x, int y, int z) {
      min[0] = Math.min(min[0], x);
      min[1] = Math.min(min[1], y);
      min[2] = Math.min(min[2], z);
      end[0] = Math.max(end[0], x + 1);
      end[1] = Math.max(end[1], y + 1);
      end[2] = Math.max(end[2], z + 1);
    }

    VoxelBox box() {
      return VoxelBox.of(min, end);
    }
  }
}

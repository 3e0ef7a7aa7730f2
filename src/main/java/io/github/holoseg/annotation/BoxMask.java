package io.github.holoseg.annotation;

import java.util.Arrays;

/**
 * A set of voxels inside a box, one bit each: what a tool made. Positions are those of the grid,
 * not of the box.
 *
 * <p>Rows along x start at a word of their own, so that threads may write different rows. Holds up
 * to 2^37 voxels. Setting outside the box does nothing; outside the box nothing is set.
 */
public final class BoxMask {
  private static final int BITS = 6;

  private final VoxelBox box;
  private final int wordsPerRow;
  private final long[] words;

  /** An empty set inside a box. */
  public BoxMask(VoxelBox box) {
    this.box = box.isEmpty() ? VoxelBox.EMPTY : box;
    this.wordsPerRow = (this.box.size(0) + 63) >>> BITS;
    this.words =
        new long[Math.toIntExact((long) wordsPerRow * this.box.size(1) * this.box.size(2))];
  }

  private BoxMask(BoxMask other) {
    box = other.box;
    wordsPerRow = other.wordsPerRow;
    words = other.words.clone();
  }

  /** The box outside of which nothing is set. */
  public VoxelBox box() {
    return box;
  }

  public BoxMask copy() {
    return new BoxMask(this);
  }

  public boolean get(int x, int y, int z) {
    if (!box.contains(x, y, z)) {
      return false;
    }
    int bit = x - box.minX();
    return (words[row(y, z) + (bit >>> BITS)] >>> bit & 1) != 0;
  }

  public void set(int x, int y, int z) {
    if (box.contains(x, y, z)) {
      int bit = x - box.minX();
      words[row(y, z) + (bit >>> BITS)] |= 1L << bit;
    }
  }

  public void clear(int x, int y, int z) {
    if (box.contains(x, y, z)) {
      int bit = x - box.minX();
      words[row(y, z) + (bit >>> BITS)] &= ~(1L << bit);
    }
  }

  /** Sets the voxels {@code from} (inclusive) to {@code to} (exclusive) of a row. */
  public void setRun(int y, int z, int from, int to) {
    int first = Math.max(from, box.minX()) - box.minX();
    int last = Math.min(to, box.endX()) - box.minX() - 1;
    if (first > last || !box.contains(box.minX(), y, z)) {
      return;
    }
    int row = row(y, z);
    int a = row + (first >>> BITS);
    int b = row + (last >>> BITS);
    long head = -1L << first;
    long tail = -1L >>> (63 - (last & 63));
    if (a == b) {
      words[a] |= head & tail;
      return;
    }
    words[a] |= head;
    Arrays.fill(words, a + 1, b, -1L);
    words[b] |= tail;
  }

  /** The first set voxel of a row at or behind {@code x}; the box's {@code endX} if none is. */
  public int nextSet(int y, int z, int x) {
    return next(y, z, x, 0);
  }

  /** The first voxel of a row at or behind {@code x} that is not set; {@code endX} if none. */
  public int nextClear(int y, int z, int x) {
    return next(y, z, x, -1L);
  }

  private int next(int y, int z, int x, long flip) {
    int bit = Math.max(x, box.minX()) - box.minX();
    int n = box.size(0);
    if (bit >= n) {
      return box.endX();
    }
    int row = row(y, z);
    int at = bit >>> BITS;
    long word = (words[row + at] ^ flip) & -1L << bit;
    while (word == 0) {
      if (++at >= wordsPerRow) {
        return box.endX();
      }
      word = words[row + at] ^ flip;
    }
    return Math.min(box.endX(), box.minX() + (at << BITS) + Long.numberOfTrailingZeros(word));
  }

  /** The last voxel of a row at or before {@code x} that is not set; {@code minX - 1} if none. */
  int previousClear(int y, int z, int x) {
    int bit = Math.min(x, box.endX() - 1) - box.minX();
    if (bit < 0) {
      return box.minX() - 1;
    }
    int row = row(y, z);
    int at = bit >>> BITS;
    long word = ~words[row + at] & -1L >>> (63 - (bit & 63));
    while (word == 0) {
      if (--at < 0) {
        return box.minX() - 1;
      }
      word = ~words[row + at];
    }
    return box.minX() + (at << BITS) + 63 - Long.numberOfLeadingZeros(word);
  }

  /** Adds the voxels of the other set that lie in this box. */
  public void or(BoxMask other) {
    VoxelBox both = box.intersect(other.box);
    for (int z = both.minZ(); z < both.endZ(); z++) {
      for (int y = both.minY(); y < both.endY(); y++) {
        int x = other.nextSet(y, z, both.minX());
        while (x < both.endX()) {
          int end = other.nextClear(y, z, x);
          setRun(y, z, x, end);
          x = other.nextSet(y, z, end);
        }
      }
    }
  }

  /** Keeps only voxels that the other set has too. */
  public void and(BoxMask other) {
    combine(other, true);
  }

  /** Removes the voxels of the other set. */
  public void andNot(BoxMask other) {
    combine(other, false);
  }

  private void combine(BoxMask other, boolean keep) {
    if (box.equals(other.box)) {
      for (int i = 0; i < words.length; i++) {
        words[i] &= keep ? other.words[i] : ~other.words[i];
      }
      return;
    }
    for (int z = box.minZ(); z < box.endZ(); z++) {
      for (int y = box.minY(); y < box.endY(); y++) {
        for (int x = nextSet(y, z, box.minX()); x < box.endX(); x = nextSet(y, z, x + 1)) {
          if (other.get(x, y, z) != keep) {
            clear(x, y, z);
          }
        }
      }
    }
  }

  /** The voxels of the box that are not set. */
  public BoxMask complement() {
    BoxMask rest = new BoxMask(box);
    long tail = (box.size(0) & 63) == 0 ? -1L : -1L >>> (64 - (box.size(0) & 63));
    for (int i = 0; i < words.length; i++) {
      rest.words[i] = ~words[i] & (i % wordsPerRow == wordsPerRow - 1 ? tail : -1L);
    }
    return rest;
  }

  /** The same voxels in another box; those outside it are lost. */
  public BoxMask within(VoxelBox other) {
    BoxMask part = new BoxMask(other);
    part.or(this);
    return part;
  }

  public boolean isEmpty() {
    for (long word : words) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  /** How many voxels are set. */
  public long count() {
    long n = 0;
    for (long word : words) {
      n += Long.bitCount(word);
    }
    return n;
  }

  /** The smallest box with all voxels that are set. */
  public VoxelBox bounds() {
    int[] min = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
    int[] end = {Integer.MIN_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE};
    for (int z = box.minZ(); z < box.endZ(); z++) {
      for (int y = box.minY(); y < box.endY(); y++) {
        int x = nextSet(y, z, box.minX());
        if (x == box.endX()) {
          continue;
        }
        min[0] = Math.min(min[0], x);
        end[0] = Math.max(end[0], last(y, z) + 1);
        min[1] = Math.min(min[1], y);
        end[1] = Math.max(end[1], y + 1);
        min[2] = Math.min(min[2], z);
        end[2] = z + 1;
      }
    }
    return end[0] == Integer.MIN_VALUE ? VoxelBox.EMPTY : VoxelBox.of(min, end);
  }

  private int last(int y, int z) {
    int row = row(y, z);
    int at = wordsPerRow - 1;
    while (words[row + at] == 0) {
      at--;
    }
    return box.minX() + (at << BITS) + 63 - Long.numberOfLeadingZeros(words[row + at]);
  }

  private int row(int y, int z) {
    return ((z - box.minZ()) * box.size(1) + (y - box.minY())) * wordsPerRow;
  }
}

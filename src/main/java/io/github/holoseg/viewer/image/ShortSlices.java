package io.github.holoseg.viewer.image;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slices of a 16-bit image, the last ones kept. Not thread-safe.
 *
 * <p>A slice across the rows costs a cache line for each voxel. Who scrolls through such slices
 * gets {@value #CHUNK} of them for the price of one; who jumps, or paints, gets the one.
 */
final class ShortSlices {
  private static final int CHUNK = 8;
  private static final int KEPT = 3 * CHUNK;

  private final ShortPlanes planes;
  private final int[] size;
  private final int phase;
  private final Map<Integer, short[]> kept = new LinkedHashMap<>(2 * KEPT, 0.75f, true);
  private int axis = -1;
  private int last;
  private long revision;

  /**
   * @param size of the turned image
   * @param odd whether chunks begin half a chunk later, so that two images shown together are not
   *     read in the same moment
   */
  ShortSlices(ShortPlanes planes, int[] size, boolean odd) {
    this.planes = planes;
    this.size = size;
    this.phase = odd ? CHUNK / 2 : 0;
  }

  /**
   * @param voxelsRevision slices of another revision are read again
   * @return voxel values, the lower of the two axes fastest; valid until the next call
   */
  short[] read(int sliceAxis, int index, long voxelsRevision) {
    if (axis != sliceAxis || revision != voxelsRevision) {
      kept.clear();
    }
    boolean scrolls = axis == sliceAxis && Math.abs(index - last) <= 2 && index != last;
    axis = sliceAxis;
    revision = voxelsRevision;
    short[] slice = kept.get(index);
    if (slice == null) {
      slice = scrolls && planes.isAcrossRows(axis) ? readChunk(index) : readOne(index);
    }
    last = index;
    return slice;
  }

  private short[] readOne(int index) {
    short[] slice = free();
    planes.copy(axis, index, slice);
    kept.put(index, slice);
    return slice;
  }

  private short[] readChunk(int index) {
    int begin = Math.floorDiv(index - phase, CHUNK) * CHUNK + phase;
    int first = Math.max(0, begin);
    short[][] chunk = new short[Math.min(begin + CHUNK, size[axis]) - first][];
    for (int i = 0; i < chunk.length; i++) {
      kept.remove(first + i);
      chunk[i] = free();
    }
    planes.copyAcrossRows(axis, first, chunk);
    for (int i = 0; i < chunk.length; i++) {
      kept.put(first + i, chunk[i]);
    }
    return chunk[index - first];
  }

  /** The array of the slice that was not used for longest, or a new one. */
  private short[] free() {
    if (kept.size() >= KEPT) {
      Integer oldest = kept.keySet().iterator().next();
      return kept.remove(oldest);
    }
    return new short[Slices.pixels(size, axis)];
  }
}

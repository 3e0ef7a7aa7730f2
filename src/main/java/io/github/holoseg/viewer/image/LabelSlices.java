package io.github.holoseg.viewer.image;

import io.github.holoseg.viewer.Scene;
import io.github.holoseg.volume.LabelMap;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * Slices of a label map along the axes of the LPS-turned scan. The last ones are kept until the
 * labels change. Not thread-safe.
 */
final class LabelSlices {
  private final ShortSlices fast;
  private final PrimitiveBlocks<UnsignedShortType> blocks;
  private final int[] size;
  private short[] buffer = new short[0];
  private int axis = -1;
  private int index;
  private long revision;

  /**
   * @param scene with labels
   */
  LabelSlices(Scene scene) {
    LabelMap shown = scene.shownLabels().orElseThrow();
    size = Slices.size(shown.geometry());
    ShortPlanes planes = ShortPlanes.of(scene.labels().orElseThrow().voxels(), scene.labelTurn());
    fast = planes == null ? null : new ShortSlices(planes, size, true);
    blocks = fast != null ? null : PrimitiveBlocks.of(shown.voxels(), OnFallback.ACCEPT);
  }

  /**
   * @param sliceAxis of the turned scan
   * @param labelsRevision of the snapshot
   * @return voxel values, the lower of the two axes fastest; valid until the next call
   */
  short[] read(int sliceAxis, int sliceIndex, long labelsRevision) {
    if (fast != null) {
      return fast.read(sliceAxis, sliceIndex, labelsRevision);
    }
    if (axis != sliceAxis || index != sliceIndex || revision != labelsRevision) {
      int n = Slices.pixels(size, sliceAxis);
      buffer = buffer.length == n ? buffer : new short[n];
      blocks.copy(Slices.min(sliceAxis, sliceIndex), buffer, Slices.box(size, sliceAxis));
      axis = sliceAxis;
      index = sliceIndex;
      revision = labelsRevision;
    }
    return buffer;
  }
}

package io.github.holoseg.pipeline;

import io.github.holoseg.grid.ScoreSink;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.volume.LabelSlab;
import io.github.holoseg.volume.VolumeGeometry;

/** Tells another observer about a box of a scan as about the scan. Not thread-safe. */
final class MovedObserver implements LabelObserver {
  private final LabelObserver whole;
  private long[] min = new long[3];

  MovedObserver(LabelObserver whole) {
    this.whole = whole;
  }

  /** The first voxel of the box that the next slabs are of. */
  void box(long[] min) {
    this.min = min.clone();
  }

  @Override
  public void decided(LabelSlab slab) {
    whole.decided(slab.movedBy(min));
  }

  /** Places in the patient are the same. */
  @Override
  public ScoreSink scores(ModelSpec network, VolumeGeometry grid) {
    return whole.scores(network, grid);
  }
}

package io.github.holoseg.pipeline;

import io.github.holoseg.grid.ScoreSink;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.volume.LabelSlab;
import io.github.holoseg.volume.VolumeGeometry;

/**
 * Sees a scan's labels while a run decides them, for a display that grows.
 *
 * <p>Each slab lies on the scan's own grid and is decided for good by the network at work. Not yet
 * in it are what comes after the last tile: clean-up of components and holes, refined boundaries.
 * So what is seen is a preview, and the run's result is the truth. Of a model of several networks
 * the slabs of each come one after the other, and later labels paint over earlier ones where they
 * are not 0. Slabs of unwanted structures hold 0 in their place.
 *
 * <p>Called from the run's thread, which waits meanwhile: copy or hand on, then return. What it
 * throws ends the run. It cannot change the result: slabs are copies.
 */
@FunctionalInterface
public interface LabelObserver {
  /** Sees nothing; nothing is copied for it. */
  LabelObserver NONE = slab -> {};

  /**
   * @param slab labels that are decided, whatever the order of slabs along the scan
   */
  void decided(LabelSlab slab);

  /**
   * A network begins: whoever wants its scores gives a sink. Each network of a model is asked, and
   * of a scan that is done in pieces each piece.
   *
   * @param network how the scores are to be read
   * @param grid of the scores in the patient, in grid axes
   * @return takes the blended scores slice by slice and leaves them as they are; null: not wanted
   */
  default ScoreSink scores(ModelSpec network, VolumeGeometry grid) {
    return null;
  }
}

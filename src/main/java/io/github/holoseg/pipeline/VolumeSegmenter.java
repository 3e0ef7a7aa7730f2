package io.github.holoseg.pipeline;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Volume;
import java.io.IOException;

/**
 * A model made ready: takes scans, gives label maps on the scans' own grids.
 *
 * <p>Keep one for a whole batch: the network stays loaded between scans of the same tile shape. Not
 * thread-safe; close it when no call is running.
 */
public interface VolumeSegmenter extends AutoCloseable {
  /**
   * @param volume values in HU for CT
   * @return a label map with the volume's own geometry object, and what happened
   * @throws IOException naming model, provider or stage
   * @throws java.util.concurrent.CancellationException soon after a cancel
   */
  SegmentationResult segment(Volume<?> volume, ProgressListener progress, CancellationToken cancel)
      throws IOException;

  @Override
  void close();
}

package io.github.holoseg.pipeline;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.util.List;

/**
 * A model made ready: takes scans, gives label maps on the scans' own grids.
 *
 * <p>Keep one for a whole batch: the network stays loaded between scans of the same tile shape. Not
 * thread-safe; close it when no call is running.
 */
public interface VolumeSegmenter extends AutoCloseable {
  /**
   * For models with one input channel.
   *
   * @param volume values in HU for CT
   * @return a label map with the volume's own geometry object, and what happened
   * @throws IOException naming model, provider or stage
   * @throws java.util.concurrent.CancellationException soon after a cancel
   */
  default SegmentationResult segment(
      Volume<?> volume, ProgressListener progress, CancellationToken cancel) throws IOException {
    return segment(List.of(volume), progress, cancel);
  }

  /**
   * As above, for any number of channels.
   *
   * @param channels one volume for each of the model's channels, in its order, all on one grid
   * @return a label map with the first volume's own geometry object, and what happened
   * @throws IllegalArgumentException if the number of volumes or their grids do not fit
   */
  SegmentationResult segment(
      List<Volume<?>> channels, ProgressListener progress, CancellationToken cancel)
      throws IOException;

  @Override
  void close();
}

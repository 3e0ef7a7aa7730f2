package io.github.holoseg.pipeline;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** A segmenter that can be given a scan, or a box of one, which was looked at before. */
interface ScanSegmenter extends VolumeSegmenter {
  /**
   * As {@link #segment}, without asking whether the values suit the model.
   *
   * @param warnings about the scan, the first ones of the result
   */
  SegmentationResult segmentChecked(
      List<Volume<?>> channels,
      Set<String> warnings,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException;
}

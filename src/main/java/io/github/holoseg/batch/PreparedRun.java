package io.github.holoseg.batch;

import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.pipeline.LabelObserver;
import io.github.holoseg.pipeline.SegmenterOptions;
import io.github.holoseg.pipeline.VolumeSegmenter;
import io.github.holoseg.pipeline.VolumeSegmenters;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.IOException;

/**
 * What the user's options come to: the model as it shall run, with the coarse model of its region.
 * Nothing is loaded yet but descriptions; weights are checked.
 *
 * @param model with the user's choices in it
 * @param options for the pipeline, with the region
 */
public record PreparedRun(ModelSpec model, SegmenterOptions options) {
  /**
   * @throws UsageException if there is no such model or structure, or the model cannot do what is
   *     asked for
   */
  public static PreparedRun of(SegmentOptions options) throws IOException {
    return of(options, ProgressListener.NONE, CancellationToken.none());
  }

  /**
   * As above, with what takes time: networks that must be converted.
   *
   * @throws java.util.concurrent.CancellationException soon after a cancel
   */
  public static PreparedRun of(
      SegmentOptions options, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    return of(options, new RealTools(), progress, cancel);
  }

  static PreparedRun of(
      SegmentOptions options, Tools tools, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    ModelSpec model =
        SegmentTask.chosen(
            tools.model(options.model(), options.labels(), progress, cancel), options);
    return new PreparedRun(
        model, options.segmenterOptions(RegionChoice.of(tools, model, options, progress, cancel)));
  }

  /**
   * The model made ready.
   *
   * @throws UsageException if the options do not fit the model
   */
  public VolumeSegmenter open(LabelObserver observer) throws IOException {
    try {
      return VolumeSegmenters.open(model, options, observer);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }
}

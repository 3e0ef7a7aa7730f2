package io.github.holoseg.batch;

import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.pipeline.LabelObserver;
import io.github.holoseg.pipeline.SegmenterOptions;
import io.github.holoseg.pipeline.VolumeSegmenter;
import io.github.holoseg.pipeline.VolumeSegmenters;
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
    return of(options, new RealTools());
  }

  static PreparedRun of(SegmentOptions options, Tools tools) throws IOException {
    ModelSpec model = SegmentTask.chosen(tools.model(options.model(), options.labels()), options);
    return new PreparedRun(model, options.segmenterOptions(RegionChoice.of(tools, model, options)));
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

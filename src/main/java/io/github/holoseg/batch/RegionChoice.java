package io.github.holoseg.batch;

import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.RoiSpec;
import io.github.holoseg.pipeline.RegionOfInterest;
import io.github.holoseg.pipeline.VolumeSegmenter;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Which coarse model finds the region of a run, from what the user and the model say. */
final class RegionChoice {
  private final Tools tools;
  private final ProgressListener progress;
  private final CancellationToken cancel;

  private RegionChoice(Tools tools, ProgressListener progress, CancellationToken cancel) {
    this.tools = tools;
    this.progress = progress;
    this.cancel = cancel;
  }

  /** The region that the user's or the model's coarse model finds; null: the whole scan. */
  static RegionOfInterest of(
      Tools tools,
      ModelSpec model,
      SegmentOptions options,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    return new RegionChoice(tools, progress, cancel).of(model, options.roi(), options.labels());
  }

  /** The model made ready, with the coarse model in front of it if there shall be one. */
  static VolumeSegmenter open(
      Tools tools,
      ModelSpec model,
      SegmentOptions options,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    RegionOfInterest region = of(tools, model, options, progress, cancel);
    return tools.open(model, options.segmenterOptions(region));
  }

  /**
   * @param choice as {@link SegmentOptions#roi()}
   * @param wanted the structures that the user asks for, empty for all
   * @return null if the whole scan is segmented
   */
  private RegionOfInterest of(ModelSpec model, String choice, List<String> wanted)
      throws IOException {
    RoiSpec own = model.roi();
    boolean asked = !choice.isEmpty();
    if (choice.equals("none") || !asked && (own == null || !own.always())) {
      return null;
    }
    if (own == null && choice.equals("auto")) {
      throw new UsageException(
          "The model '"
              + model.id()
              + "' does not say which coarse model finds its region; give roi= the id of one.");
    }
    boolean fromModel = !asked || choice.equals("auto");
    String id = fromModel ? own.model() : choice;
    List<String> structures = own == null || own.labels().isEmpty() ? wanted : own.labels();
    ModelSpec coarse = load(id, structures, model, fromModel ? own.source() : "");
    return new RegionOfInterest(
        coarse,
        Set.copyOf(structures),
        own == null ? RoiSpec.DEFAULT_MARGIN : own.margin(),
        of(coarse, "", structures));
  }

  private ModelSpec load(String id, List<String> structures, ModelSpec model, String source)
      throws IOException {
    try {
      return tools.model(id, structures, progress, cancel);
    } catch (UsageException e) {
      String why =
          "The model '" + model.id() + "' is to work on a region that '" + id + "' finds, but ";
      throw new UsageException(
          why
              + Sentence.of(e)
              + (source.isEmpty() ? "" : " Install it with 'holoseg models add " + source + "'."));
    }
  }
}

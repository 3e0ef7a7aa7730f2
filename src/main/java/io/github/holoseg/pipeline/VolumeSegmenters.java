package io.github.holoseg.pipeline;

import io.github.holoseg.inference.InferenceEngine;
import io.github.holoseg.model.ModelParts;
import io.github.holoseg.model.ModelSpec;
import java.io.IOException;
import java.util.List;
import java.util.ServiceLoader;

/** Makes models ready. */
public final class VolumeSegmenters {
  private VolumeSegmenters() {}

  /**
   * A segmenter for a model, with the runtime that is installed. The network is loaded with the
   * first volume, when the tile size is known.
   *
   * @throws IOException if no runtime is installed
   * @throws IllegalArgumentException if the options name a label that the model does not have
   */
  public static VolumeSegmenter open(ModelSpec spec, SegmenterOptions options) throws IOException {
    return open(spec, options, engine());
  }

  /**
   * As above, for a caller who wants to see the labels while they are decided. The result is the
   * same bit by bit.
   */
  public static VolumeSegmenter open(
      ModelSpec spec, SegmenterOptions options, LabelObserver observer) throws IOException {
    return open(spec, options, engine(), observer);
  }

  /**
   * The runtime that is installed.
   *
   * @throws IOException if there is none
   */
  static InferenceEngine engine() throws IOException {
    return ServiceLoader.load(InferenceEngine.class, InferenceEngine.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "no runtime for networks is installed; put Holoseg's own jar into the"
                        + " plugins folder again"));
  }

  /** As above, with a runtime of the caller's choice. */
  public static VolumeSegmenter open(
      ModelSpec spec, SegmenterOptions options, InferenceEngine engine) {
    return open(spec, options, engine, LabelObserver.NONE);
  }

  /** As above, of both. */
  static VolumeSegmenter open(
      ModelSpec spec, SegmenterOptions options, InferenceEngine engine, LabelObserver observer) {
    if (options.roi() == null) {
      return whole(spec, options, engine, observer);
    }
    MovedObserver moved = new MovedObserver(observer);
    LabelObserver inBox = observer == LabelObserver.NONE ? observer : moved;
    ScanSegmenter segmenter = whole(spec, options, engine, inBox);
    return new RoiSegmenter(spec, segmenter, options, region(options, engine), moved);
  }

  /** Without a region of its own. */
  private static ScanSegmenter whole(
      ModelSpec spec, SegmenterOptions options, InferenceEngine engine, LabelObserver observer) {
    List<ModelSpec> needed = ModelParts.needed(spec, options.labels());
    LabelObserver wanted = WantedLabels.seenBy(observer, spec.labels(), options.labels());
    return spec.parts().isEmpty()
        ? new NetworkSegmenter(spec, options, engine, NetworkWatch.of(wanted))
        : new CompositeSegmenter(spec, needed, options, engine, wanted);
  }

  private static VolumeSegmenter region(SegmenterOptions options, InferenceEngine engine) {
    RegionOfInterest roi = options.roi();
    return open(roi.model(), options.with(roi.labels(), roi.roi()), engine);
  }
}

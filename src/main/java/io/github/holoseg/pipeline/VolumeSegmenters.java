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
    ScanSegmenter segmenter = whole(spec, options, engine);
    return options.roi() == null
        ? segmenter
        : new RoiSegmenter(spec, segmenter, options, region(options, engine));
  }

  /** Without a region of its own. */
  private static ScanSegmenter whole(
      ModelSpec spec, SegmenterOptions options, InferenceEngine engine) {
    List<ModelSpec> needed = ModelParts.needed(spec, options.labels());
    return spec.parts().isEmpty()
        ? new NetworkSegmenter(spec, options, engine)
        : new CompositeSegmenter(spec, needed, options, engine);
  }

  private static VolumeSegmenter region(SegmenterOptions options, InferenceEngine engine) {
    RegionOfInterest roi = options.roi();
    return open(roi.model(), options.with(roi.labels(), roi.roi()), engine);
  }
}

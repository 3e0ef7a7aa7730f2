package io.github.holoseg.pipeline;

import io.github.holoseg.inference.InferenceEngine;
import io.github.holoseg.model.ModelSpec;
import java.io.IOException;
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
    InferenceEngine engine =
        ServiceLoader.load(InferenceEngine.class, InferenceEngine.class.getClassLoader())
            .findFirst()
            .orElseThrow(
                () ->
                    new IOException(
                        "no runtime for networks is installed; put Holoseg's own jar into the"
                            + " plugins folder again"));
    return open(spec, options, engine);
  }

  /** As above, with a runtime of the caller's choice. */
  public static VolumeSegmenter open(
      ModelSpec spec, SegmenterOptions options, InferenceEngine engine) {
    for (String name : options.labels()) {
      if (spec.labels().stream().noneMatch(label -> label.name().equals(name))) {
        throw new IllegalArgumentException(
            "the model '%s' has no label '%s'; it has %s"
                .formatted(
                    spec.id(),
                    name,
                    String.join(", ", spec.labels().stream().map(label -> label.name()).toList())));
      }
    }
    return new NetworkSegmenter(spec, options, engine);
  }
}

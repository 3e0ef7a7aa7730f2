package io.github.holoseg.pipeline;

import io.github.holoseg.grid.AxisSampling.Convention;
import io.github.holoseg.grid.GridGeometry;
import io.github.holoseg.grid.ScoreSink;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.preprocess.Preprocessed;

/** Shows an observer the scores on their way to the decision. */
final class SeenScores {
  private SeenScores() {}

  /** The decision itself where the observer does not want them. */
  static ScoreSink by(
      LabelObserver observer, ModelSpec spec, Preprocessed piece, ScoreSink decision) {
    if (observer == LabelObserver.NONE) {
      return decision;
    }
    ScoreSink seen =
        observer.scores(
            spec, GridGeometry.of(piece.mapping(), convention(spec.geometry().image())));
    if (seen == null) {
      return decision;
    }
    return (index, scores) -> {
      seen.accept(index, scores);
      decision.accept(index, scores);
    };
  }

  private static Convention convention(ResampleSpec image) {
    return image == null
        ? Convention.HALF_PIXEL
        : switch (image.coordinates()) {
          case HALF_PIXEL -> Convention.HALF_PIXEL;
          case CORNER_ALIGNED -> Convention.CORNER_ALIGNED;
          case FIRST_VOXEL -> Convention.FIRST_VOXEL;
          case TORCH -> Convention.TORCH;
        };
  }
}

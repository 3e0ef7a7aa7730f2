package io.github.holoseg.pipeline;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.grid.ScoreSink;
import io.github.holoseg.grid.SliceGrid;
import io.github.holoseg.inference.Device;
import io.github.holoseg.inference.ort.OrtEngine;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * A segmentation together with what went into the network and what came out of it.
 *
 * @param labels on the scan's grid
 * @param input the network's whole input
 * @param scores blended, on the network's grid
 */
record WatchedRun(LabelMap labels, FloatGrid input, SliceGrid scores) {

  /** With another precision only of the last network of a cascade: one label changes its scores. */
  static ModelSpec choose(ModelSpec spec, RunChoices choices) {
    RunChoices earlier =
        new RunChoices(
            choices.mirror(),
            RunChoices.Precision.EXACT,
            choices.overlap(),
            choices.folds(),
            choices.postprocess(),
            choices.split());
    ModelSpec chosen = choices.apply(spec);
    return chosen.with(
        chosen.network(),
        chosen.window(),
        chosen.postprocess(),
        chosen.parts(),
        earlier.apply(spec).cascade());
  }

  static WatchedRun of(ModelSpec spec, List<Volume<?>> channels) throws IOException {
    FloatGrid[] input = new FloatGrid[1];
    SliceGrid[] scores = new SliceGrid[1];
    NetworkWatch watch =
        new NetworkWatch(
            grid -> input[0] = grid,
            decision -> {
              scores[0] = new SliceGrid(spec.network().outputChannels(), input[0].size());
              return keeping(scores[0], decision);
            });
    SegmenterOptions options = new SegmenterOptions(Device.CPU, 2, Set.of(), true);
    try (NetworkSegmenter segmenter = new NetworkSegmenter(spec, options, new OrtEngine(), watch)) {
      LabelMap labels =
          segmenter.segment(channels, ProgressListener.NONE, CancellationToken.none()).labels();
      return new WatchedRun(labels, input[0], scores[0]);
    }
  }

  private static ScoreSink keeping(SliceGrid kept, ScoreSink decision) {
    int plane = kept.size()[0] * kept.size()[1];
    return (index, slice) -> {
      for (int c = 0; c < kept.channels(); c++) {
        System.arraycopy(slice, c * plane, kept.slice(c, index), 0, plane);
      }
      decision.accept(index, slice);
    };
  }
}

package io.github.holoseg.pipeline;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.grid.ScoreSink;
import io.github.holoseg.inference.Device;
import io.github.holoseg.inference.ort.OrtEngine;
import io.github.holoseg.io.LabelMapExporters;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.NpyWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Writes what goes into a network and what comes out of it on a scan, for comparisons in Python.
 *
 * <p>Arguments: OUT MODEL INPUT. Makes {@code OUT_data.npy} and {@code OUT_scores.npy} (float32, c
 * z y x on the network's grid) and {@code OUT.nii.gz}, the labels.
 */
final class ScoreDump {
  private ScoreDump() {}

  public static void main(String[] args) throws IOException {
    String out = args[0];
    ModelSpec spec = ModelRepository.of(List.of()).load(args[1]);
    int classes = spec.network().outputChannels();
    FloatGrid[] grid = new FloatGrid[1];
    NpyWriter[] scores = new NpyWriter[1];
    NetworkWatch watch =
        new NetworkWatch(
            input -> grid[0] = input,
            decision -> {
              scores[0] = new NpyWriter(Path.of(out + "_scores.npy"), classes, grid[0].size());
              return write(scores[0], decision);
            });
    SegmenterOptions options = new SegmenterOptions(Device.CPU, 2, Set.of(), true);
    try (NetworkSegmenter segmenter = new NetworkSegmenter(spec, options, new OrtEngine(), watch)) {
      SegmentationResult result =
          segmenter.segment(
              VolumeReaders.read(Path.of(args[2])),
              ProgressListener.NONE,
              CancellationToken.none());
      Path labels = Path.of(out + ".nii.gz");
      LabelMapExporters.forFile(labels).export(result.labels(), "", labels);
    }
    scores[0].close();
    NpyWriter.write(Path.of(out + "_data.npy"), grid[0]);
  }

  private static ScoreSink write(ScoreSink writer, ScoreSink decision) {
    return (index, slice) -> {
      writer.accept(index, slice);
      decision.accept(index, slice);
    };
  }
}

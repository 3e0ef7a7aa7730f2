package io.github.holoseg.pipeline;

import io.github.holoseg.io.LabelMapExporters;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.pipeline.RunChoices.Mirror;
import io.github.holoseg.pipeline.RunChoices.Precision;
import io.github.holoseg.testing.NpyWriter;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Writes what goes into a network and what comes out of it on a scan, for comparisons in Python.
 *
 * <p>Arguments: OUT MODEL INPUT..., one input for each channel, and from {@code precision=fp32},
 * {@code mirror=off}, {@code overlap=0.2}, {@code folds=0,1} what is wanted. Makes {@code
 * OUT_data.npy} and {@code OUT_scores.npy} (float32, c z y x on the network's grid) and {@code
 * OUT.nii.gz}, the labels.
 */
final class ScoreDump {
  private ScoreDump() {}

  public static void main(String[] args) throws IOException {
    String out = args[0];
    ModelSpec spec = ModelRepository.of(List.of()).load(args[1]);
    Mirror mirror = Mirror.AUTO;
    Precision precision = Precision.EXACT;
    double overlap = Double.NaN;
    List<Integer> folds = List.of();
    List<Volume<?>> channels = new ArrayList<>();
    for (String arg : Arrays.asList(args).subList(2, args.length)) {
      String value = arg.substring(arg.indexOf('=') + 1);
      if (arg.startsWith("precision=")) {
        precision = Precision.valueOf(value.toUpperCase(Locale.ROOT));
      } else if (arg.startsWith("mirror=")) {
        mirror = Mirror.valueOf(value.toUpperCase(Locale.ROOT));
      } else if (arg.startsWith("overlap=")) {
        overlap = Double.parseDouble(value);
      } else if (arg.startsWith("folds=")) {
        folds = Arrays.stream(value.split(",")).map(Integer::valueOf).toList();
      } else {
        channels.add(VolumeReaders.read(Path.of(arg)));
      }
    }
    RunChoices choices =
        new RunChoices(mirror, precision, overlap, folds, true, RunChoices.Split.AUTO);
    WatchedRun run = WatchedRun.of(WatchedRun.choose(spec, choices), channels);
    Path labels = Path.of(out + ".nii.gz");
    LabelMapExporters.forFile(labels).export(run.labels(), "", labels);
    NpyWriter.write(Path.of(out + "_data.npy"), run.input());
    NpyWriter.write(Path.of(out + "_scores.npy"), run.scores());
  }
}

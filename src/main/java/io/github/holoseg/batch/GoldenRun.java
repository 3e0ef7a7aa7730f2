package io.github.holoseg.batch;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.grid.Half;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.io.npy.NpyFile;
import io.github.holoseg.measure.LabelOverlap;
import io.github.holoseg.measure.Overlap;
import io.github.holoseg.model.GoldenTest;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.pipeline.ObservedRun;
import io.github.holoseg.pipeline.SegmentationResult;
import io.github.holoseg.pipeline.SegmenterOptions;
import io.github.holoseg.pipeline.StageObserver;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs a model on one golden test and compares every stage that the test carries. */
final class GoldenRun {
  static final String INPUT_LIMIT = "all within 1e-4, relative above 1";
  static final String SCORE_LIMIT = "all within 1e-3";
  static final String HALF_LIMIT = "99.9 % within 1e-3 or one step of float16";
  static final String LABEL_LIMIT = "99.99 % equal, Dice 0.9999, or one voxel";

  /**
   * Share of float16 scores. The original sums tiles in float16, weighted: at the corners of a scan
   * the weights are 6e-8, and a single rounding is as much as 1 in a score there.
   */
  private static final double HALF_WITHIN = 0.999;

  private static final double SHARE = 1e-4;

  private final ModelSpec spec;
  private final SegmenterOptions options;
  private final ProgressListener progress;
  private final CancellationToken cancel;
  private SegmentationResult result;

  GoldenRun(
      ModelSpec spec,
      SegmenterOptions options,
      ProgressListener progress,
      CancellationToken cancel) {
    this.spec = spec;
    this.options = options;
    this.progress = progress;
    this.cancel = cancel;
  }

  /** What ran last. */
  SegmentationResult result() {
    return result;
  }

  /**
   * @throws IOException naming the file, if the test's files are not those of this model
   */
  Certificate.Case of(GoldenTest test) throws IOException {
    try {
      return test instanceof GoldenTest.Case whole
          ? whole(whole)
          : tensors((GoldenTest.Tensors) test);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (IllegalArgumentException e) {
      throw new IOException("golden test '" + test.name() + "': " + e.getMessage(), e);
    }
  }

  private Certificate.Case whole(GoldenTest.Case test) throws IOException {
    List<Volume<?>> channels = new ArrayList<>();
    for (Path image : test.images()) {
      channels.add(VolumeReaders.read(image));
    }
    LabelMap expected = LabelMapReader.read(test.labels());
    boolean single = spec.parts().isEmpty();
    try (NpyFile input = open(single ? test.preprocessed() : null);
        NpyFile scores = open(single ? test.scores() : null)) {
      boolean half = scores != null && scores.isHalf();
      Comparer comparer = new Comparer(input, scores, half ? GoldenRun::halfStep : want -> 1e-3);
      result = ObservedRun.segment(spec, options, channels, comparer, progress, cancel);
      Certificate.Values in = comparer.input(1.0, INPUT_LIMIT);
      Certificate.Values out =
          half ? comparer.scores(HALF_WITHIN, HALF_LIMIT) : comparer.scores(1.0, SCORE_LIMIT);
      Certificate.Labels labels = labels(result.labels(), expected, test.labels());
      boolean passed =
          (in == null || in.passed()) && (out == null || out.passed()) && labels.passed();
      return new Certificate.Case(test.name(), test.madeBy(), passed, in, out, labels);
    }
  }

  private Certificate.Case tensors(GoldenTest.Tensors test) throws IOException {
    float[] values;
    long[] shape;
    try (NpyFile input = NpyFile.open(test.input())) {
      shape = input.shape();
      if (input.values() > Integer.MAX_VALUE / 8) {
        throw new IOException(test.input() + ": is too large for one pass");
      }
      values = new float[(int) input.values()];
      input.read(0, values.length, values);
    }
    try (NpyFile output = NpyFile.open(test.output())) {
      double absolute = test.absoluteTolerance();
      double relative = test.relativeTolerance();
      Comparer comparer = new Comparer(null, output, want -> absolute + relative * Math.abs(want));
      result =
          ObservedRun.tensor(
              spec, options, shape, values, test.outputIs(), comparer, progress, cancel);
      Certificate.Values out =
          comparer.scores(1.0, "all within " + absolute + " + " + relative + " · |value|");
      return new Certificate.Case(test.name(), test.madeBy(), out.passed(), null, out, null);
    }
  }

  private static NpyFile open(Path file) throws IOException {
    return file == null ? null : NpyFile.open(file);
  }

  /** 1e-3, or the distance to the next half if that is more. */
  static double halfStep(float value) {
    short half = Half.fromFloat(Math.abs(value));
    double step = (double) Half.toFloat((short) (half + 1)) - Half.toFloat(half);
    return Math.max(1e-3, step);
  }

  private Certificate.Labels labels(LabelMap found, LabelMap expected, Path file)
      throws IOException {
    Overlap overlap;
    try {
      overlap = Overlap.between(found, expected, options.threads(), cancel);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    long voxels = found.geometry().voxelCount();
    long equal = overlap.of("background", Set.of(0), Set.of(0)).intersection();
    double lowest = 1;
    String label = null;
    boolean passed = true;
    for (LabelOverlap one : overlap.byValue()) {
      equal += one.intersection();
      if (one.dice() < lowest || label == null) {
        lowest = one.dice();
        label = one.name();
      }
      long apart = one.voxels() + one.referenceVoxels() - 2 * one.intersection();
      // Dice 0.9999 leaves this much; structures below 10 000 voxels may lose one.
      passed &= apart <= Math.max(1, SHARE * (one.voxels() + one.referenceVoxels()));
    }
    long differing = voxels - equal;
    passed &= differing <= Math.max(1, SHARE * voxels);
    return new Certificate.Labels(
        voxels, differing, (double) equal / voxels, lowest, label, LABEL_LIMIT, passed);
  }

  /** Compares while the run goes on; what is not carried is passed over. */
  private final class Comparer implements StageObserver {
    private final NpyFile inputFile;
    private final NpyFile scoreFile;
    private final ValueComparison.Tolerance tolerance;
    private int[] size;
    private ValueComparison input;
    private ValueComparison scores;

    Comparer(NpyFile inputFile, NpyFile scoreFile, ValueComparison.Tolerance tolerance) {
      this.inputFile = inputFile;
      this.scoreFile = scoreFile;
      this.tolerance = tolerance;
    }

    @Override
    public void input(FloatGrid grid) {
      size = grid.size();
      if (inputFile == null) {
        return;
      }
      try {
        input =
            new ValueComparison(
                inputFile,
                "values of the network's grid",
                grid.channels(),
                size,
                want -> 1e-4 * Math.max(1, Math.abs(want)));
        float[] slice = new float[size[0] * size[1]];
        int[] box = {size[0], size[1], 1};
        for (int channel = 0; channel < grid.channels(); channel++) {
          for (int z = 0; z < size[2]; z++) {
            cancel.throwIfCancelled();
            grid.read(channel, new int[] {0, 0, z}, box, slice, 0);
            input.slice(channel, z, slice, 0);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void scores(int index, float[] values) {
      if (scoreFile == null) {
        return;
      }
      int classes = spec.network().outputChannels();
      try {
        if (scores == null) {
          scores = new ValueComparison(scoreFile, "scores", classes, size, tolerance);
        }
        for (int c = 0; c < classes; c++) {
          scores.slice(c, index, values, c * size[0] * size[1]);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Certificate.Values input(double share, String limit) throws IOException {
      return input == null ? null : input.result(share, limit);
    }

    Certificate.Values scores(double share, String limit) throws IOException {
      return scores == null ? null : scores.result(share, limit);
    }
  }
}

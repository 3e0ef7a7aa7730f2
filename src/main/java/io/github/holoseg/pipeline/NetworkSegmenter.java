package io.github.holoseg.pipeline;

import io.github.holoseg.grid.ScoreSink;
import io.github.holoseg.inference.InferenceEngine;
import io.github.holoseg.inference.InferenceEngine.Session;
import io.github.holoseg.inference.InferenceRun;
import io.github.holoseg.inference.SlidingWindowInferer;
import io.github.holoseg.inference.TilePlan;
import io.github.holoseg.inference.WindowPlan;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.TensorAxes;
import io.github.holoseg.model.WindowSpec.Accumulate;
import io.github.holoseg.postprocess.LabelDecision;
import io.github.holoseg.postprocess.Postprocessor;
import io.github.holoseg.preprocess.Preprocessed;
import io.github.holoseg.preprocess.Preprocessor;
import io.github.holoseg.preprocess.SharedGrid;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import io.github.holoseg.volume.BoundaryShift;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Preprocess, infer, decide, restore and clean up, with the network kept between volumes whose
 * tiles have the same size.
 */
final class NetworkSegmenter implements ScanSegmenter {
  /** Bytes per voxel of a label map. */
  private static final long LABEL_BYTES = 2;

  private final ModelSpec spec;
  private final SegmenterOptions options;
  private final InferenceEngine engine;
  private final SessionCache sessions;
  private final NetworkSegmenter previous;
  private final NetworkWatch watch;

  NetworkSegmenter(ModelSpec spec, SegmenterOptions options, InferenceEngine engine) {
    this(spec, options, engine, NetworkWatch.NONE);
  }

  /**
   * @param watch sees this network, not the earlier ones of a cascade
   */
  NetworkSegmenter(
      ModelSpec spec, SegmenterOptions options, InferenceEngine engine, NetworkWatch watch) {
    this.watch = watch;
    this.spec = spec;
    this.options = options;
    this.engine = engine;
    this.sessions = new SessionCache(engine, inputs(spec), options.device(), options.threads());
    this.previous =
        spec.cascade() == null
            ? null
            : new NetworkSegmenter(spec.cascade().previous(), options.withLabels(Set.of()), engine);
  }

  /** The network with the channels of a cascade's labels, which its file has. */
  static NetworkSpec inputs(ModelSpec spec) {
    NetworkSpec network = spec.network();
    if (spec.cascade() == null) {
      return network;
    }
    List<String> channels = new ArrayList<>(network.channels());
    spec.cascade().labelValues().forEach(value -> channels.add("label " + value));
    return new NetworkSpec(
        network.weights(),
        network.input(),
        network.output(),
        network.type(),
        network.axes(),
        channels,
        network.outputChannels(),
        network.size());
  }

  @Override
  public SegmentationResult segment(
      List<Volume<?>> channels, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    return segmentChecked(
        channels, ModalityGuard.warnings(channels, spec, options), progress, cancel);
  }

  @Override
  public SegmentationResult segmentChecked(
      List<Volume<?>> channels,
      Set<String> known,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    return segment(channels, new SharedGrid(), known, progress, cancel);
  }

  /**
   * As above, for a scan that was looked at already.
   *
   * @param shared where the resampled scan may come from, and is left for the next model
   * @param known warnings about the scan, the first ones of the result
   */
  SegmentationResult segment(
      List<Volume<?>> channels,
      SharedGrid shared,
      Set<String> known,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    Set<String> warnings = new LinkedHashSet<>(known);
    Volume<?> volume = channels.get(0);
    StageClock clock = new StageClock();
    SegmentationResult first =
        previous == null ? null : previous.segment(channels, progress, cancel);

    long start = System.nanoTime();
    List<Preprocessed> pieces =
        Preprocessor.pieces(
            channels,
            first == null ? null : first.labels(),
            spec,
            shared,
            options.threads(),
            progress,
            cancel);
    pieces.forEach(piece -> warnings.addAll(piece.warnings()));
    clock.add(Stage.PREPROCESS, start);
    PartProgress parts = new PartProgress(progress, pieces.size());
    PieceRuns runs = new PieceRuns(warnings, clock);
    for (Preprocessed piece : pieces) {
      runs.run(piece, volume.geometry(), parts, cancel);
      parts.next();
    }
    start = System.nanoTime();
    LabelMap labels = runs.labels;
    List<BoundaryShift> shifts = new ArrayList<>();
    Postprocessor.apply(
        volume, labels, spec.postprocess(), spec.labels(), shifts, options.threads(), cancel);
    List<PlausibilityFinding> checks =
        PlausibilityGuard.evaluate(labels, spec.checks(), options.threads(), cancel);
    warnings.addAll(PlausibilityGuard.warnings(checks));
    // Last, because clean-up of a kept structure may depend on its neighbours.
    labels = WantedLabels.of(labels, options.labels());
    clock.add(Stage.RESTORE, start);
    progress.onProgress(Stage.RESTORE, 1, 1);

    SegmentationResult result =
        new SegmentationResult(
            labels,
            engine.name(),
            runs.provider,
            runs.calls,
            runs.tileSize,
            clock.durations(),
            Duration.ofNanos(runs.nanos),
            runs.peak + LABEL_BYTES * volume.geometry().voxelCount(),
            new ArrayList<>(warnings),
            spec.network().weights(),
            checks,
            shifts);
    return first == null ? result : result.after(first);
  }

  /** The network on one piece of the grid after the other; adds up what they took. */
  private final class PieceRuns {
    private final Set<String> warnings;
    private final StageClock clock;
    private LabelMap labels;
    private String provider;
    private int[] tileSize;
    private int calls;
    private long nanos;
    private long peak;

    PieceRuns(Set<String> warnings, StageClock clock) {
      this.warnings = warnings;
      this.clock = clock;
    }

    void run(
        Preprocessed piece,
        VolumeGeometry scan,
        ProgressListener progress,
        CancellationToken cancel)
        throws IOException {
      watch.input().accept(piece.grid());
      long start = System.nanoTime();
      NetworkSpec network = spec.network();
      TensorAxes axes = TensorAxes.of(network);
      WindowPlan window = WindowPlan.of(spec.window(), network.size(), axes);
      TilePlan plan =
          TilePlan.choose(
              window,
              piece.grid().size(),
              piece.grid().channels(),
              network.outputChannels(),
              network.weights().size(),
              MemoryBudget.forOnePass(scan, options.device()));
      List<Session> folds = sessions.open(plan.tileSize());
      folds.forEach(session -> warnings.addAll(session.warnings()));
      Accumulate precision = spec.window().accumulate();
      try (LabelDecision decision =
          LabelDecision.into(
              labels,
              spec,
              piece.mapping(),
              precision,
              options.threads(),
              watch.labels() == LabelObserver.NONE ? null : watch.labels()::decided)) {
        ScoreSink kept =
            new KeptSlices(piece, SeenScores.by(watch.labels(), spec, piece, decision));
        TimedSink sink = new TimedSink(watch.scores().apply(kept));
        InferenceRun inference =
            new SlidingWindowInferer(
                    window, plan, spec.id(), network.outputChannels(), options.threads())
                .run(piece.grid(), folds, sink, progress, cancel);
        clock.add(Stage.INFER, start);
        clock.move(Stage.INFER, Stage.RESTORE, sink.nanos());
        start = System.nanoTime();
        progress.onProgress(Stage.RESTORE, 0, 0);
        labels = decision.finish();
        clock.add(Stage.RESTORE, start);
        calls += inference.networkCalls();
        nanos += inference.networkNanos();
        peak = Math.max(peak, piece.bytes() + inference.peakBytes());
      }
      provider = folds.get(0).provider();
      tileSize = axes.toXyz(plan.tileSize());
    }
  }

  /** What it looks for. */
  List<Label> labels() {
    return spec.labels();
  }

  @Override
  public void close() {
    sessions.close();
    if (previous != null) {
      previous.close();
    }
  }
}

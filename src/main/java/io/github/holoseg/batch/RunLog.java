package io.github.holoseg.batch;

import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.pipeline.SegmentationResult;
import io.github.holoseg.task.Stage;
import io.github.holoseg.volume.BoundaryShift;
import io.github.holoseg.volume.Volume;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Collects what a report says while a run goes on; a report can be made of it at any moment. */
final class RunLog {
  private SegmentOptions options;
  private final Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final long startNanos = System.nanoTime();
  private final Map<Stage, Duration> times = new EnumMap<>(Stage.class);
  private final Set<String> warnings = new LinkedHashSet<>();
  private RunReport.Input input;
  private RunReport.Model model;
  private RunReport.Run run;
  private RunReport.Verification verification;
  private ModelSpec spec;
  private RunReport.Output output;
  private List<Structure> structures = List.of();
  private List<BoundaryShift> refinement = List.of();
  private List<RunReport.Check> checks = List.of();
  private Duration network;

  RunLog(SegmentOptions options) {
    this.options = options;
  }

  /** The same run, written as these options say. */
  void savedAs(SegmentOptions saved) {
    options = saved;
  }

  void model(ModelSpec spec) {
    this.spec = spec;
    model = RunReport.Model.of(spec, options.labels());
  }

  /**
   * A volume that was read, the channels of a model one after the other.
   *
   * @param file null if the caller had the volume
   */
  void input(Path file, Volume<?> volume, String sha256) {
    Path path = file != null ? file : volume.info().source();
    String text = path == null ? null : path.toAbsolutePath().toString();
    if (input == null) {
      input = RunReport.Input.of(text, file != null ? null : volume.info().name(), sha256, volume);
    } else {
      input = input.with(new RunReport.Channel(text, sha256));
    }
    warnings.addAll(volume.info().warnings());
  }

  void result(SegmentationResult result, List<Structure> found) {
    run =
        new RunReport.Run(
            result.engine(),
            options.device().toString(),
            result.provider(),
            options.threadCount(),
            result.tileSize(),
            result.tiles(),
            result.peakMemory(),
            result.weights().stream()
                .map(w -> new RunReport.Network(w.file().toString(), w.sha256()))
                .toList());
    verification =
        Certificates.standard()
            .find(spec, result.engine(), result.provider())
            .map(RunReport.Verification::of)
            .orElse(RunReport.Verification.NONE);
    result.times().forEach(this::took);
    network = result.networkTime();
    structures = found;
    refinement = result.refinement();
    checks = result.checks().stream().map(RunReport.Check::of).toList();
    warnings.addAll(result.warnings());
    if (found.stream().allMatch(structure -> structure.voxels() == 0)) {
      warnings.add("the result is empty: " + notFound(found));
    }
  }

  /** A few names, because a model may have hundreds. */
  private static String notFound(List<Structure> structures) {
    String names =
        structures.stream().limit(6).map(Structure::name).collect(Collectors.joining(", "));
    return "no voxel of "
        + names
        + (structures.size() > 6 ? " or any other of " + structures.size() + " structures" : "")
        + " was found (0.0 ml)";
  }

  /** What the label map's file says about its origin. */
  String provenance() {
    return "Holoseg " + Version.TEXT + " " + spec.id() + " " + spec.version();
  }

  void warn(String warning) {
    warnings.add(warning);
  }

  /**
   * @param slices null if the scan was not resampled
   */
  void output(String sha256, RunReport.Slices slices) {
    output = new RunReport.Output(options.output().toAbsolutePath().toString(), sha256, slices);
  }

  void took(Stage stage, Duration duration) {
    times.merge(stage, duration, Duration::plus);
  }

  RunReport report(String status, String message) {
    Map<String, Double> stages = new LinkedHashMap<>();
    times.forEach((stage, duration) -> stages.put(stage.name(), seconds(duration)));
    return new RunReport(
        status,
        message,
        Version.TEXT,
        input,
        model,
        run,
        verification,
        output,
        structures,
        refinement,
        checks,
        List.copyOf(warnings),
        new RunReport.Times(
            started.toString(),
            seconds(Duration.ofNanos(System.nanoTime() - startNanos)),
            stages,
            network == null ? null : seconds(network)),
        new RunReport.Repeat(options.toMacroLine(), options.toCommandLine()));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}

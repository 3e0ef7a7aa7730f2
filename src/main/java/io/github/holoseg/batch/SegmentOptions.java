package io.github.holoseg.batch;

import io.github.holoseg.inference.Device;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.pipeline.RegionOfInterest;
import io.github.holoseg.pipeline.RunChoices;
import io.github.holoseg.pipeline.SegmenterOptions;
import io.github.holoseg.volume.AxisOrder;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the user chose about segmenting one scan.
 *
 * @param input image file or DICOM folder; null: a volume that the caller has
 * @param more the files of further channels, if the user named them; see {@link ChannelFiles}
 * @param output label map to write; an existing file is replaced, at once, when the run succeeded;
 *     null: the labels stay in memory, see {@link Segmented}
 * @param model id of an installed model or the folder of one
 * @param device where the network runs
 * @param threads CPU threads, 0 for all
 * @param labels names of the structures to keep, empty for all
 * @param roi coarse model that finds the region first: {@code auto}, {@code none}, its id, or empty
 *     for what the model says
 * @param reading series, reader and the like; its threads are those of {@code threads}
 * @param choices what is wanted otherwise than the model says
 * @param report file for the report, null for {@link #reportBeside(Path)}
 * @param force run although the modality contradicts the model
 */
public record SegmentOptions(
    Path input,
    List<Path> more,
    Path output,
    String model,
    Device device,
    int threads,
    List<String> labels,
    String roi,
    ReadOptions reading,
    RunChoices choices,
    Path report,
    boolean force) {

  public SegmentOptions {
    labels = List.copyOf(labels);
    more = List.copyOf(more);
    reading = reading.withThreads(threadCount(threads));
  }

  /** All defaults. */
  public static SegmentOptions of(Path input, Path output) {
    return of(
        Arguments.of(
            Operation.SEGMENT, Map.of("input", input.toString(), "output", output.toString())));
  }

  /**
   * @param arguments of {@link Operation#SEGMENT}
   * @throws UsageException if a path is no path
   */
  public static SegmentOptions of(Arguments arguments) {
    List<Path> inputs =
        arguments.optional(Parameter.INPUT).map(ChannelFiles::split).orElse(List.of());
    return new SegmentOptions(
        inputs.isEmpty() ? null : inputs.get(0),
        inputs.isEmpty() ? List.of() : inputs.subList(1, inputs.size()),
        arguments.path(Parameter.OUTPUT).orElse(null),
        arguments.text(Parameter.MODEL),
        Device.parse(arguments.text(Parameter.DEVICE)),
        arguments.integer(Parameter.THREADS),
        arguments.list(Parameter.LABELS),
        arguments.text(Parameter.ROI),
        reading(arguments),
        choices(arguments),
        arguments.path(Parameter.REPORT).orElse(null),
        arguments.flag(Parameter.FORCE));
  }

  /**
   * Reads the option string of a macro.
   *
   * @throws UsageException saying what is wrong with it
   */
  public static SegmentOptions parse(String macroOptions) {
    return of(Arguments.parse(Operation.SEGMENT, macroOptions));
  }

  public SegmentOptions withModel(String model) {
    return new SegmentOptions(
        input, more, output, model, device, threads, labels, roi, reading, choices, report, force);
  }

  public SegmentOptions withDevice(Device device) {
    return new SegmentOptions(
        input, more, output, model, device, threads, labels, roi, reading, choices, report, force);
  }

  public SegmentOptions withThreads(int threads) {
    return new SegmentOptions(
        input, more, output, model, device, threads, labels, roi, reading, choices, report, force);
  }

  public SegmentOptions withLabels(List<String> labels) {
    return new SegmentOptions(
        input, more, output, model, device, threads, labels, roi, reading, choices, report, force);
  }

  public SegmentOptions withRoi(String roi) {
    return new SegmentOptions(
        input, more, output, model, device, threads, labels, roi, reading, choices, report, force);
  }

  /** The same with another label map to write, the report beside it. */
  public SegmentOptions withOutput(Path output) {
    return new SegmentOptions(
        input, more, output, model, device, threads, labels, roi, reading, choices, null, force);
  }

  /** The same with other paths, as for another case of a folder. */
  public SegmentOptions withFiles(Path input, Path output, Path report) {
    return new SegmentOptions(
        input, List.of(), output, model, device, threads, labels, roi, reading, choices, report,
        force);
  }

  /** All files that the user named; empty for a volume that the caller has. */
  public List<Path> inputs() {
    List<Path> all = new ArrayList<>();
    if (input != null) {
      all.add(input);
    }
    all.addAll(more);
    return all;
  }

  /** Where the report goes; there has to be an output. */
  public Path reportPath() {
    return report != null ? report : reportBeside(output);
  }

  /** {@code out/a.nii.gz} gives {@code out/a.report.json}. */
  public static Path reportBeside(Path output) {
    return output.resolveSibling(stem(output) + ".report.json");
  }

  /** The file's name without its ending; {@code .nii.gz} and {@code .seg.nrrd} count as one. */
  public static String stem(Path file) {
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    if (name.toLowerCase(java.util.Locale.ROOT).endsWith(".gz")) {
      dot = name.lastIndexOf('.', name.length() - 4);
      dot = dot > 0 ? dot : name.length() - 3;
    } else if (name.toLowerCase(java.util.Locale.ROOT).endsWith(".seg.nrrd")) {
      dot = name.length() - ".seg.nrrd".length();
    }
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** CPU threads, at least 1. */
  public int threadCount() {
    return threadCount(threads);
  }

  static int threadCount(int asked) {
    return asked > 0 ? asked : Runtime.getRuntime().availableProcessors();
  }

  /** What the arguments of any operation say about reading. */
  public static ReadOptions reading(Arguments arguments) {
    return new ReadOptions(
        arguments.optional(Parameter.SERIES).orElse(null),
        arguments.optional(Parameter.VOLUME).map(Integer::parseInt).orElse(-1),
        arguments.optional(Parameter.READER).orElse(null),
        arguments.optional(Parameter.ORIENTATION).map(AxisOrder::of).orElse(null),
        arguments.flag(Parameter.RECTIFY),
        threadCount(arguments.integer(Parameter.THREADS)));
  }

  private static RunChoices choices(Arguments arguments) {
    return new RunChoices(
        RunChoices.Mirror.valueOf(arguments.text(Parameter.MIRROR).toUpperCase(Locale.ROOT)),
        RunChoices.Precision.valueOf(arguments.text(Parameter.PRECISION).toUpperCase(Locale.ROOT)),
        arguments.optional(Parameter.OVERLAP).map(Double::valueOf).orElse(Double.NaN),
        arguments.list(Parameter.FOLDS).stream().map(Integer::valueOf).toList(),
        arguments.text(Parameter.POSTPROCESS).equals("on"),
        RunChoices.Split.valueOf(arguments.text(Parameter.SPLIT).toUpperCase(Locale.ROOT)));
  }

  /**
   * @param region where the model works, null for the whole scan
   */
  SegmenterOptions segmenterOptions(RegionOfInterest region) {
    return new SegmenterOptions(device, threadCount(), new LinkedHashSet<>(labels), force, region);
  }

  /** As arguments, for printing; paths become absolute, so that the line works anywhere. */
  public Arguments toArguments() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(
        "input",
        inputs().stream()
            .map(path -> path.toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator)));
    texts.put("output", output == null ? "" : output.toAbsolutePath().toString());
    texts.put("model", model);
    texts.put("device", device.toString());
    texts.put("threads", Integer.toString(threads));
    texts.put("labels", String.join(",", labels));
    texts.put("roi", roi);
    texts.put("series", reading.series().orElse(""));
    texts.put("volume", reading.volumeIndex() < 0 ? "" : "" + reading.volumeIndex());
    texts.put("reader", reading.readerKey().orElse(""));
    texts.put("orientation", reading.axisOrder().map(AxisOrder::axisCodes).orElse(""));
    texts.put("rectify", Boolean.toString(reading.rectify()));
    texts.put("mirror", choices.mirror().name());
    texts.put("precision", choices.precision().name());
    texts.put("overlap", Double.isNaN(choices.overlap()) ? "" : "" + choices.overlap());
    texts.put(
        "folds", choices.folds().stream().map(String::valueOf).collect(Collectors.joining(",")));
    texts.put("postprocess", choices.postprocess() ? "on" : "off");
    texts.put("split", choices.split().name());
    texts.put("report", report == null ? "" : report.toAbsolutePath().toString());
    texts.put("force", Boolean.toString(force));
    Set<Parameter> brought = EnumSet.noneOf(Parameter.class);
    if (input == null) {
      brought.add(Parameter.INPUT);
    }
    if (output == null) {
      brought.add(Parameter.OUTPUT);
    }
    return Arguments.of(Operation.SEGMENT, texts, brought);
  }

  /** The macro line that repeats this. */
  public String toMacroLine() {
    return toArguments().toMacroLine();
  }

  /** The command line that repeats this; null for a volume that is no file. */
  public String toCommandLine() {
    return input == null ? null : toArguments().toCommandLine();
  }
}

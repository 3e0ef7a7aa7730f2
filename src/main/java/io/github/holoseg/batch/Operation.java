package io.github.holoseg.batch;

import io.github.holoseg.io.LabelMapExporters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What Holoseg can be asked to do, under one name for the command line and one for the menu, with
 * the parameters each takes. The menu label is the command's name in macros.
 */
public enum Operation {
  SEGMENT(
      "segment",
      "Segment CT...",
      "segment one scan",
      Parameter.INPUT,
      Parameter.OUTPUT,
      Parameter.MODEL,
      Parameter.DEVICE,
      Parameter.THREADS,
      Parameter.LABELS,
      Parameter.ROI,
      Parameter.SERIES,
      Parameter.VOLUME,
      Parameter.READER,
      Parameter.ORIENTATION,
      Parameter.RECTIFY,
      Parameter.MIRROR,
      Parameter.PRECISION,
      Parameter.OVERLAP,
      Parameter.FOLDS,
      Parameter.POSTPROCESS,
      Parameter.SPLIT,
      Parameter.REPORT,
      Parameter.FORCE),
  FOLDER(
      "batch",
      "Segment Folder...",
      "segment every scan in a folder",
      Parameter.INPUT,
      Parameter.OUTPUT,
      Parameter.MODEL,
      Parameter.DEVICE,
      Parameter.THREADS,
      Parameter.LABELS,
      Parameter.ROI,
      Parameter.READER,
      Parameter.ORIENTATION,
      Parameter.RECTIFY,
      Parameter.MIRROR,
      Parameter.PRECISION,
      Parameter.OVERLAP,
      Parameter.FOLDS,
      Parameter.POSTPROCESS,
      Parameter.SPLIT,
      Parameter.FORCE),
  CONVERT(
      "convert",
      "Convert Volume...",
      "write a scan or a label map in another file format",
      Parameter.INPUT,
      Parameter.OUTPUT,
      Parameter.SERIES,
      Parameter.VOLUME,
      Parameter.READER,
      Parameter.ORIENTATION,
      Parameter.RECTIFY),
  OPEN(
      "open",
      "Open CT...",
      "show a scan in ImageJ, in HU and with its place in the patient",
      Parameter.INPUT,
      Parameter.SERIES,
      Parameter.VOLUME,
      Parameter.READER,
      Parameter.ORIENTATION,
      Parameter.RECTIFY),
  VIEW(
      "view",
      "Workbench...",
      "look at a scan, segment it and correct its labels, in a window",
      Parameter.INPUT,
      Parameter.LABELMAP,
      Parameter.SERIES,
      Parameter.VOLUME,
      Parameter.READER,
      Parameter.ORIENTATION,
      Parameter.RECTIFY),
  INFO(
      "info",
      "Volume Info...",
      "say what is in a file or folder",
      Parameter.INPUT,
      Parameter.SERIES,
      Parameter.VOLUME,
      Parameter.READER,
      Parameter.ORIENTATION,
      Parameter.RECTIFY),
  COMPARE(
      "compare",
      "Compare Labels...",
      "say how well two label maps agree",
      Parameter.INPUT,
      Parameter.REFERENCE,
      Parameter.MATCH),
  ADD_MODEL(
      "models add",
      "Add Model...",
      "install a model from a folder, zip, .onnx file or address",
      Parameter.SOURCE,
      Parameter.ID,
      Parameter.CONFIGURATION,
      Parameter.CHECKSUM,
      Parameter.LIMIT,
      Parameter.REPLACE),
  REMOVE_MODEL("models remove", "Remove Model...", "remove a model that was added", Parameter.ID),
  SHOW_MODEL(
      "models show",
      "Model Info...",
      "say what a model is, and what a run would take",
      Parameter.MODEL,
      Parameter.INPUT,
      Parameter.DEVICE,
      Parameter.THREADS,
      Parameter.TIME),
  VERIFY_MODEL(
      "models verify",
      "Verify Model...",
      "compare this machine's results with the golden values that a model carries",
      Parameter.MODEL,
      Parameter.DEVICE,
      Parameter.THREADS),
  DOCTOR("doctor", "Holoseg Doctor", "say what this machine can run, and what is missing");

  private final String word;
  private final String label;
  private final String summary;
  private final List<Parameter> parameters;

  Operation(String word, String label, String summary, Parameter... parameters) {
    this.word = word;
    this.label = label;
    this.summary = summary;
    this.parameters = List.of(parameters);
  }

  /** The sub-command's word or words, also the first argument of {@code Macros.run}. */
  public String word() {
    return word;
  }

  /** The leaf of the menu entry; {@code run("…")} in a macro. */
  public String label() {
    return label;
  }

  /** One phrase. */
  public String summary() {
    return summary;
  }

  /** In the order in which they are asked for and printed. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** Whether the value has to be given. */
  public boolean requires(Parameter parameter) {
    return parameters.contains(parameter)
        && switch (parameter) {
          case INPUT -> this != SHOW_MODEL && this != VIEW;
          case OUTPUT, SOURCE, REFERENCE -> true;
          case ID -> this == REMOVE_MODEL;
          default -> false;
        };
  }

  /** The parameter that needs no name on a command line; null if there is none. */
  public Parameter positional() {
    return switch (this) {
      case ADD_MODEL -> Parameter.SOURCE;
      case REMOVE_MODEL -> Parameter.ID;
      case SHOW_MODEL, VERIFY_MODEL -> Parameter.MODEL;
      default -> parameters.contains(Parameter.INPUT) ? Parameter.INPUT : null;
    };
  }

  /**
   * What the output's name may end in, and so its format.
   *
   * @return empty where the output is no single file
   */
  public List<String> endings() {
    return switch (this) {
      case SEGMENT -> LabelMapExporters.endings();
      case CONVERT -> VolumeOutput.endings();
      default -> List.of();
    };
  }

  /** Whether an image that is open in ImageJ can take the place of {@link Parameter#INPUT}. */
  public boolean takesOpenImage() {
    return this == SEGMENT;
  }

  /**
   * The operation with this word or label, whatever the case.
   *
   * @throws UsageException naming the words there are
   */
  public static Operation of(String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT);
    for (Operation operation : values()) {
      if (operation.word.equals(wanted)
          || operation.label.toLowerCase(Locale.ROOT).equals(wanted)) {
        return operation;
      }
    }
    throw new UsageException(
        "There is no command '"
            + name
            + "'; use one of "
            + Arrays.stream(values()).map(Operation::word).collect(Collectors.joining(", "))
            + ".");
  }
}

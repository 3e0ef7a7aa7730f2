package io.github.holoseg.batch;

import io.github.holoseg.inference.Device;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.volume.AxisOrder;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Everything that a user can choose: the one declaration behind the macro keys, the command line's
 * options, the fields of the commands and the dialogs.
 *
 * <p>A key is one lower-case word of letters only, is the same as its label's word, and is not the
 * ending of another key: ImageJ's own option parser finds {@code key=} inside longer keys.
 */
public enum Parameter {
  INPUT(Kind.PATH, "", "image file or DICOM folder to read"),
  OUTPUT(Kind.PATH, "", "file to write (for a folder of scans: folder to write into)"),
  MODEL(
      Kind.TEXT,
      ModelRepository.DEFAULT_ID,
      "id of an installed model, or path of a model folder, zip or .onnx file"),
  DEVICE(Kind.TEXT, "auto", "where the network runs: auto, cpu, cuda or cuda:N"),
  THREADS(Kind.INTEGER, "0", "CPU threads; 0: all that the machine has"),
  LABELS(Kind.LIST, "", "structures to keep, separated by commas; empty: all of the model's"),
  LABELMAP(Kind.PATH, "", "label map file to show over the scan; empty: none"),
  REFERENCE(Kind.PATH, "", "label map to judge the first one by"),
  MATCH(
      Kind.TEXT,
      "",
      "which values of the reference are a structure of the first, for files without names:"
          + " femur_left=75,hip_left=77+79; empty: equal names"),
  ROI(
      Kind.TEXT,
      "",
      "coarse model that finds where to look first: auto, none or its id; empty: as the model says"),
  SERIES(
      Kind.TEXT, "", "DICOM SeriesInstanceUID, or UID#n as info lists it; empty: the best by rule"),
  VOLUME(
      Kind.INTEGER,
      "",
      "which volume of a 4-D file or of DICOM time points, from 0; empty: the only one"),
  READER(Kind.TEXT, "", "key of the reader, for example nifti or dicom; empty: the best one"),
  ORIENTATION(
      Kind.ORIENTATION,
      "",
      "where the voxel axes point, for example LPS, for files that do not say; empty: LPS"),
  RECTIFY(Kind.FLAG, "false", "resample tilted or uneven DICOM slices to a rectangular grid"),
  MIRROR(
      Kind.TEXT, "auto", "mirrored passes: auto (as the model says), on (needed) or off (faster)"),
  PRECISION(
      Kind.TEXT, "exact", "how scores are summed: exact (as the model's origin does) or fp32"),
  OVERLAP(
      Kind.TEXT, "", "fraction of a tile that neighbours share, 0 to below 1; empty: the model's"),
  FOLDS(Kind.LIST, "", "networks of the model to run, from 0, separated by commas; empty: all"),
  POSTPROCESS(Kind.TEXT, "on", "clean-up that the model asks for: on or off"),
  SPLIT(
      Kind.TEXT,
      "auto",
      "scans in three pieces along z: auto (as the model says), on (always) or off"),
  REPORT(Kind.PATH, "", "file for the report; empty: beside the output, ending in .report.json"),
  SOURCE(
      Kind.TEXT,
      "",
      "folder, zip, .onnx file or http(s) address of a model, or totalsegmentator:TASK"),
  ID(Kind.TEXT, "", "id of the installed model; when adding: another id than the model's own"),
  CONFIGURATION(
      Kind.TEXT,
      "",
      "which model of several in the source, for example 3d_fullres; empty: the one"),
  CHECKSUM(Kind.TEXT, "", "SHA-256 that the fetched file must have; empty: not checked"),
  LIMIT(Kind.INTEGER, "32768", "MB that may be fetched, and that may be unpacked"),
  REPLACE(Kind.FLAG, "false", "replace an installed model of the same id"),
  TIME(Kind.FLAG, "false", "load the networks and time a tile"),
  FORCE(Kind.FLAG, "false", "run although the scan's modality contradicts the model");

  /** What a value looks like. */
  public enum Kind {
    PATH,
    TEXT,
    /** Words separated by commas. */
    LIST,
    /** A whole number, 0 or more. */
    INTEGER,
    /** Three letters out of L/R, A/P and S/I. */
    ORIENTATION,
    FLAG
  }

  private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,6}");

  private static final Pattern FRACTION = Pattern.compile("0?\\.\\d{1,9}|0");

  private final Kind kind;
  private final String defaultValue;
  private final String help;

  Parameter(Kind kind, String defaultValue, String help) {
    this.kind = kind;
    this.defaultValue = defaultValue;
    this.help = help;
  }

  /** The word by which macros and the command line name it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As shown in dialogs. */
  public String label() {
    return name().charAt(0) + key().substring(1);
  }

  public Kind kind() {
    return kind;
  }

  /** The value when none is given; empty means "not given". */
  public String defaultValue() {
    return defaultValue;
  }

  /** One phrase for help texts and tooltips. */
  public String help() {
    return help;
  }

  /**
   * The value in its one canonical spelling.
   *
   * @throws UsageException if it is no value of this parameter; the sentence names what is allowed
   */
  String normalise(String value) {
    if (value.isEmpty()) {
      return defaultValue;
    }
    return switch (kind) {
      case PATH -> value;
      case TEXT -> text(value);
      case LIST -> this == FOLDS ? folds(list(value)) : list(value);
      case INTEGER -> integer(value);
      case ORIENTATION -> orientation(value);
      case FLAG -> flag(value);
    };
  }

  private String text(String value) {
    return switch (this) {
      case DEVICE -> device(value);
      case MIRROR, SPLIT -> word(value, "auto", "on", "off");
      case PRECISION -> word(value, "exact", "fp32");
      case POSTPROCESS -> word(value, "on", "off");
      case OVERLAP -> fraction(value);
      case CHECKSUM -> checksum(value.strip().toLowerCase(Locale.ROOT));
      case SOURCE, ID, CONFIGURATION -> value.strip();
      case READER -> reader(value.strip().toLowerCase(Locale.ROOT));
      case ROI -> roi(value.strip());
      default -> value;
    };
  }

  /** A bare flag in a macro is {@code true}, as is the wish for the model's own choice. */
  private static String roi(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "auto" -> "auto";
      case "false", "no", "none" -> "none";
      default -> value;
    };
  }

  /** One of some words; a bare flag in a macro is {@code true}. */
  private String word(String value, String... words) {
    String word = value.strip().toLowerCase(Locale.ROOT);
    word =
        switch (word) {
          case "true", "yes" -> "on";
          case "false", "no" -> "off";
          default -> word;
        };
    if (!List.of(words).contains(word)) {
      throw new UsageException(
          key() + "='" + value + "' is none of " + String.join(", ", words) + "; use one of them.");
    }
    return word;
  }

  private String checksum(String value) {
    if (!value.matches("[0-9a-f]{64}")) {
      throw new UsageException(key() + "='" + value + "' is no SHA-256, 64 digits 0-9 and a-f.");
    }
    return value;
  }

  private String fraction(String value) {
    String text = value.strip();
    double number = FRACTION.matcher(text).matches() ? Double.parseDouble(text) : -1;
    if (!(number >= 0 && number < 1)) {
      throw new UsageException(
          key() + "='" + value + "' is no fraction from 0 to below 1, for example 0.5.");
    }
    return Double.toString(number);
  }

  private static String reader(String key) {
    List<String> keys = VolumeReaders.keys();
    if (!keys.contains(key)) {
      throw new UsageException(
          "There is no reader '" + key + "'; use one of " + String.join(", ", keys) + ".");
    }
    return key;
  }

  private static String device(String value) {
    try {
      return Device.parse(value).toString();
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private String orientation(String value) {
    try {
      return AxisOrder.of(value.strip().toUpperCase(Locale.ROOT)).axisCodes();
    } catch (IllegalArgumentException e) {
      throw new UsageException(key() + "='" + value + "': " + e.getMessage() + ".");
    }
  }

  private String list(String value) {
    StringBuilder joined = new StringBuilder();
    for (String word : value.split(",")) {
      if (!word.isBlank()) {
        joined.append(joined.isEmpty() ? "" : ",").append(word.strip());
      }
    }
    return joined.toString();
  }

  private String folds(String list) {
    if (!list.matches("(\\d{1,4}(,\\d{1,4})*)?")) {
      throw new UsageException(
          key() + "='" + list + "' is no list of numbers, for example 0,1; " + help + ".");
    }
    return list;
  }

  private String integer(String value) {
    String digits = value.strip();
    if (!WHOLE_NUMBER.matcher(digits).matches()) {
      throw new UsageException(
          key() + "='" + value + "' is not a whole number from 0 to 999999; " + help + ".");
    }
    return Integer.toString(Integer.parseInt(digits));
  }

  private String flag(String value) {
    return switch (value.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1" -> "true";
      case "false", "no", "0" -> "false";
      default ->
          throw new UsageException(
              key() + "='" + value + "' is neither true nor false; use one of them.");
    };
  }
}

package io.github.holoseg.workbench.segment;

import io.github.holoseg.batch.Arguments;
import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.Parameter;
import io.github.holoseg.batch.SegmentOptions;
import io.github.holoseg.batch.UsageException;
import io.github.holoseg.io.SeriesFacts;
import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Label;
import io.github.holoseg.workbench.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the user has chosen in the segment dialog, and whether it can be run. Used on the thread of
 * the user interface only.
 */
public final class SegmentModel {
  private HostImage image;
  private Path file;
  private boolean fromFile = true;
  private List<SeriesFacts> seriesList = List.of();
  private String series = "";
  private AxisOrder orientation;
  private String assumed;
  private List<ModelChoice> models = List.of();
  private String modelId = ModelRepository.DEFAULT_ID;
  private final Set<String> left = new LinkedHashSet<>();
  private String device = "auto";
  private int threads;
  private boolean force;

  /** Takes an open image as source; null: there is none. */
  public void useImage(HostImage image) {
    this.image = image;
    fromFile = image == null;
    sourceChanged();
  }

  /** Takes a file or DICOM folder as source; null: none was chosen yet. */
  public void useFile(Path file) {
    this.file = file;
    fromFile = true;
    sourceChanged();
  }

  private void sourceChanged() {
    seriesList = List.of();
    series = "";
    orientation = null;
    assumed = null;
  }

  /** The open image that is the source; empty if it is a file. */
  public Optional<HostImage> image() {
    return fromFile ? Optional.empty() : Optional.ofNullable(image);
  }

  /** The file or folder that is the source; empty if it is an open image or none was chosen. */
  public Optional<Path> file() {
    return fromFile ? Optional.ofNullable(file) : Optional.empty();
  }

  /** The series that were found in the file; the only readable one of several is chosen. */
  public void offerSeries(List<SeriesFacts> found) {
    seriesList = List.copyOf(found);
    List<SeriesFacts> readable = found.stream().filter(s -> s.problems().isEmpty()).toList();
    if (series.isEmpty() && found.size() > 1 && readable.size() == 1) {
      series = readable.get(0).id(); // of a single one the UID need not be told
    }
  }

  public List<SeriesFacts> seriesList() {
    return seriesList;
  }

  /** Chooses a series by {@link SeriesFacts#id()}; empty: the best by rule. */
  public void chooseSeries(String id) {
    if (!series.equals(id)) {
      series = id;
      orientation = null;
      assumed = null;
    }
  }

  public String series() {
    return series;
  }

  /** The scan does not say where its axes point; these were assumed, and the user is to answer. */
  public void askOrientation(String assumedAxes) {
    if (orientation == null) {
      assumed = assumedAxes;
    }
  }

  /** What was assumed, while the user has not answered; empty if there is no question. */
  public Optional<String> orientationQuestion() {
    return orientation == null ? Optional.ofNullable(assumed) : Optional.empty();
  }

  /** The user's answer. */
  public void answerOrientation(AxisOrder axes) {
    orientation = axes;
  }

  /** What the user said; null if nothing. */
  public AxisOrder orientation() {
    return orientation;
  }

  /** The models that there are; the chosen one stays if it is among them. */
  public void offerModels(List<ModelChoice> found) {
    models = List.copyOf(found);
    if (model().isEmpty() && !models.isEmpty()) {
      chooseModel(models.get(0).id());
    }
  }

  public List<ModelChoice> models() {
    return models;
  }

  public Optional<ModelChoice> model() {
    return models.stream().filter(m -> m.id().equals(modelId)).findFirst();
  }

  /** Chooses a model; all of its structures are wanted. */
  public void chooseModel(String id) {
    if (!modelId.equals(id)) {
      modelId = id;
      left.clear();
    }
  }

  /** Whether a structure of the model is wanted. */
  public void want(String label, boolean wanted) {
    if (wanted) {
      left.remove(label);
    } else {
      left.add(label);
    }
  }

  public boolean isWanted(String label) {
    return !left.contains(label);
  }

  public void device(String text) {
    device = text.strip();
  }

  public String device() {
    return device;
  }

  /** CPU threads, 0 for all. */
  public void threads(int count) {
    threads = count;
  }

  public int threads() {
    return threads;
  }

  /** Whether a scan of another modality is run all the same. */
  public void force(boolean on) {
    force = on;
  }

  /** What has to be done before anything can run, one sentence each; empty if all is chosen. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (fromFile && file == null) {
      problems.add(Texts.get("problem.noSource"));
    } else if (fromFile && !Files.exists(file)) {
      problems.add(Texts.get("problem.noFile", file.toString()));
    }
    seriesList.stream()
        .filter(s -> s.id().equals(series) && !s.problems().isEmpty())
        .findFirst()
        .ifPresent(s -> problems.add(Texts.get("problem.series", s.problems().get(0))));
    orientationQuestion().ifPresent(axes -> problems.add(Texts.get("problem.orientation", axes)));
    if (model().isEmpty()) {
      problems.add(Texts.get("problem.noModel"));
    } else if (model().get().labels().stream().map(Label::name).noneMatch(this::isWanted)) {
      problems.add(Texts.get("problem.noLabel"));
    }
    if (problems.isEmpty()) {
      try {
        options();
      } catch (UsageException e) {
        problems.add(e.getMessage());
      }
    }
    return problems;
  }

  /**
   * The choices as the macro and the command line know them, without an output.
   *
   * @throws io.github.holoseg.batch.UsageException if a value is none, for example the device
   */
  public SegmentOptions options() {
    Map<String, String> texts = new LinkedHashMap<>();
    Set<Parameter> brought = EnumSet.of(Parameter.OUTPUT);
    if (fromFile) {
      texts.put("input", file == null ? "" : file.toAbsolutePath().toString());
      texts.put("series", series);
    } else {
      brought.add(Parameter.INPUT);
    }
    texts.put("model", modelId);
    texts.put("device", device);
    texts.put("threads", Integer.toString(threads));
    texts.put("labels", String.join(",", wanted()));
    texts.put("orientation", orientation == null ? "" : orientation.axisCodes());
    texts.put("force", Boolean.toString(force));
    return SegmentOptions.of(Arguments.of(Operation.SEGMENT, texts, brought));
  }

  /** Empty if all are wanted. */
  private List<String> wanted() {
    List<Label> all = model().map(ModelChoice::labels).orElse(List.of());
    List<String> names = all.stream().map(Label::name).filter(this::isWanted).toList();
    return names.size() == all.size() ? List.of() : names;
  }
}

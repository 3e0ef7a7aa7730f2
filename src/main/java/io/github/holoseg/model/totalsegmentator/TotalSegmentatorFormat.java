package io.github.holoseg.model.totalsegmentator;

import io.github.holoseg.model.ModelFormat;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.ShareOfProgress;
import io.github.holoseg.volume.Label;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Folders as TotalSegmentator's zip files unpack: a data set's folder ({@code
 * Dataset297_TotalSegmentator_total_3mm_1559subj}), or a folder that holds the data sets of one
 * task and no others. Known by their names. The folder of one of several parts is that part alone.
 *
 * <p>Networks are converted when they are loaded, those of wanted structures only, and kept in the
 * cache of nnU-Net's format.
 */
public final class TotalSegmentatorFormat implements ModelFormat {
  private final TaskTable table = TaskTable.get();
  private ModelFormat nnunet;

  /** For {@link java.util.ServiceLoader}. */
  public TotalSegmentatorFormat() {}

  TotalSegmentatorFormat(ModelFormat nnunet) {
    this.nnunet = nnunet;
  }

  @Override
  public String key() {
    return "totalsegmentator";
  }

  @Override
  public boolean matches(Path folder) {
    return find(folder).isPresent();
  }

  @Override
  public ModelSpec load(Path folder) throws IOException {
    return load(folder, Set.of());
  }

  @Override
  public ModelSpec load(Path folder, Set<String> labels) throws IOException {
    return load(folder, labels, ProgressListener.NONE, CancellationToken.none());
  }

  @Override
  public ModelSpec load(
      Path folder, Set<String> labels, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    return read(
        folder,
        labels,
        false,
        (training, index, count) ->
            networkFormat()
                .load(training, Set.of(), new ShareOfProgress(progress, index, count), cancel));
  }

  /** Reads one network's training folder. */
  private interface NetworkReader {
    ModelSpec read(Path training, int index, int count) throws IOException;
  }

  @Override
  public ModelSpec describe(Path folder) throws IOException {
    return read(
        folder, Set.of(), true, (training, index, count) -> networkFormat().describe(training));
  }

  @Override
  public String idOf(Path folder) {
    return find(folder)
        .map(found -> found.task().id() + (found.part() < 0 ? "" : "-part" + (found.part() + 1)))
        .orElseGet(() -> ModelFormat.super.idOf(folder));
  }

  /**
   * @param part the only part, −1 for all of the task
   */
  private record Found(Task task, int part, Path parent) {}

  private Optional<Found> find(Path folder) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    Optional<Task> own = name == null ? Optional.empty() : table.withFolder(name.toString());
    if (own.isPresent() && Files.isDirectory(folder)) {
      List<Task.Part> parts = own.get().parts();
      int index = 0;
      while (!parts.get(index).folder().equals(name.toString())) {
        index++;
      }
      return Optional.of(new Found(own.get(), parts.size() == 1 ? -1 : index, folder));
    }
    List<String> datasets = datasets(folder);
    if (datasets.isEmpty()) {
      return Optional.empty();
    }
    return table
        .withFolder(datasets.get(0))
        .filter(task -> task.parts().stream().map(Task.Part::folder).toList().containsAll(datasets))
        .map(task -> new Found(task, -1, folder));
  }

  private static List<String> datasets(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(Files::isDirectory)
          .map(child -> child.getFileName().toString())
          .filter(name -> name.startsWith("Dataset"))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  private ModelSpec read(Path folder, Set<String> labels, boolean describe, NetworkReader reader)
      throws IOException {
    Found found =
        find(folder)
            .orElseThrow(
                () -> new ModelFormatException(folder, "holds no data set of TotalSegmentator"));
    Task task = found.task();
    SortedMap<Integer, Path> trainings = new TreeMap<>();
    for (int i = 0; i < task.parts().size(); i++) {
      boolean asked = found.part() < 0 ? isNeeded(task, i, labels) : i == found.part();
      boolean there = isThere(task, i, found.parent());
      if (asked && (there || !describe)) {
        trainings.put(i, Networks.training(task, i, List.of(found.parent())));
      }
    }
    SortedMap<Integer, ModelSpec> networks = new TreeMap<>();
    for (var training : trainings.entrySet()) {
      networks.put(
          training.getKey(), reader.read(training.getValue(), networks.size(), trainings.size()));
    }
    try {
      return found.part() < 0
          ? TaskSpec.of(task, networks)
          : TaskSpec.part(task, found.part(), networks.get(found.part()));
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(folder, e.getMessage(), e);
    }
  }

  private static boolean isThere(Task task, int part, Path parent) {
    String name = task.parts().get(part).folder();
    return parent.endsWith(name) || Files.isDirectory(parent.resolve(name));
  }

  private static boolean isNeeded(Task task, int part, Set<String> labels) {
    if (labels.isEmpty()) {
      return true;
    }
    for (String name : labels) {
      if (task.labels().stream().noneMatch(label -> label.name().equals(name))) {
        throw new IllegalArgumentException(
            "the model '%s' has no label '%s'; it has %s"
                .formatted(
                    task.id(),
                    name,
                    String.join(", ", task.labels().stream().map(Label::name).toList())));
      }
    }
    List<Integer> values = task.parts().get(part).values();
    return task.labels().stream()
        .anyMatch(label -> labels.contains(label.name()) && values.contains(label.value()));
  }

  private synchronized ModelFormat networkFormat() {
    if (nnunet == null) {
      nnunet = Networks.format();
    }
    return nnunet;
  }
}

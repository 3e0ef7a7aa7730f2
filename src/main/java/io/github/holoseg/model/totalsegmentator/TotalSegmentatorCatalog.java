package io.github.holoseg.model.totalsegmentator;

import io.github.holoseg.model.ModelFormat;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.NetworkSpec.DataFile;
import io.github.holoseg.model.NetworkSpec.Weights;
import io.github.holoseg.model.holoseg.HolosegFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code models add totalsegmentator:TASK} needs: what to fetch, and how the unpacked folders
 * become a model. Fetches nothing itself. Immutable and thread-safe.
 */
public final class TotalSegmentatorCatalog {
  private final TaskTable table = TaskTable.get();
  private final WeightsPlaces places;
  private final ModelFormat nnunet;

  /** With the user's environment, and nnU-Net's format as it is registered. */
  public TotalSegmentatorCatalog() {
    this(new WeightsPlaces(System::getenv, System::getProperty), Networks.format());
  }

  /**
   * @param nnunet reads nnU-Net's folders and converts their weights
   */
  TotalSegmentatorCatalog(WeightsPlaces places, ModelFormat nnunet) {
    this.places = places;
    this.nnunet = nnunet;
  }

  /** Names of the tasks, as they stand behind {@code totalsegmentator:}. */
  public List<String> names() {
    return table.tasks().stream().map(Task::name).toList();
  }

  /**
   * The task of this name.
   *
   * @throws IllegalArgumentException with a sentence: why it is not offered and what there is
   *     instead, or which tasks there are
   */
  public Task task(String name) {
    return table.task(name);
  }

  /**
   * Folders of data sets that TotalSegmentator itself has downloaded; they are used as they are.
   */
  public List<Path> present(Task task) {
    return task.parts().stream().map(places::present).flatMap(Optional::stream).toList();
  }

  /**
   * What is not {@link #present} and has to be fetched.
   *
   * @throws IOException if the mirror that the user names is a folder without the file
   */
  public List<Download> downloads(Task task) throws IOException {
    List<Download> missing = new ArrayList<>();
    for (Task.Part part : task.parts()) {
      if (places.present(part).isEmpty()) {
        missing.add(places.download(part, table.address()));
      }
    }
    return missing;
  }

  /**
   * Makes a model folder: converts the networks, copies them there and writes the description. The
   * folders are only read.
   *
   * @param folders the data sets' folders, or folders that hold them, in any order
   * @param target an existing folder; files of it with the same names are replaced
   * @return the model with its files in {@code target}
   * @throws ModelFormatException if a data set is missing or does not fit the task
   */
  public ModelSpec assemble(Task task, List<Path> folders, Path target) throws IOException {
    SortedMap<Integer, ModelSpec> networks = new TreeMap<>();
    for (int i = 0; i < task.parts().size(); i++) {
      networks.put(i, nnunet.load(Networks.training(task, i, folders)));
    }
    try {
      TaskSpec.of(task, networks); // before anything is written
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(target, e.getMessage(), e);
    }
    for (int i = 0; i < task.parts().size(); i++) {
      ModelSpec network = networks.get(i);
      networks.put(i, Networks.withWeights(network, copy(task, network.network(), i, target)));
    }
    ModelSpec spec = TaskSpec.of(task, networks);
    new HolosegFormat().write(spec, target.resolve(HolosegFormat.FILE_NAME));
    return spec;
  }

  private static List<Weights> copy(Task task, NetworkSpec network, int part, Path target)
      throws IOException {
    List<Weights> copied = new ArrayList<>();
    int folds = task.allFolds() ? network.weights().size() : 1;
    for (Weights weights : network.weights().subList(0, folds)) {
      int fold = copied.size();
      Path file = target.resolve("part" + (part + 1) + (fold == 0 ? "" : "_" + fold) + ".onnx");
      Files.copy(weights.file(), file, StandardCopyOption.REPLACE_EXISTING);
      List<DataFile> data = new ArrayList<>();
      for (DataFile external : weights.externalData()) {
        // The name is written in the ONNX file, so it stays.
        Path beside = target.resolve(external.file().getFileName().toString());
        Files.copy(external.file(), beside, StandardCopyOption.REPLACE_EXISTING);
        data.add(new DataFile(beside, external.sha256()));
      }
      copied.add(new Weights(file, weights.sha256(), data));
    }
    return copied;
  }
}

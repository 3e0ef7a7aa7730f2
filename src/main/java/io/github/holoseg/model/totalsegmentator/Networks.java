package io.github.holoseg.model.totalsegmentator;

import io.github.holoseg.model.ModelFormat;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/** nnU-Net's models of a task's parts. */
final class Networks {
  private Networks() {}

  /** nnU-Net's format as it is registered. */
  static ModelFormat format() {
    return ServiceLoader.load(ModelFormat.class, ModelFormat.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(format -> format.key().equals("nnunet"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nnU-Net's format is not registered"));
  }

  /**
   * The training folder of a part, in one of these folders.
   *
   * @param folders data sets' folders, or folders that hold them
   * @throws ModelFormatException if none holds it, saying what is missing
   */
  static Path training(Task task, int index, List<Path> folders) throws ModelFormatException {
    Task.Part part = task.parts().get(index);
    for (Path folder : folders) {
      Path name = folder.toAbsolutePath().normalize().getFileName();
      boolean own = name != null && name.toString().equals(part.folder());
      Path dataset = own ? folder : folder.resolve(part.folder());
      if (Files.isDirectory(dataset)) {
        Path training = dataset.resolve(task.folder());
        if (!Files.isDirectory(training)) {
          throw new ModelFormatException(
              dataset,
              "has no folder '"
                  + task.folder()
                  + "', in which TotalSegmentator 2.18 has this network; download it again");
        }
        return training;
      }
    }
    Path first = folders.isEmpty() ? Path.of("") : folders.get(0);
    throw new ModelFormatException(
        first,
        "the folder '"
            + part.folder()
            + "' of TotalSegmentator's task '"
            + task.name()
            + "' is missing; run 'holoseg models add "
            + Task.SOURCE
            + task.name()
            + "', or unpack "
            + part.folder()
            + ".zip there");
  }

  /** The same network in other files. */
  static ModelSpec withWeights(ModelSpec model, List<Weights> weights) {
    return model.with(
        model.network().withWeights(weights),
        model.window(),
        model.postprocess(),
        model.parts(),
        model.cascade());
  }
}

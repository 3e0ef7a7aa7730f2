package io.github.holoseg.model.nnunet;

import io.github.holoseg.model.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder {@code Trainer__Plans__configuration} with {@code plans.json}, {@code dataset.json} and
 * {@code fold_*}, as nnU-Net's training leaves it.
 *
 * @param path the folder
 */
record TrainingFolder(Path path) {
  static final String PLANS = "plans.json";
  static final String DATASET = "dataset.json";
  private static final String CASCADE = "3d_cascade_fullres";
  private static final String LOWRES = "3d_lowres";
  private static final List<String> CHECKPOINTS =
      List.of("checkpoint_final.pth", "checkpoint_best.pth");

  /** Whether the folder is one. Never throws. */
  static boolean is(Path folder) {
    return Files.isRegularFile(folder.resolve(PLANS))
        && Files.isRegularFile(folder.resolve(DATASET))
        && children(folder).stream().anyMatch(c -> name(c).matches("fold_(\\d+|all)"));
  }

  /** Whether the folder is one, or the folder of a data set with some. Never throws. */
  static boolean matches(Path folder) {
    if (is(folder)) {
      return true;
    }
    List<Path> inside = inside(folder);
    // A folder of many models is not a model, even if some of them are nnU-Net's.
    return !inside.isEmpty()
        && (name(folder).matches("Dataset\\d+_.*") || children(folder).size() == 1);
  }

  /**
   * The folder itself, or the only one in it. Of a cascade and its coarse model it is the cascade.
   *
   * @throws ModelFormatException if there are several, listing them
   */
  static TrainingFolder find(Path folder) throws IOException {
    if (is(folder)) {
      return new TrainingFolder(folder.toAbsolutePath().normalize());
    }
    List<Path> inside = inside(folder);
    if (inside.size() == 2 && inside.stream().anyMatch(p -> configuration(p).equals(LOWRES))) {
      inside = inside.stream().filter(p -> configuration(p).equals(CASCADE)).toList();
    }
    if (inside.size() != 1) {
      List<Path> all = inside(folder);
      throw new ModelFormatException(
          folder,
          all.isEmpty()
              ? "is no nnU-Net model; that is a folder with plans.json, dataset.json and fold_*"
              : "holds several models; name one of "
                  + String.join(", ", all.stream().map(TrainingFolder::name).toList()));
    }
    return new TrainingFolder(inside.get(0).toAbsolutePath().normalize());
  }

  private static List<Path> inside(Path folder) {
    return children(folder).stream()
        .filter(child -> name(child).split("__", -1).length == 3 && is(child))
        .toList();
  }

  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(Files::isDirectory)
          .filter(p -> !name(p).startsWith(".") && !name(p).equals("__MACOSX"))
          .sorted(Comparator.comparing(TrainingFolder::name))
          .toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      return List.of();
    }
  }

  private static String name(Path folder) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? "" : name.toString();
  }

  private static String configuration(Path folder) {
    String[] parts = name(folder).split("__", -1);
    return parts.length == 3 ? parts[2] : "";
  }

  /** Trainer, plans and configuration of the folder's name; empty if it has another form. */
  List<String> nameParts() {
    String[] parts = name(path).split("__", -1);
    return parts.length == 3 ? List.of(parts) : List.of();
  }

  /** Name of the folder above, {@code Dataset003_Liver}; empty if there is none. */
  String datasetFolder() {
    Path parent = path.getParent();
    return parent == null ? "" : name(parent);
  }

  Plans plans() throws IOException {
    return Plans.read(path.resolve(PLANS));
  }

  Dataset dataset() throws IOException {
    return Dataset.read(path.resolve(DATASET));
  }

  /**
   * The checkpoint of each fold, by number: {@code checkpoint_final.pth}, in folders that have none
   * of it {@code checkpoint_best.pth}. {@code fold_all} counts only if it is alone.
   *
   * @throws ModelFormatException if no fold has a checkpoint
   */
  List<Fold> folds() throws IOException {
    List<Fold> folds = new ArrayList<>();
    Fold all = null;
    for (Path child : children(path)) {
      String name = name(child);
      Optional<Path> checkpoint =
          CHECKPOINTS.stream().map(child::resolve).filter(Files::isRegularFile).findFirst();
      if (checkpoint.isEmpty() || !name.matches("fold_(\\d{1,4}|all)")) {
        continue;
      }
      Fold fold = new Fold(name.substring("fold_".length()), checkpoint.get());
      if (name.equals("fold_all")) {
        all = fold;
      } else {
        folds.add(fold);
      }
    }
    if (folds.isEmpty() && all != null) {
      folds.add(all);
    }
    if (folds.isEmpty()) {
      throw new ModelFormatException(
          path,
          "no fold_* in it holds checkpoint_final.pth or checkpoint_best.pth; copy the complete"
              + " model folder again");
    }
    folds.sort(Comparator.comparingInt(f -> f.name().equals("all") ? -1 : f.number()));
    return folds;
  }

  /**
   * Where the coarse model of a cascade lies: a folder beside this one, for the same plans if there
   * are several.
   *
   * @throws ModelFormatException if there is none, or more than one
   */
  TrainingFolder previousStage(String configuration) throws IOException {
    List<Path> found =
        path.getParent() == null
            ? List.of()
            : inside(path.getParent()).stream()
                .filter(p -> configuration(p).equals(configuration))
                .toList();
    List<String> own = nameParts();
    for (int equal = 2; equal > 0 && found.size() > 1 && !own.isEmpty(); equal--) {
      String start = String.join("__", own.subList(2 - equal, 2));
      int part = 2 - equal;
      List<Path> closer =
          found.stream()
              .filter(
                  p ->
                      String.join("__", new TrainingFolder(p).nameParts().subList(part, 2))
                          .equals(start))
              .toList();
      if (!closer.isEmpty()) {
        found = closer;
      }
    }
    if (found.size() != 1) {
      throw new ModelFormatException(
          path,
          "is the second stage of a cascade and needs the first one beside it, one folder"
              + " …__…__"
              + configuration
              + " in "
              + path.getParent()
              + "; there are "
              + (found.isEmpty()
                  ? "none"
                  : String.join(", ", found.stream().map(TrainingFolder::name).toList())));
    }
    return new TrainingFolder(found.get(0));
  }

  /**
   * One trained network.
   *
   * @param name the fold's number, or {@code all}
   */
  record Fold(String name, Path checkpoint) {
    int number() {
      return Integer.parseInt(name);
    }
  }
}

package io.github.holoseg.model.install;

import io.github.holoseg.model.ModelFormat;
import io.github.holoseg.model.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for the model in what was unpacked or named. Immutable and thread-safe. */
public final class ModelFinder {
  /** Levels below the root; archives commonly have one folder around all. */
  private static final int DEEPEST = 3;

  private static final int MOST_FOLDERS = 2000;

  private final List<ModelFormat> formats;

  /**
   * @param formats the first that knows a folder takes it
   */
  public ModelFinder(List<ModelFormat> formats) {
    this.formats = List.copyOf(formats);
  }

  /**
   * A model that was found.
   *
   * @param folder which {@code format} reads
   */
  public record Found(Path folder, ModelFormat format) {}

  /** The format that knows the folder itself. */
  public Optional<ModelFormat> formatOf(Path folder) {
    return formats.stream().filter(format -> format.matches(folder)).findFirst();
  }

  /**
   * The model in a folder: the folder itself, or the only one in it, or in the folders in it.
   *
   * @param wanted which one, if there are several: its path inside the folder, its name, or the
   *     last part of an nnU-Net folder's name such as {@code 3d_fullres}; empty: there is only one
   * @throws ModelFormatException if there is none, or more than one, listing them
   */
  public Found find(Path root, String wanted) throws IOException {
    if (!wanted.isBlank()) {
      return wanted(root, wanted.strip());
    }
    List<Path> level = List.of(root);
    for (int depth = 0; depth < DEEPEST && !level.isEmpty(); depth++) {
      List<Found> found = matches(level);
      if (found.size() == 1) {
        return found.get(0);
      }
      if (found.size() > 1) {
        throw new ModelFormatException(
            root, "holds several models, " + list(root, found) + "; name one: configuration=…");
      }
      level = below(level);
    }
    throw new ModelFormatException(
        root,
        "holds no model that Holoseg knows; a model is a folder with a holoseg.json, an nnU-Net"
            + " folder with plans.json, dataset.json and fold_*, a MONAI bundle or a bioimage.io"
            + " package");
  }

  private Found wanted(Path root, String wanted) throws IOException {
    List<Found> all = new ArrayList<>();
    List<Path> level = List.of(root);
    for (int depth = 0; depth <= DEEPEST && !level.isEmpty(); depth++) {
      all.addAll(matches(level));
      level = below(level);
    }
    List<Found> chosen = all.stream().filter(f -> isMeant(root, f.folder(), wanted)).toList();
    if (chosen.size() == 1) {
      return chosen.get(0);
    }
    throw new ModelFormatException(
        root,
        (chosen.isEmpty() ? "holds no model '" : "holds more than one model '")
            + wanted
            + "'; "
            + (all.isEmpty() ? "it holds none" : "it holds " + list(root, all)));
  }

  private static boolean isMeant(Path root, Path folder, String wanted) {
    String path = inside(root, folder);
    return path.equals(wanted.replace('\\', '/'))
        || path.endsWith("/" + wanted)
        || path.endsWith("__" + wanted);
  }

  private static String list(Path root, List<Found> found) {
    return found.stream()
        .map(f -> inside(root, f.folder()))
        .map(path -> path.isEmpty() ? "the folder itself" : path)
        .collect(Collectors.joining(", "));
  }

  private static String inside(Path root, Path folder) {
    return root.relativize(folder).toString().replace('\\', '/');
  }

  private List<Found> matches(List<Path> folders) {
    List<Found> found = new ArrayList<>();
    for (Path folder : folders) {
      formatOf(folder).ifPresent(format -> found.add(new Found(folder, format)));
    }
    return found;
  }

  private static List<Path> below(List<Path> folders) throws IOException {
    List<Path> children = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> list = Files.list(folder)) {
        list.filter(Files::isDirectory)
            .filter(child -> !child.getFileName().toString().startsWith("."))
            .filter(child -> !child.getFileName().toString().equals("__MACOSX"))
            .sorted(Comparator.comparing(Path::toString))
            .limit(MOST_FOLDERS)
            .forEach(children::add);
      }
    }
    return children.size() > MOST_FOLDERS ? children.subList(0, MOST_FOLDERS) : children;
  }
}

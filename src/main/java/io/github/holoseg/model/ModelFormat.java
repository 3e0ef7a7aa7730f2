package io.github.holoseg.model;

import io.github.holoseg.model.holoseg.NativeFolder;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Reads one kind of model folder. Stateless and thread-safe, with a public constructor without
 * arguments; found by {@link java.util.ServiceLoader} with this interface's own class loader.
 *
 * <p>Duties of an implementation: everything that a run needs comes out as data; what the folder
 * asks for and {@link ModelSpec} cannot say is a {@link ModelFormatException} that names it, never
 * left out silently; weights lie inside the folder, or are converted from files inside it and lie
 * in the cache ({@link CacheFolders}); nothing of the folder is executed, and nothing is written to
 * it.
 */
public interface ModelFormat {
  /** Short lower-case name, for example {@code holoseg}. */
  String key();

  /** Whether the folder is of this kind, by its file names. Cheap, and never throws. */
  boolean matches(Path folder);

  /**
   * The folder's model, ready to run: every weights file is there and has the expected SHA-256.
   *
   * @throws ModelFormatException naming file, position and remedy
   * @throws IOException if a file cannot be read
   */
  ModelSpec load(Path folder) throws IOException;

  /**
   * As {@link #load(Path)}, ready to run for some structures only. Formats of several networks
   * leave the files of those that have none of them alone, so that these may be missing.
   *
   * @param labels names of structures; empty: all
   * @throws IllegalArgumentException if the model has no label of such a name, with a sentence that
   *     lists those that it has
   */
  default ModelSpec load(Path folder, Set<String> labels) throws IOException {
    ModelSpec spec = load(folder);
    ModelParts.needed(spec, labels);
    return spec;
  }

  /**
   * As {@link #load(Path, Set)}, with progress and a way to stop, for formats whose weights must be
   * converted first.
   *
   * @param progress hears {@link io.github.holoseg.task.Stage#CONVERT} if there is something to do
   * @throws java.util.concurrent.CancellationException soon after a cancel
   */
  default ModelSpec load(
      Path folder, Set<String> labels, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    return load(folder, labels);
  }

  /**
   * As {@link #load}, for lists of models: the weights are there but their bytes are not read.
   * Where weights must be converted, the files to convert are named instead. Formats whose {@code
   * load} is cheap need not override it.
   */
  default ModelSpec describe(Path folder) throws IOException {
    return load(folder);
  }

  /**
   * Makes a folder of our own format of the model, which does not depend on this one any more.
   *
   * @param folder which {@link #matches}
   * @param target an absent or empty folder; what was written stays there if it fails
   * @return the model in {@code target}
   * @throws java.util.concurrent.CancellationException soon after a cancel
   */
  default ModelSpec install(
      Path folder, Path target, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    return NativeFolder.copy(load(folder), target, progress, cancel);
  }

  /** The model's id, even if the rest cannot be read; at worst the folder's name. Never throws. */
  default String idOf(Path folder) {
    return folder.toAbsolutePath().getFileName().toString();
  }
}

package io.github.holoseg.model;

import io.github.holoseg.model.install.ArchiveCache;
import io.github.holoseg.model.install.ModelFinder;
import io.github.holoseg.model.install.OnnxModel;
import io.github.holoseg.model.install.UnpackLimits;
import io.github.holoseg.model.install.Unzip;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The installed models: those in the models folders, then those bundled with Holoseg. Where two
 * have the same id, the one found first counts; it hides the other even when it is broken, so that
 * a mistake in a user's model never makes another one run in its place.
 *
 * <p>Immutable and thread-safe; folders are read anew on each call, so that a model copied there
 * while the program runs is found.
 */
public final class ModelRepository {
  /** Id of the model that is taken when the user names none. */
  public static final String DEFAULT_ID = "femur-pelvis";

  private final List<Path> folders;
  private final List<String> warnings;
  private final BundledModels bundled;
  private final ModelFinder finder;
  private final ArchiveCache archives;
  private final Path installFolder;

  private ModelRepository(
      List<Path> folders,
      List<String> warnings,
      BundledModels bundled,
      ArchiveCache archives,
      Path installFolder) {
    this.folders = folders;
    this.warnings = warnings;
    this.bundled = bundled;
    this.finder = new ModelFinder(formats());
    this.archives = archives;
    this.installFolder = installFolder;
  }

  /**
   * The user's repository: folders named by the system property {@code holoseg.models}, the
   * environment variable {@code HOLOSEG_MODELS} and the preference {@code models}, {@code
   * Fiji.app/models}, {@code ~/.holoseg/models}, and the bundled models.
   */
  public static ModelRepository standard() {
    return of(System::getenv, System::getProperty, ModelFolders.jarOf(ModelRepository.class));
  }

  static ModelRepository of(UnaryOperator<String> env, UnaryOperator<String> system, Path jar) {
    ModelFolders found = ModelFolders.of(env, system, jar);
    BundledModels bundled = BundledModels.own(CacheFolders.of(env, system));
    ArchiveCache archives = new ArchiveCache(CacheFolders.of(env, system), UnpackLimits.DEFAULT);
    return new ModelRepository(
        found.folders(), found.warnings(), bundled, archives, found.installFolder());
  }

  /**
   * A repository of given folders only, nothing bundled.
   *
   * @param folders each a model folder or a folder of model folders
   */
  public static ModelRepository of(List<Path> folders) {
    BundledModels none = new BundledModels(name -> InputStream.nullInputStream(), List.of());
    return new ModelRepository(
        List.copyOf(folders),
        List.of(),
        none,
        ArchiveCache.standard(),
        folders.isEmpty() ? null : folders.get(0));
  }

  private static List<ModelFormat> formats() {
    return ServiceLoader.load(ModelFormat.class, ModelFormat.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /** One sentence for each models folder that was asked for and cannot be used. */
  public List<String> warnings() {
    return warnings;
  }

  /** The folders that are searched, in order. */
  public List<Path> folders() {
    return folders;
  }

  /**
   * The folder that models are installed into; it may not exist yet.
   *
   * @throws IOException if the user has no home and names no folder
   */
  public Path installFolder() throws IOException {
    if (installFolder == null) {
      throw new IOException(
          "there is no folder to install models into; name one in HOLOSEG_MODELS");
    }
    return installFolder;
  }

  /** Finds models in folders, with the formats that are registered. */
  public ModelFinder finder() {
    return finder;
  }

  /**
   * An installed or bundled model, usable or not; the first of this id.
   *
   * @throws UnknownModelException if there is none, listing what is installed
   */
  public InstalledModel find(String id) throws IOException {
    List<InstalledModel> installed = list();
    return installed.stream()
        .filter(model -> model.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new UnknownModelException(unknown(id, installed)));
  }

  /**
   * All models found, in the order of the search, broken and hidden ones included with their
   * problem. Weights are not read.
   *
   * @throws IOException if the list of bundled models cannot be read
   */
  public List<InstalledModel> list() throws IOException {
    List<InstalledModel> found = new ArrayList<>();
    Map<String, InstalledModel> first = new HashMap<>();
    for (Path root : folders) {
      try {
        for (Path folder : modelFolders(root)) {
          add(describe(folder, false), found, first);
        }
      } catch (IOException e) {
        String problem = "the folder " + root + " cannot be listed: " + e.getMessage();
        found.add(new InstalledModel(root.toString(), root, "", false, null, problem));
      }
    }
    for (String id : bundled.ids()) {
      InstalledModel model;
      try {
        model = describe(bundled.folder(id), true);
      } catch (IOException e) {
        model = new InstalledModel(id, Path.of(id), "", true, null, e.getMessage());
      }
      add(model, found, first);
    }
    return found;
  }

  private static void add(
      InstalledModel model, List<InstalledModel> found, Map<String, InstalledModel> first) {
    InstalledModel earlier = first.putIfAbsent(model.id(), model);
    found.add(
        earlier == null || !model.isUsable()
            ? model
            : model.withProblem("hidden by the model of the same id in " + earlier.folder()));
  }

  /**
   * A model ready to run, its weights checked.
   *
   * @param idOrPath the id of an installed model, or else the path of a model folder, of the
   *     description in it ({@code holoseg.json}), of a folder or zip archive that holds one model,
   *     or of an ONNX file that carries its description
   * @throws UnknownModelException if it is neither, listing what is installed
   * @throws ModelFormatException if the model is broken
   */
  public ModelSpec load(String idOrPath) throws IOException {
    return load(idOrPath, Set.of());
  }

  /**
   * As {@link #load(String)}, ready to run for some structures only: of a model of several networks
   * the weights of the others are neither checked nor needed.
   *
   * @param labels names of structures; empty: all
   * @throws IllegalArgumentException if the model has no label of such a name, with a sentence that
   *     lists those that it has
   */
  public ModelSpec load(String idOrPath, Set<String> labels) throws IOException {
    return load(idOrPath, labels, ProgressListener.NONE, CancellationToken.none());
  }

  /**
   * As above; the first use of an archive or of a folder whose networks must be converted takes
   * seconds to minutes.
   *
   * @param progress hears what takes time: unpacking, converting
   * @throws java.util.concurrent.CancellationException soon after a cancel
   */
  public ModelSpec load(
      String idOrPath, Set<String> labels, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    List<InstalledModel> installed = list();
    for (InstalledModel model : installed) {
      if (model.id().equals(idOrPath)) {
        return load(model, labels, progress, cancel);
      }
    }
    Path path = existing(idOrPath);
    if (path != null) {
      return loadPath(path, labels, progress, cancel);
    }
    throw new UnknownModelException(unknown(idOrPath, installed));
  }

  private ModelSpec loadPath(
      Path path, Set<String> labels, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    Path folder = path;
    if (isDescription(path)) {
      folder = path.toAbsolutePath().getParent();
    } else if (OnnxModel.isOnnx(path)) {
      Path parent = path.toAbsolutePath().getParent();
      if (finder.formatOf(parent).isEmpty()) {
        ModelSpec spec = OnnxModel.load(path);
        ModelParts.needed(spec, labels);
        return spec;
      }
      folder = parent; // the description beside it
    } else if (Unzip.isZip(path)) {
      folder = archives.folder(path, progress, cancel);
    } else if (!Files.isDirectory(path)) {
      throw new ModelFormatException(
          path,
          "is no model; a model is a folder with a holoseg.json, or that file itself, an nnU-Net"
              + " folder, a zip archive of one, or an .onnx file that carries its description");
    }
    ModelFinder.Found found = finder.find(folder, "");
    return found.format().load(found.folder(), labels, progress, cancel);
  }

  /** The model that is taken when the user names none, {@value #DEFAULT_ID}. */
  public ModelSpec defaultModel() throws IOException {
    return load(DEFAULT_ID);
  }

  private ModelSpec load(
      InstalledModel model, Set<String> labels, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    ModelFormat format = finder.formatOf(model.folder()).orElse(null);
    if (format == null) {
      throw new IOException(model.problem());
    }
    return format.load(model.folder(), labels, progress, cancel);
  }

  private InstalledModel describe(Path folder, boolean isBundled) {
    ModelFormat format = finder.formatOf(folder).orElseThrow();
    try {
      ModelSpec spec = format.describe(folder);
      return new InstalledModel(spec.id(), folder, format.key(), isBundled, spec, null);
    } catch (IOException e) {
      String id = format.idOf(folder);
      return new InstalledModel(id, folder, format.key(), isBundled, null, e.getMessage());
    }
  }

  /** The root itself if it is a model, else the models directly below it, by name. */
  private List<Path> modelFolders(Path root) throws IOException {
    if (finder.formatOf(root).isPresent()) {
      return List.of(root);
    }
    try (Stream<Path> children = Files.list(root)) {
      return children
          .filter(Files::isDirectory)
          .filter(folder -> !folder.getFileName().toString().startsWith("."))
          .filter(folder -> finder.formatOf(folder).isPresent())
          .sorted(Comparator.comparing(folder -> folder.getFileName().toString()))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static boolean isDescription(Path path) {
    return Files.isRegularFile(path) && path.getFileName().toString().matches(".*\\.(json|ya?ml)");
  }

  private static Path existing(String path) {
    try {
      return !path.isBlank() && Files.exists(Path.of(path)) ? Path.of(path) : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private String unknown(String id, List<InstalledModel> installed) {
    List<String> ids = installed.stream().map(InstalledModel::id).distinct().toList();
    String nearest =
        Spelling.nearest(id, ids).map(near -> " (did you mean '" + near + "'?)").orElse("");
    String looked =
        folders.stream().map(Path::toString).collect(Collectors.joining(", ", " (looked in ", ")"));
    return "there is no model '"
        + id
        + "'"
        + nearest
        + "; installed are: "
        + (ids.isEmpty() ? "none" : String.join(", ", ids))
        + (folders.isEmpty() ? "" : looked);
  }
}

package io.github.holoseg.model.install;

import io.github.holoseg.model.InstalledModel;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.holoseg.HolosegFormat;
import io.github.holoseg.model.holoseg.NativeFolder;
import io.github.holoseg.model.totalsegmentator.Download;
import io.github.holoseg.model.totalsegmentator.Task;
import io.github.holoseg.model.totalsegmentator.TotalSegmentatorCatalog;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Adds models to the user's models folder and removes them. Whatever the source, what is installed
 * is a folder of our own format, made in a hidden folder and put in place by one rename.
 * Thread-safe; one change at a time for each models folder.
 */
public final class ModelInstaller {
  private static final int TIMEOUT_MILLIS = 30_000;

  /** What a task of TotalSegmentator is asked for by. */
  static final String TASK = "totalsegmentator:";

  private final ModelRepository repository;
  private final Path models;
  private final String version;
  private final int timeoutMillis;
  private final Steps steps;

  /** Told before each step; tests let it fail, as a program may die there. */
  interface Steps {
    void before(String step) throws IOException;
  }

  /**
   * @param repository where ids are looked up
   * @param models the folder to install into; made if it is not there
   * @param version of Holoseg, for the origin
   */
  public ModelInstaller(ModelRepository repository, Path models, String version) {
    this(repository, models, version, TIMEOUT_MILLIS, step -> {});
  }

  ModelInstaller(
      ModelRepository repository, Path models, String version, int timeoutMillis, Steps steps) {
    this.repository = repository;
    this.models = models;
    this.version = version;
    this.timeoutMillis = timeoutMillis;
    this.steps = steps;
  }

  /**
   * Installs a model.
   *
   * @param progress hears of fetching, unpacking and writing
   * @return the model in its new place
   * @throws ModelFormatException if the source is no model, or a damaged or dangerous one
   * @throws IOException naming source or folder; nothing is installed then
   * @throws IllegalArgumentException if there is no such task, with a sentence
   * @throws java.util.concurrent.CancellationException soon after a cancel
   */
  public InstalledModel add(
      InstallRequest request, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    requireId(request.id());
    try (InstallFolder folder = InstallFolder.open(models)) {
      Path target = folder.work("model");
      Origin origin =
          request.source().startsWith(TASK)
              ? task(request, folder, target, progress, cancel)
              : single(request, folder, target, progress, cancel);
      steps.before("describe");
      HolosegFormat format = new HolosegFormat();
      if (!request.id().isEmpty()) {
        NativeFolder.rename(target, request.id());
      }
      ModelSpec made = format.load(target);
      origin.write(target);
      cancel.throwIfCancelled();
      String name = place(made.id(), request, folder.models());
      steps.before("move");
      Path installed = folder.put(target, name);
      return new InstalledModel(
          made.id(), installed, format.key(), false, format.describe(installed), null);
    }
  }

  private Origin single(
      InstallRequest request,
      InstallFolder folder,
      Path target,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    steps.before("fetch");
    Sources sources = new Sources(folder, timeoutMillis);
    Path local = sources.obtain(request, progress, cancel);
    if (OnnxModel.isOnnx(local)) {
      Path beside = local.toAbsolutePath().resolveSibling(HolosegFormat.FILE_NAME);
      if (!Files.isRegularFile(beside)) {
        ModelSpec spec = OnnxModel.load(local);
        requireFree(idOf(request, spec.id()), request, folder.models());
        steps.before("convert");
        NativeFolder.copy(spec, target, progress, cancel);
        return origin(request, "", Hashes.of(local), "onnx", spec.id(), spec.license());
      }
      local = beside.getParent();
    }
    steps.before("unpack");
    Path root = sources.folder(local, request, folder.work("unpacked"), progress, cancel);
    ModelFinder.Found found = repository.finder().find(root, request.configuration());
    ModelSpec described = found.format().describe(found.folder());
    requireFree(idOf(request, described.id()), request, folder.models());
    steps.before("convert");
    found.format().install(found.folder(), target, progress, cancel);
    String inside = root.relativize(found.folder()).toString().replace('\\', '/');
    String hash = Hashes.of(Files.isDirectory(local) ? found.folder() : local);
    return origin(request, inside, hash, found.format().key(), described.id(), described.license());
  }

  private Origin task(
      InstallRequest request,
      InstallFolder folder,
      Path target,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    TotalSegmentatorCatalog catalog = new TotalSegmentatorCatalog();
    Task task = catalog.task(request.source().substring(TASK.length()));
    requireFree(idOf(request, task.id()), request, folder.models());
    if (!request.checksum().isEmpty()) {
      throw new IOException(request.source() + ": has several files; leave the checksum out");
    }
    List<Path> folders = new ArrayList<>(catalog.present(task));
    Sources sources = new Sources(folder, timeoutMillis);
    Path unpacked = folder.work("unpacked");
    for (Download download : catalog.downloads(task)) {
      steps.before("fetch");
      InstallRequest part = request.withSource(download.url());
      Path zip = sources.obtain(part, progress, cancel);
      Path into = unpacked.resolve(download.folder() + ".zip");
      folders.add(sources.folder(zip, part, into, progress, cancel));
      if (zip.startsWith(folder.work(""))) {
        Files.delete(zip);
      }
    }
    steps.before("convert");
    cancel.throwIfCancelled();
    Files.createDirectories(target);
    ModelSpec spec = catalog.assemble(task, folders, target);
    return origin(request, "", "", "totalsegmentator", spec.id(), spec.license());
  }

  private Origin origin(
      InstallRequest request,
      String inside,
      String sha256,
      String format,
      String id,
      String license) {
    String source = request.source();
    if (!request.isAddress() && !source.startsWith(TASK)) {
      source = Path.of(source).toAbsolutePath().normalize().toString();
    }
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    return new Origin(source, inside, sha256, format, id, license, now, version);
  }

  private static String idOf(InstallRequest request, String own) {
    return request.id().isEmpty() ? own : request.id();
  }

  private static void requireId(String id) {
    if (!id.isEmpty() && !id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw new IllegalArgumentException(
          "'" + id + "' is no id; use letters, digits, '.', '_', '-', first a letter or digit");
    }
  }

  /** Asked early, before anything long is done, and again before the move. */
  private void requireFree(String id, InstallRequest request, Path folder) throws IOException {
    place(id, request, folder);
  }

  /** The name of the folder for a model. */
  private String place(String id, InstallRequest request, Path folder) throws IOException {
    Optional<InstalledModel> same =
        repository.list().stream().filter(m -> m.id().equals(id)).findFirst();
    if (same.isPresent() && !request.replace()) {
      throw new IOException(
          "there is a model '"
              + id
              + "' already, "
              + (same.get().bundled() ? "bundled with Holoseg" : "in " + same.get().folder())
              + "; give another id (id=…), or replace it (replace)");
    }
    if (same.isPresent() && !same.get().bundled()) {
      Path existing = same.get().folder().toAbsolutePath();
      boolean isOurs = isIn(existing, folder) && Origin.of(existing).isPresent();
      if (!isOurs) {
        throw new IOException(
            existing
                + ": was not installed by 'models add', so that it is not replaced; move it away,"
                + " or give another id (id=…)");
      }
      return existing.getFileName().toString();
    }
    Path place = folder.resolve(id);
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(
          place + ": is in the way of the model '" + id + "'; move it, or give another id (id=…)");
    }
    return id;
  }

  private static boolean isIn(Path child, Path folder) throws IOException {
    return child.getParent() != null && Files.isSameFile(child.getParent(), folder);
  }

  /**
   * Removes a model that {@link #add} has installed.
   *
   * @return where it was
   * @throws IOException if there is none of this id, or it is bundled, or was put there by other
   *     means; it is left as it is then
   */
  public Path remove(String id) throws IOException {
    InstalledModel model = repository.find(id);
    if (model.bundled()) {
      throw new IOException("the model '" + id + "' is bundled with Holoseg and cannot be removed");
    }
    Path folder = model.folder().toAbsolutePath();
    if (Files.isSymbolicLink(folder) || Origin.of(folder).isEmpty()) {
      throw new IOException(
          folder
              + ": was not installed by 'models add' and may be the only copy; delete it yourself"
              + " if you do not need it");
    }
    try (InstallFolder place = InstallFolder.open(folder.getParent())) {
      place.remove(place.models().resolve(folder.getFileName().toString()));
    }
    return folder;
  }
}

package io.github.holoseg.batch;

import io.github.holoseg.inference.Device;
import io.github.holoseg.model.InstalledModel;
import io.github.holoseg.model.ModelParts;
import io.github.holoseg.model.ModelRepository;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec.DataFile;
import io.github.holoseg.model.NetworkSpec.Weights;
import io.github.holoseg.model.UnknownModelException;
import io.github.holoseg.model.install.InstallRequest;
import io.github.holoseg.model.install.ModelInstaller;
import io.github.holoseg.model.install.Origin;
import io.github.holoseg.pipeline.RunEstimate;
import io.github.holoseg.pipeline.SegmenterOptions;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Adding, removing and showing models. */
public final class ModelTasks {
  /** What an estimate is for if no scan is named: a common CT of the trunk. */
  private static final long[] SAMPLE_SIZE = {512, 512, 300};

  private static final double[] SAMPLE_SPACING = {0.8, 0.8, 1.5};

  private final Tools tools;
  private final ModelRepository repository;

  ModelTasks(Tools tools, ModelRepository repository) {
    this.tools = tools;
    this.repository = repository;
  }

  /** With the user's models folders. */
  public static ModelTasks standard() {
    return new ModelTasks(new RealTools(), ModelRepository.standard());
  }

  /**
   * @param arguments of {@link Operation#ADD_MODEL}
   * @throws UsageException for an id that is none, or a task that does not exist
   * @throws IOException with a sentence; nothing is installed then
   */
  public InstalledModel add(
      Arguments arguments, ProgressListener progress, CancellationToken cancel) throws IOException {
    InstallRequest request =
        new InstallRequest(
            arguments.text(Parameter.SOURCE),
            arguments.text(Parameter.ID),
            arguments.text(Parameter.CONFIGURATION),
            arguments.text(Parameter.CHECKSUM),
            (long) arguments.integer(Parameter.LIMIT) << 20,
            arguments.flag(Parameter.REPLACE));
    ModelInstaller installer =
        new ModelInstaller(repository, repository.installFolder(), Version.TEXT);
    try {
      return installer.add(request, progress, cancel);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /**
   * @param arguments of {@link Operation#REMOVE_MODEL}
   * @return where it was
   */
  public Path remove(Arguments arguments) throws IOException {
    try {
      return new ModelInstaller(repository, repository.installFolder(), Version.TEXT)
          .remove(arguments.text(Parameter.ID));
    } catch (UnknownModelException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /**
   * @param arguments of {@link Operation#SHOW_MODEL}
   */
  public ModelFacts show(Arguments arguments, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    String model = arguments.text(Parameter.MODEL);
    ModelSpec spec = tools.model(model, List.of(), progress, cancel);
    Optional<InstalledModel> installed =
        repository.list().stream().filter(m -> m.id().equals(model)).findFirst();
    Path folder = installed.map(InstalledModel::folder).orElseGet(() -> Path.of(model));
    VolumeGeometry scan =
        VolumeGeometry.axisAligned(
            SAMPLE_SIZE, SAMPLE_SPACING[0], SAMPLE_SPACING[1], SAMPLE_SPACING[2]);
    String named = "a scan of 512 x 512 x 300 voxels of 0.8 x 0.8 x 1.5 mm";
    Optional<Path> input = arguments.path(Parameter.INPUT);
    if (input.isPresent()) {
      scan =
          tools.read(input.get(), SegmentOptions.reading(arguments), progress, cancel).geometry();
      named = input.get() + " (" + scan + ")";
    }
    ModelFacts.Estimate estimate = null;
    String problem = null;
    try {
      estimate = ModelFacts.Estimate.of(named, scan, estimate(spec, scan, arguments, cancel));
    } catch (IllegalArgumentException e) {
      problem = e.getMessage();
    }
    return ModelFacts.of(
        spec,
        folder.toAbsolutePath().toString(),
        installed.map(InstalledModel::bundled).orElse(false),
        Origin.of(folder).orElse(null),
        bytes(spec),
        estimate,
        problem);
  }

  private static RunEstimate estimate(
      ModelSpec spec, VolumeGeometry scan, Arguments arguments, CancellationToken cancel)
      throws IOException {
    Device device = Device.parse(arguments.text(Parameter.DEVICE));
    RunEstimate estimate = RunEstimate.of(spec, scan, device);
    if (!arguments.flag(Parameter.TIME)) {
      return estimate;
    }
    int threads = SegmentOptions.threadCount(arguments.integer(Parameter.THREADS));
    return estimate.timed(spec, new SegmenterOptions(device, threads, Set.of(), true), cancel);
  }

  private static long bytes(ModelSpec spec) throws IOException {
    long sum = 0;
    for (var network : ModelParts.networks(spec, Set.of())) {
      for (Weights weights : network.weights()) {
        sum += Files.size(weights.file());
        for (DataFile data : weights.externalData()) {
          sum += Files.size(data.file());
        }
      }
    }
    return sum;
  }

  /** One line for people. */
  public static String added(InstalledModel model) {
    ModelSpec spec = model.spec();
    return "installed "
        + model.id()
        + " "
        + spec.version()
        + " in "
        + model.folder()
        + (spec.license().isEmpty() ? "" : " (licence " + spec.license() + ")")
        + (spec.notice().isEmpty() ? "" : "; " + spec.notice());
  }
}

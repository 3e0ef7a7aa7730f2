package io.github.holoseg.model.nnunet;

import io.github.holoseg.model.ModelFormat;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.ModelParts;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec.Weights;
import io.github.holoseg.model.WeightFiles;
import io.github.holoseg.model.holoseg.HolosegFormat;
import io.github.holoseg.model.holoseg.NativeFolder;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.ShareOfProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * nnU-Net v2 results folders: {@code plans.json}, {@code dataset.json} and {@code fold_N} with a
 * checkpoint; or the folder of a data set that holds one such folder, or a cascade's two.
 *
 * <p>{@link #load} converts each fold's checkpoint to ONNX once and keeps the file in the cache;
 * the model's folder is not written to. What is matched: nnunetv2 2.8.1, its predictor with its
 * default options on the CPU.
 */
public final class NnunetFormat implements ModelFormat {
  /** Stands for the hash of a file that is not made yet, in {@link #describe}. */
  private static final String NO_HASH = "0".repeat(64);

  private static final String DEFAULT_TRAINER = "nnUNetTrainer";
  private static final String DEFAULT_PLANS = "nnUNetPlans";

  private final NetworkConverter converter;
  private final Conversions conversions;

  /** For {@link java.util.ServiceLoader}. */
  public NnunetFormat() {
    this(new CheckpointConverter());
  }

  private NnunetFormat(NetworkConverter converter) {
    this(converter, Conversions.standard(converter));
  }

  NnunetFormat(NetworkConverter converter, Conversions conversions) {
    this.converter = converter;
    this.conversions = conversions;
  }

  @Override
  public String key() {
    return "nnunet";
  }

  @Override
  public boolean matches(Path folder) {
    return TrainingFolder.matches(folder);
  }

  @Override
  public ModelSpec load(Path folder) throws IOException {
    return load(folder, Set.of(), ProgressListener.NONE, CancellationToken.none());
  }

  /** As {@link #load(Path)}; converting a large checkpoint takes seconds. */
  @Override
  public ModelSpec load(
      Path folder, Set<String> labels, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    TrainingFolder found = TrainingFolder.find(folder);
    Networks networks = new Networks(progress, checkpoints(found).size());
    ModelSpec spec =
        spec(
            found, (file, request) -> conversions.of(file, request, networks.next(), cancel), true);
    ModelParts.needed(spec, labels);
    return withTests(spec, found);
  }

  /** Those of a cascade counted; finds what cannot be said before anything is converted. */
  private List<Path> checkpoints(TrainingFolder folder) throws IOException {
    List<Path> all = new ArrayList<>();
    spec(
        folder,
        (file, request) -> {
          all.add(file);
          return new Weights(file, NO_HASH);
        },
        true);
    return all;
  }

  /** Gives each network its share of the progress. */
  private static final class Networks {
    private final ProgressListener progress;
    private final int count;
    private int index;

    Networks(ProgressListener progress, int count) {
      this.progress = progress;
      this.count = count;
    }

    ProgressListener next() {
      return new ShareOfProgress(progress, index++, count);
    }
  }

  /**
   * As {@link #load} without the conversion: the weights named are the checkpoints themselves, with
   * a hash of zeros.
   */
  @Override
  public ModelSpec describe(Path folder) throws IOException {
    return spec(TrainingFolder.find(folder), (file, request) -> new Weights(file, NO_HASH), true);
  }

  @Override
  public String idOf(Path folder) {
    try {
      return id(TrainingFolder.find(folder));
    } catch (IOException | RuntimeException e) {
      return valid(ModelFormat.super.idOf(folder));
    }
  }

  /**
   * Writes the model as a folder of our own format: {@code holoseg.json} and an ONNX file for each
   * network, so that it no longer depends on this one. The cache is not used.
   *
   * @param folder as for {@link #load}
   * @param target an empty or absent folder; what was written stays there if it fails
   * @param progress hears of the networks
   * @throws java.util.concurrent.CancellationException soon after a cancel
   */
  public ModelSpec convert(
      Path folder, Path target, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    TrainingFolder found = TrainingFolder.find(folder);
    Files.createDirectories(target);
    Networks networks = new Networks(progress, checkpoints(found).size());
    ModelSpec converted =
        spec(
            found,
            (file, request) -> {
              boolean first = !file.startsWith(found.path());
              String fold = file.getParent().getFileName().toString();
              Path onnx = target.resolve((first ? "previous_" : "model_") + fold + ".onnx");
              converter.convert(file, request, onnx, networks.next(), cancel);
              return new Weights(onnx.toAbsolutePath().normalize(), WeightFiles.sha256(onnx));
            },
            true);
    new HolosegFormat().write(converted, target.resolve(HolosegFormat.FILE_NAME));
    return new HolosegFormat().load(target);
  }

  @Override
  public ModelSpec install(
      Path folder, Path target, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    ModelSpec converted = convert(folder, target, progress, cancel);
    return NativeFolder.addTests(target, withTests(converted, TrainingFolder.find(folder)).tests());
  }

  private static ModelSpec withTests(ModelSpec spec, TrainingFolder folder) throws IOException {
    int channels = spec.network().channels().size();
    return spec.withTests(HolosegFormat.testsBeside(folder.path(), channels));
  }

  /** Gives the file to run for a checkpoint. */
  interface WeightsMaker {
    Weights of(Path checkpoint, NetworkConverter.Request request) throws IOException;
  }

  ModelSpec spec(TrainingFolder folder, WeightsMaker maker, boolean mayHavePrevious)
      throws IOException {
    List<TrainingFolder.Fold> folds = folder.folds();
    Checkpoint first = converter.header(folds.get(0).checkpoint());
    SpecMaker files = new SpecMaker(folder, first);
    ModelSpec previous = null;
    Optional<String> stage = files.previousStage();
    if (stage.isPresent()) {
      if (!mayHavePrevious) {
        throw new ModelFormatException(
            folder.path(), "is the first stage of a cascade and names another one before it");
      }
      previous = spec(folder.previousStage(stage.get()), maker, false);
    }
    NetworkConverter.Request request = files.request();
    List<Weights> weights = new ArrayList<>();
    for (TrainingFolder.Fold fold : folds) {
      weights.add(maker.of(fold.checkpoint(), request));
    }
    return files.spec(id(folder), weights, converter.sizes(request), previous);
  }

  /**
   * Data set and configuration, with trainer and plans where they are not nnU-Net's default ones.
   */
  private static String id(TrainingFolder folder) throws IOException {
    List<String> parts = new ArrayList<>();
    String parent = folder.datasetFolder();
    List<String> name = folder.nameParts();
    String dataset =
        parent.matches("Dataset\\d+_.*") ? parent : folder.plans().datasetName().orElse("");
    if (name.isEmpty() || dataset.isBlank()) {
      parts.add(folder.path().getFileName().toString());
    } else {
      parts.add(dataset);
      parts.add(name.get(2));
      if (!name.get(0).equals(DEFAULT_TRAINER)) {
        parts.add(name.get(0));
      }
      if (!name.get(1).equals(DEFAULT_PLANS)) {
        parts.add(name.get(1));
      }
    }
    return valid(String.join("-", parts));
  }

  /** With the letters that ids may have. */
  static String valid(String text) {
    String id = text.replaceAll("[^A-Za-z0-9._-]+", "_").replaceFirst("^[^A-Za-z0-9]+", "");
    id = id.isEmpty() ? "nnunet" : id;
    return id.length() > 100 ? id.substring(0, 100) : id;
  }
}

package io.github.holoseg.model.monai;

import io.github.holoseg.model.DecisionSpec;
import io.github.holoseg.model.DecisionSpec.Rule;
import io.github.holoseg.model.GeometrySpec;
import io.github.holoseg.model.ModelFormat;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.ResampleSpec.Coordinates;
import io.github.holoseg.model.ResampleSpec.Interpolation;
import io.github.holoseg.model.ResampleSpec.Separate;
import io.github.holoseg.model.document.Documents;
import io.github.holoseg.model.document.Field;
import io.github.holoseg.model.document.LabelNames;
import io.github.holoseg.model.onnx.NetworkFile;
import io.github.holoseg.volume.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * MONAI bundles: {@code configs/metadata.json}, {@code configs/inference.json} (or {@code .yaml},
 * {@code .yml}) and {@code models/model.onnx}. What is matched: MONAI 1.6.1 on the CPU.
 */
public final class MonaiFormat implements ModelFormat {
  private static final String METADATA = "configs/metadata.json";
  private static final List<String> CONFIGS =
      List.of("configs/inference.json", "configs/inference.yaml", "configs/inference.yml");
  private static final String NETWORK = "models/model.onnx";

  /** Spacings are equal within AFFINE_TOL, compared as a ratio. */
  private static final double TOLERANCE = 1e-3;

  /** Order of the tensor axes: images are loaded as x, y, z. */
  private static final String AXES = "bcxyz";

  private static final int ANY_SIZE = 64;

  @Override
  public String key() {
    return "monai";
  }

  @Override
  public boolean matches(Path folder) {
    return Files.isRegularFile(folder.resolve(METADATA));
  }

  @Override
  public ModelSpec load(Path folder) throws IOException {
    return read(folder, true);
  }

  /** As {@link #load}; the hashes of the weights are zeros. */
  @Override
  public ModelSpec describe(Path folder) throws IOException {
    return read(folder, false);
  }

  @Override
  public String idOf(Path folder) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return LabelNames.id(name == null ? "" : name.toString(), "monai");
  }

  private ModelSpec read(Path folder, boolean hash) throws IOException {
    BundleMetadata metadata = new BundleMetadata(Documents.read(folder.resolve(METADATA)));
    Config config = new Config(Documents.read(configFile(folder)));
    NetworkFile file = NetworkFile.read(folder, networkFile(folder), hash);
    if (file.spatialAxes() != 3) {
      throw metadata.notThreeDimensional(file.spatialAxes());
    }
    int channels = metadata.inputChannels(file.inputChannels());
    int outputs = metadata.outputChannels(file.outputChannels());

    Field before = preprocessing(config);
    List<Component> transforms = Transforms.of(config, before);
    Preprocessing preprocessing = new Preprocessing(transforms, channels);
    String imageKey = transforms.isEmpty() ? "image" : transforms.get(0).keys().get(0);
    Component inferer =
        Component.of(config, part(config, "evaluator", "inferer"))
            .orElseThrow(() -> config.root().error("has an inferer that is disabled"));
    Inferer window = Inferer.of(inferer);
    Field after = part(config, "evaluator", "postprocessing");
    Postprocessing postprocessing =
        new Postprocessing(after, Transforms.of(config, after), preprocessing, before, imageKey);

    List<String> notes = new ArrayList<>();
    LabelNames names = new LabelNames();
    int[] values = values(postprocessing.rule(), outputs, config, metadata);
    List<Label> labels = new ArrayList<>();
    for (int c = 0; c < outputs; c++) {
      if (values[c] > 0) {
        labels.add(metadata.label(c, values[c], names, notes));
      }
    }
    if (postprocessing.rule() == Rule.THRESHOLD && outputs > 1) {
      notes.add(
          "Its output channels may overlap; later channels are painted over earlier ones here.");
    }
    notes.addAll(names.notes());
    List<SizeRule> sizes = sizes(file, metadata, window, preprocessing);
    boolean resampled = preprocessing.spacing() != null;
    return new ModelSpec(
        idOf(folder),
        metadata.text("version").orElse("1"),
        metadata.text("name").or(() -> metadata.text("task")).orElse(idOf(folder)),
        description(metadata, notes),
        metadata.text("intended_use").orElse("Not for clinical use"),
        "monai",
        license(folder, metadata),
        metadata.references(),
        new NetworkSpec(
            List.of(file.weights()),
            file.input().name(),
            file.output().name(),
            file.type(),
            AXES,
            metadata.channelNames(channels),
            outputs,
            sizes),
        new GeometrySpec(
            preprocessing.orientation(),
            preprocessing.spacing(),
            resampled ? TOLERANCE : 0,
            resampled ? resampling(preprocessing.interpolation()) : ResampleSpec.UNUSED,
            resampled ? resampling(postprocessing.interpolation()) : ResampleSpec.UNUSED,
            null),
        preprocessing.crop(),
        preprocessing.order(),
        preprocessing.intensity(),
        window.window(patch(window, sizes)),
        new DecisionSpec(
            postprocessing.activation(),
            postprocessing.rule(),
            postprocessing.threshold(),
            values,
            postprocessing.labelsFirst(),
            postprocessing.activationFirst()),
        postprocessing.steps(labels),
        labels,
        null,
        metadata.modality());
  }

  private static Path configFile(Path folder) throws IOException {
    for (String name : CONFIGS) {
      if (Files.isRegularFile(folder.resolve(name))) {
        return folder.resolve(name);
      }
    }
    throw new ModelFormatException(
        folder.resolve(CONFIGS.get(0)),
        "is missing (and inference.yaml too); it says how the bundle's network is run");
  }

  /** {@value #NETWORK}, or the only ONNX file beside it. */
  private static String networkFile(Path folder) throws IOException {
    if (Files.isRegularFile(folder.resolve(NETWORK))) {
      return NETWORK;
    }
    Path models = folder.resolve("models");
    List<String> files = List.of();
    if (Files.isDirectory(models)) {
      try (Stream<Path> all = Files.list(models)) {
        files = all.map(f -> f.getFileName().toString()).sorted().toList();
      }
    }
    List<String> onnx = files.stream().filter(f -> f.endsWith(".onnx")).toList();
    if (onnx.size() == 1) {
      return "models/" + onnx.get(0);
    }
    if (onnx.size() > 1) {
      throw new ModelFormatException(
          models,
          "has several ONNX files, " + onnx + ", and none is called model.onnx; rename one");
    }
    String command =
        "python -m monai.bundle onnx_export --net_id network_def --filepath models/model.onnx"
            + " --ckpt_file models/model.pt --meta_file configs/metadata.json --config_file"
            + " configs/inference.json";
    if (files.contains("model.pt")) {
      throw new ModelFormatException(
          folder,
          "has no "
              + NETWORK
              + ", only PyTorch weights; with MONAI installed, write it once by running in this"
              + " folder: "
              + command);
    }
    throw new ModelFormatException(
        folder,
        "has no "
            + NETWORK
            + (files.contains("model.ts") ? ", only a TorchScript network, which is not run" : "")
            + "; download the complete bundle, with models/model.pt, and run in its folder: "
            + command);
  }

  /** What the data set applies, or the transforms of that name. */
  private static Field preprocessing(Config config) throws IOException {
    return part(config, "dataset", "transform", "preprocessing");
  }

  private static Field part(Config config, String owner, String name) throws IOException {
    return part(config, owner, name, name);
  }

  private static Field part(Config config, String owner, String argument, String name)
      throws IOException {
    Optional<Field> object = config.root().find(owner).filter(Field::isObject);
    if (object.isPresent() && object.get().has(argument)) {
      return config.resolve(object.get().get(argument));
    }
    Optional<Field> field = config.find(name);
    if (field.isEmpty()) {
      throw config.root().get(name).bad("must be there");
    }
    return field.get();
  }

  /** The value of each output channel: its number, counted from 1 if there is no background. */
  private static int[] values(Rule rule, int outputs, Config config, BundleMetadata metadata)
      throws IOException {
    if (rule == Rule.ARGMAX && outputs < 2) {
      throw config
          .root()
          .error("decides by argmax, but the network has one output channel; use a threshold");
    }
    boolean background = rule == Rule.ARGMAX || outputs > 1 && metadata.isBackgroundFirst();
    int[] values = new int[outputs];
    for (int c = 0; c < outputs; c++) {
      values[c] = background ? c : c + 1;
    }
    return values;
  }

  private static List<SizeRule> sizes(
      NetworkFile file, BundleMetadata metadata, Inferer window, Preprocessing preprocessing)
      throws IOException {
    if (window.patch() != null && preprocessing.divisible() != null) {
      throw preprocessing.unusablePad(
          "(DivisiblePadd) is supported together with SimpleInferer only");
    }
    if (preprocessing.padTo() != null
        && (window.patch() == null
            || window.edge()
            || window.padValue() != 0
            || !java.util.Arrays.equals(preprocessing.padTo(), window.patch()))) {
      throw preprocessing.unusablePad(
          "(SpatialPadd) is supported with a SlidingWindowInferer of the same size that pads with"
              + " zeros");
    }
    List<SizeRule> sizes = new ArrayList<>();
    for (int axis = 0; axis < 3; axis++) {
      int fixed = file.inputSize(axis);
      SizeRule rule = fixed > 0 ? new SizeRule(fixed, 1, fixed) : metadata.freeSize(axis);
      if (window.patch() != null) {
        int patch = window.patch()[axis];
        if (fixed > 0 && fixed != patch) {
          throw window
              .field()
              .error(
                  "has a roi_size of "
                      + patch
                      + " where the ONNX file takes exactly "
                      + fixed
                      + "; export the network again with this size or a free one");
        }
        // The metadata's size is that of training; windows have the inferer's.
        rule = fixed > 0 || rule.allows(patch) ? rule : new SizeRule(patch, 1, patch);
      } else if (fixed <= 0 && rule.fixed() > 0) {
        rule = new SizeRule(1, 1, 0);
      }
      if (preprocessing.divisible() != null && fixed <= 0) {
        int k = preprocessing.divisible()[axis];
        rule = new SizeRule(k, k, 0);
      }
      sizes.add(rule);
    }
    return sizes;
  }

  private static int[] patch(Inferer window, List<SizeRule> sizes) {
    if (window.patch() != null) {
      return window.patch();
    }
    return sizes.stream().mapToInt(rule -> rule.atLeast(ANY_SIZE)).toArray();
  }

  private static ResampleSpec resampling(Interpolation interpolation) {
    return new ResampleSpec(
        interpolation, Coordinates.FIRST_VOXEL, Separate.NEVER, Interpolation.NEAREST, false);
  }

  private static String description(BundleMetadata metadata, List<String> notes) {
    List<String> sentences = new ArrayList<>();
    metadata.text("description").ifPresent(sentences::add);
    metadata.text("copyright").ifPresent(sentences::add);
    sentences.addAll(notes);
    return sentences.isEmpty() ? "A MONAI bundle." : String.join(" ", sentences);
  }

  private static String license(Path folder, BundleMetadata metadata) {
    Optional<String> stated = metadata.text("license");
    if (stated.isPresent()) {
      return stated.get();
    }
    return Files.isRegularFile(folder.resolve("LICENSE")) ? "see the file LICENSE" : "";
  }
}

package io.github.holoseg.model.nnunet;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.nnunet.Architecture.Norm;
import java.nio.file.Path;
import java.util.Set;

/**
 * Reads the network out of a configuration of plans.json, in the present form ({@code
 * architecture}) and in the one before nnU-Net 2.3 ({@code UNet_class_name}); nnU-Net's {@code
 * plans_handler.py} and {@code get_network_from_plans.py}. What would change the result and is not
 * known is refused by name.
 */
final class ArchitectureReader {
  private static final Set<String> COMMON =
      Set.of(
          "n_stages",
          "features_per_stage",
          "conv_op",
          "kernel_sizes",
          "strides",
          "n_conv_per_stage_decoder",
          "conv_bias",
          "norm_op",
          "norm_op_kwargs",
          "dropout_op",
          "dropout_op_kwargs",
          "nonlin",
          "nonlin_kwargs",
          "deep_supervision");
  private static final Set<String> PLAIN = Set.of("n_conv_per_stage", "nonlin_first");
  private static final Set<String> RESIDUAL =
      Set.of("n_blocks_per_stage", "block", "bottleneck_channels", "stem_channels");

  /** Momentum moves running means while training only. */
  private static final Set<String> NORM =
      Set.of("eps", "affine", "momentum", "track_running_stats");

  private static final Set<String> ACTIVATION = Set.of("inplace", "negative_slope");

  private static final int MAX_STAGES = 16;
  private static final int MAX_CHANNELS = 1 << 16;

  private final Path file;
  private final String where;
  private final JsonNode node;

  private ArchitectureReader(Path file, String where, JsonNode node) {
    this.file = file;
    this.where = where;
    this.node = node;
  }

  /**
   * @param file plans.json, for messages
   * @param where JSON pointer of the configuration, for messages
   * @param configuration with everything it inherits
   * @param trainer name of the trainer class, which may change the norm; null if unknown
   * @throws ModelFormatException naming the key
   */
  static Architecture read(Path file, String where, JsonNode configuration, String trainer)
      throws ModelFormatException {
    Architecture found =
        configuration.has("architecture")
            ? present(file, where + "/architecture", configuration.get("architecture"))
            : new ArchitectureReader(file, where, configuration).old();
    if (trainer != null && trainer.matches("nnUNetTrainerBN.*")) {
      return new Architecture(
          found.residual(),
          found.dimensions(),
          found.features(),
          found.kernels(),
          found.strides(),
          found.blocks(),
          found.decoderConvs(),
          found.convBias(),
          Norm.BATCH,
          true,
          1e-5,
          found.slope(),
          found.activationFirst(),
          found.bottleneckChannels(),
          found.stemChannels());
    }
    return found;
  }

  private static Architecture present(Path file, String where, JsonNode architecture)
      throws ModelFormatException {
    String name = architecture.path("network_class_name").asText("");
    JsonNode arguments = architecture.path("arch_kwargs");
    ArchitectureReader reader = new ArchitectureReader(file, where + "/arch_kwargs", arguments);
    String simple = name.substring(name.lastIndexOf('.') + 1);
    if (!simple.equals("PlainConvUNet") && !simple.equals("ResidualEncoderUNet")) {
      throw new ModelFormatException(
          file,
          where
              + "/network_class_name is '"
              + name
              + "'; only PlainConvUNet and ResidualEncoderUNet can be rebuilt. Export the network"
              + " to ONNX and describe it with a holoseg.json");
    }
    return reader.arguments(simple.equals("ResidualEncoderUNet"));
  }

  private Architecture arguments(boolean residual) throws ModelFormatException {
    if (!node.isObject()) {
      throw refuse("", "is missing");
    }
    requireKnown("", COMMON, residual ? RESIDUAL : PLAIN);
    requireKnown("norm_op_kwargs", NORM, Set.of());
    requireKnown("nonlin_kwargs", ACTIVATION, Set.of());
    requireDropout();
    int dimensions =
        switch (lastName("conv_op")) {
          case "Conv3d" -> 3;
          case "Conv2d" -> 2;
          default -> throw refuse("conv_op", "must be Conv2d or Conv3d");
        };
    int stages = whole("n_stages", 2, MAX_STAGES);
    Norm norm = norm(dimensions);
    int[] features = perStage("features_per_stage", stages);
    int[] bottleneck = bottleneck(residual, stages);
    return new Architecture(
        residual,
        dimensions,
        features,
        kernels("kernel_sizes", stages, dimensions),
        strides("strides", stages, dimensions),
        perStage(residual ? "n_blocks_per_stage" : "n_conv_per_stage", stages),
        perStage("n_conv_per_stage_decoder", stages - 1),
        flag("conv_bias", false),
        norm,
        flag("norm_op_kwargs/affine", norm == Norm.BATCH),
        real("norm_op_kwargs/eps", 1e-5),
        slope(),
        flag("nonlin_first", false),
        bottleneck,
        isOff(node.path("stem_channels")) ? features[0] : whole("stem_channels", 1, MAX_CHANNELS));
  }

  private Architecture old() throws ModelFormatException {
    String name = node.path("UNet_class_name").asText("");
    boolean residual = name.equals("ResidualEncoderUNet");
    if (!residual && !name.equals("PlainConvUNet")) {
      throw refuse("UNet_class_name", "must be PlainConvUNet or ResidualEncoderUNet to be rebuilt");
    }
    int dimensions = node.path("patch_size").size();
    if (dimensions != 2 && dimensions != 3) {
      throw refuse("patch_size", "must be a list of two or three sizes");
    }
    int stages = node.path("n_conv_per_stage_encoder").size();
    if (stages < 2 || stages > MAX_STAGES) {
      throw refuse(
          "n_conv_per_stage_encoder",
          "must be a list of 2 to " + MAX_STAGES + " entries, one for each stage");
    }
    int base = whole("UNet_base_num_features", 1, MAX_CHANNELS);
    int most = whole("unet_max_num_features", 1, MAX_CHANNELS);
    int[] features = new int[stages];
    for (int s = 0; s < stages; s++) {
      features[s] = (int) Math.min((long) base << s, most);
    }
    return new Architecture(
        residual,
        dimensions,
        features,
        kernels("conv_kernel_sizes", stages, dimensions),
        strides("pool_op_kernel_sizes", stages, dimensions),
        perStage("n_conv_per_stage_encoder", stages),
        perStage("n_conv_per_stage_decoder", stages - 1),
        true,
        Norm.INSTANCE,
        true,
        1e-5,
        0.01f,
        false,
        null,
        features[0]);
  }

  private int[] bottleneck(boolean residual, int stages) throws ModelFormatException {
    String block = isOff(node.path("block")) ? "BasicBlockD" : lastName("block");
    if (!residual || block.equals("BasicBlockD")) {
      return null;
    }
    if (!block.equals("BottleneckD")) {
      throw refuse("block", "must be BasicBlockD or BottleneckD");
    }
    return perStage("bottleneck_channels", stages);
  }

  private Norm norm(int dimensions) throws ModelFormatException {
    if (isOff(node.path("norm_op"))) {
      return Norm.NONE;
    }
    String name = lastName("norm_op");
    if (name.equals("InstanceNorm" + dimensions + "d")) {
      if (flag("norm_op_kwargs/track_running_stats", false)) {
        throw refuse("norm_op_kwargs/track_running_stats", "is true, which cannot be rebuilt");
      }
      return Norm.INSTANCE;
    }
    if (name.equals("BatchNorm" + dimensions + "d")) {
      if (!flag("norm_op_kwargs/track_running_stats", true)) {
        throw refuse("norm_op_kwargs/track_running_stats", "is false, which cannot be rebuilt");
      }
      return Norm.BATCH;
    }
    throw refuse(
        "norm_op", "must be InstanceNorm" + dimensions + "d or BatchNorm" + dimensions + "d");
  }

  private float slope() throws ModelFormatException {
    if (isOff(node.path("nonlin"))) {
      return Float.NaN;
    }
    return switch (lastName("nonlin")) {
      case "LeakyReLU" -> (float) real("nonlin_kwargs/negative_slope", 0.01);
      case "ReLU" -> 0;
      default -> throw refuse("nonlin", "must be LeakyReLU or ReLU");
    };
  }

  private void requireKnown(String key, Set<String> known, Set<String> more)
      throws ModelFormatException {
    JsonNode object = key.isEmpty() ? node : node.path(key);
    if (!isOff(object) && !object.isObject()) {
      throw refuse(key, "must be an object");
    }
    for (var names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name) && !more.contains(name) && !isOff(object.get(name))) {
        throw refuse(
            key.isEmpty() ? name : key + "/" + name,
            "is not known for this network and may change its result");
      }
    }
  }

  /** PyTorch's dropouts do nothing at inference; another class under this key might. */
  private void requireDropout() throws ModelFormatException {
    if (!isOff(node.path("dropout_op"))
        && !lastName("dropout_op").matches("(Feature)?(Alpha)?Dropout([123]d)?")) {
      throw refuse("dropout_op", "must be a dropout of PyTorch");
    }
  }

  private boolean flag(String key, boolean otherwise) throws ModelFormatException {
    JsonNode value = node.at("/" + key);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw refuse(key, "must be true or false");
    }
    return value.booleanValue();
  }

  private double real(String key, double otherwise) throws ModelFormatException {
    JsonNode value = node.at("/" + key);
    if (value.isMissingNode()) {
      return otherwise;
    }
    // a slope above 1 is a leaky ReLU, but no longer max(x, slope · x)
    if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= 1)) {
      throw refuse(key, "must be a number from 0 to 1");
    }
    return value.doubleValue();
  }

  private String lastName(String key) throws ModelFormatException {
    JsonNode value = node.path(key);
    if (!value.isTextual()) {
      throw refuse(key, "must be the name of a class");
    }
    return value.textValue().substring(value.textValue().lastIndexOf('.') + 1);
  }

  private static boolean isOff(JsonNode value) {
    return value.isMissingNode() || value.isNull() || value.isBoolean() && !value.asBoolean();
  }

  private int whole(String key, int min, int max) throws ModelFormatException {
    return whole(key, node.path(key), min, max);
  }

  private int whole(String key, JsonNode value, int min, int max) throws ModelFormatException {
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < min
        || value.intValue() > max) {
      throw refuse(key, "must be a whole number from " + min + " to " + max);
    }
    return value.intValue();
  }

  /** One number for all stages, or one for each. */
  private int[] perStage(String key, int stages) throws ModelFormatException {
    JsonNode value = node.path(key);
    if (value.isArray() && value.size() != stages) {
      throw refuse(key, "must have " + stages + " entries, one for each stage");
    }
    int[] values = new int[stages];
    for (int s = 0; s < stages; s++) {
      values[s] = whole(key, value.isArray() ? value.get(s) : value, 1, MAX_CHANNELS);
    }
    return values;
  }

  private int[][] triples(String key, int stages, int dimensions) throws ModelFormatException {
    JsonNode value = node.path(key);
    if (value.isArray() && value.size() != stages) {
      throw refuse(key, "must have " + stages + " entries, one for each stage");
    }
    int[][] triples = new int[stages][];
    for (int s = 0; s < stages; s++) {
      JsonNode one = value.isArray() ? value.get(s) : value;
      if (one.isArray() && one.size() != dimensions) {
        throw refuse(key + "/" + s, "must have " + dimensions + " entries, one for each axis");
      }
      triples[s] = new int[] {1, 1, 1};
      for (int a = 0; a < dimensions; a++) {
        triples[s][3 - dimensions + a] = whole(key, one.isArray() ? one.get(a) : one, 1, 1024);
      }
    }
    return triples;
  }

  /** Padding of (k − 1) / 2 keeps a tensor's size for odd kernels only. */
  private int[][] kernels(String key, int stages, int dimensions) throws ModelFormatException {
    int[][] kernels = triples(key, stages, dimensions);
    for (int[] kernel : kernels) {
      if (kernel[0] % 2 == 0 || kernel[1] % 2 == 0 || kernel[2] % 2 == 0) {
        throw refuse(key, "must have odd sizes; with an even one the stages do not fit together");
      }
    }
    return kernels;
  }

  /** Nothing upsamples the first stage: with a stride there, scores are smaller than the tile. */
  private int[][] strides(String key, int stages, int dimensions) throws ModelFormatException {
    int[][] strides = triples(key, stages, dimensions);
    if (strides[0][0] * strides[0][1] * strides[0][2] != 1) {
      throw refuse(
          key, "must begin with 1; else the scores are smaller than the tile, as nnU-Net refuses");
    }
    return strides;
  }

  private ModelFormatException refuse(String key, String problem) {
    String path = key.isEmpty() ? where : where + "/" + key;
    JsonNode value = key.isEmpty() ? node : node.at("/" + key);
    String shown = value.isMissingNode() ? "" : " (" + shorten(value.toString()) + ")";
    return new ModelFormatException(file, path + shown + " " + problem);
  }

  private static String shorten(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "…";
  }
}

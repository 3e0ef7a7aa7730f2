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
  private static final Set<String> KNOWN =
      Set.of(
          "n_stages",
          "features_per_stage",
          "conv_op",
          "kernel_sizes",
          "strides",
          "n_conv_per_stage",
          "n_blocks_per_stage",
          "n_conv_per_stage_decoder",
          "conv_bias",
          "norm_op",
          "norm_op_kwargs",
          "dropout_op",
          "dropout_op_kwargs",
          "nonlin",
          "nonlin_kwargs",
          "deep_supervision",
          "nonlin_first",
          "block",
          "bottleneck_channels",
          "stem_channels");
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
    for (var names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!KNOWN.contains(name) && !isOff(node.get(name))) {
        throw refuse(name, "is not known and may change the network; it is not opened");
      }
    }
    int dimensions =
        switch (lastName("conv_op")) {
          case "Conv3d" -> 3;
          case "Conv2d" -> 2;
          default -> throw refuse("conv_op", "must be Conv2d or Conv3d");
        };
    int stages = whole("n_stages", 1, MAX_STAGES);
    Norm norm = norm(dimensions);
    JsonNode normArguments = node.path("norm_op_kwargs");
    int[] features = perStage("features_per_stage", stages);
    int[] bottleneck = bottleneck(residual, stages);
    return new Architecture(
        residual,
        dimensions,
        features,
        triples("kernel_sizes", stages, dimensions),
        triples("strides", stages, dimensions),
        perStage(residual ? "n_blocks_per_stage" : "n_conv_per_stage", stages),
        perStage("n_conv_per_stage_decoder", stages - 1),
        node.path("conv_bias").asBoolean(false),
        norm,
        normArguments.path("affine").asBoolean(norm == Norm.BATCH),
        normArguments.path("eps").asDouble(1e-5),
        slope(),
        !residual && node.path("nonlin_first").asBoolean(false),
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
    if (stages < 1 || stages > MAX_STAGES) {
      throw refuse("n_conv_per_stage_encoder", "must be a list with an entry for each stage");
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
        triples("conv_kernel_sizes", stages, dimensions),
        triples("pool_op_kernel_sizes", stages, dimensions),
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
      if (node.path("norm_op_kwargs").path("track_running_stats").asBoolean(false)) {
        throw refuse("norm_op_kwargs/track_running_stats", "is true, which cannot be rebuilt");
      }
      return Norm.INSTANCE;
    }
    if (name.equals("BatchNorm" + dimensions + "d")) {
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
      case "LeakyReLU" -> (float) node.path("nonlin_kwargs").path("negative_slope").asDouble(0.01);
      case "ReLU" -> 0;
      default -> throw refuse("nonlin", "must be LeakyReLU or ReLU");
    };
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

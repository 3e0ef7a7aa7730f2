package io.github.holoseg.model.nnunet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.holoseg.model.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row changes one value of a real configuration, which must be refused with its place. */
class ArchitectureReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PLANS = Path.of("plans.json");
  private static final String REMOVE = "(remove)";
  private static final String KW = "/architecture/arch_kwargs/";

  static Stream<Arguments> refused() {
    String plain = "plain";
    String residual = "residual";
    String old = "old";
    return Stream.of(
        arguments(plain, KW + "attention", "true", "/attention (true) is not known"),
        arguments(plain, KW + "block", "\"x.BottleneckD\"", "/block (\"x.BottleneckD\") is not"),
        arguments(residual, KW + "nonlin_first", "true", "/nonlin_first (true) is not known"),
        arguments(residual, KW + "squeeze_excitation", "true", "/squeeze_excitation (true) is not"),
        arguments(residual, KW + "block", "\"x.Other\"", "must be BasicBlockD or BottleneckD"),
        arguments(residual, KW + "block", "\"x.BottleneckD\"", "/bottleneck_channels must be"),
        arguments(plain, KW + "n_stages", "1", "/n_stages (1) must be a whole number from 2 to 16"),
        arguments(plain, KW + "n_stages", "4", "/features_per_stage ([4,8,12]) must have 4"),
        arguments(plain, KW + "n_stages", "2.5", "/n_stages (2.5) must be a whole number"),
        arguments(plain, KW + "features_per_stage/1", "0", "must be a whole number from 1"),
        arguments(plain, KW + "features_per_stage/1", "9000000", "to 65536"),
        arguments(plain, KW + "kernel_sizes/1", "[3,3]", "/kernel_sizes/1 ([3,3]) must have 3"),
        arguments(plain, KW + "kernel_sizes/1", "[3,2,3]", "must have odd sizes"),
        arguments(plain, KW + "strides/0", "[1,2,2]", "must begin with 1"),
        arguments(plain, KW + "strides", REMOVE, "/strides must be a whole number"),
        arguments(plain, KW + "n_conv_per_stage", REMOVE, "/n_conv_per_stage must be"),
        arguments(plain, KW + "n_conv_per_stage_decoder", "[2]", "must have 2 entries"),
        arguments(plain, KW + "conv_op", "\"torch.nn.Conv1d\"", "must be Conv2d or Conv3d"),
        arguments(plain, KW + "conv_op", "3", "/conv_op (3) must be the name of a class"),
        arguments(plain, KW + "conv_bias", "\"no\"", "/conv_bias (\"no\") must be true or false"),
        arguments(plain, KW + "norm_op", "\"torch.nn.GroupNorm\"", "must be InstanceNorm3d or"),
        arguments(plain, KW + "norm_op", "\"torch.nn.BatchNorm2d\"", "or BatchNorm3d"),
        arguments(plain, KW + "norm_op_kwargs/num_groups", "4", "num_groups (4) is not known"),
        arguments(plain, KW + "norm_op_kwargs/eps", "\"1e-5\"", "must be a number from 0 to 1"),
        arguments(plain, KW + "norm_op_kwargs/affine", "1", "/affine (1) must be true or false"),
        arguments(plain, KW + "norm_op_kwargs", "[]", "/norm_op_kwargs ([]) must be an object"),
        arguments(
            plain, KW + "norm_op_kwargs/track_running_stats", "true", "is true, which cannot be"),
        arguments(
            "batchnorm",
            KW + "norm_op_kwargs/track_running_stats",
            "false",
            "is false, which cannot be rebuilt"),
        arguments(plain, KW + "dropout_op", "\"my.Noise\"", "must be a dropout of PyTorch"),
        arguments(plain, KW + "nonlin", "\"torch.nn.GELU\"", "must be LeakyReLU or ReLU"),
        arguments(plain, KW + "nonlin_kwargs/negative_slope", "1.5", "must be a number from 0"),
        arguments(plain, KW + "nonlin_kwargs/upper", "6", "/nonlin_kwargs/upper (6) is not known"),
        arguments(plain, "/architecture/arch_kwargs", REMOVE, "/arch_kwargs is missing"),
        arguments(
            plain,
            "/architecture/network_class_name",
            "\"a.primus.Primus\"",
            "/network_class_name is 'a.primus.Primus'; only PlainConvUNet and ResidualEncoderUNet"),
        arguments(plain, "/architecture/network_class_name", "\"SwinUNETR\"", "'SwinUNETR'"),
        arguments(old, "/UNet_class_name", "\"Other\"", "must be PlainConvUNet or Residual"),
        arguments(old, "/UNet_class_name", REMOVE, "/UNet_class_name must be PlainConvUNet"),
        arguments(old, "/patch_size", "[8]", "/patch_size ([8]) must be a list of two or three"),
        arguments(old, "/n_conv_per_stage_encoder", "[2]", "must be a list of 2 to 16 entries"),
        arguments(old, "/UNet_base_num_features", REMOVE, "/UNet_base_num_features must be"),
        arguments(old, "/conv_kernel_sizes/0", "[1,4,3]", "must have odd sizes"),
        arguments(old, "/pool_op_kernel_sizes/0", "[1,2,2]", "must begin with 1"));
  }

  @ParameterizedTest
  @MethodSource
  void refused(String name, String pointer, String value, String problem) throws IOException {
    JsonNode configuration = changed(name, pointer, value);
    assertThatThrownBy(() -> ArchitectureReader.read(PLANS, "/configurations/x", configuration, ""))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("plans.json: /configurations/x/")
        .hasMessageContaining(problem);
  }

  /** What has no effect at inference, or says what is so anyway. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain | dropout_op | \"torch.nn.modules.dropout.Dropout3d\"",
        "plain | deep_supervision | true",
        "plain | attention | null",
        "plain | attention | false",
        "plain | norm_op_kwargs/momentum | 0.9",
        "plain | nonlin_kwargs | null",
        "plain | nonlin_kwargs | {\"negative_slope\": 0.01}",
        "plain | kernel_sizes | 3",
        "plain | n_conv_per_stage | 2",
        "residual | block | \"dynamic_network_architectures.x.BasicBlockD\"",
        "residual | stem_channels | 4",
        "batchnorm | norm_op_kwargs/track_running_stats | true"
      })
  void theSameNetwork(String name, String key, String value) throws IOException {
    assertThat(read(changed(name, KW + key, value), null))
        .usingRecursiveComparison()
        .isEqualTo(read(configuration(name), null));
  }

  /** nnU-Net's trainer of that name changes the norm and not the plans. */
  @Test
  void theTrainerOfBatchNormReplacesTheNorm() throws IOException {
    JsonNode plans =
        changed("batchnorm", KW + "norm_op", "\"torch.nn.modules.instancenorm.InstanceNorm3d\"");
    assertThat(read(plans, "nnUNetTrainer").norm()).isEqualTo(Architecture.Norm.INSTANCE);
    assertThat(read(plans, "nnUNetTrainerBN"))
        .usingRecursiveComparison()
        .isEqualTo(read(configuration("batchnorm"), null));
  }

  @Test
  void sizesAreDivisibleByAllStridesTogether() throws IOException {
    assertThat(read(configuration("unevenstrides"), null).divisor()).containsExactly(2, 4, 4);
    assertThat(read(configuration("plain2d"), null).divisor()).containsExactly(1, 4, 4);
  }

  private static Architecture read(JsonNode configuration, String trainer) throws IOException {
    return ArchitectureReader.read(PLANS, "/configurations/x", configuration, trainer);
  }

  private static JsonNode configuration(String name) throws IOException {
    return JSON.readTree(
        Path.of("src/test/resources/golden/networks", name, "configuration.json").toFile());
  }

  private static JsonNode changed(String name, String pointer, String value) throws IOException {
    JsonNode all = configuration(name);
    int slash = pointer.lastIndexOf('/');
    JsonNode parent = all.at(pointer.substring(0, slash));
    String key = pointer.substring(slash + 1);
    if (parent instanceof com.fasterxml.jackson.databind.node.ArrayNode array) {
      array.set(Integer.parseInt(key), JSON.readTree(value));
    } else if (value.equals(REMOVE)) {
      assertThat(((ObjectNode) parent).remove(key)).isNotNull();
    } else {
      ((ObjectNode) parent).set(key, JSON.readTree(value));
    }
    return all;
  }
}

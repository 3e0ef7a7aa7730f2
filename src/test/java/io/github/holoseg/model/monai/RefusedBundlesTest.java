package io.github.holoseg.model.monai;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.holoseg.model.BundleFolders;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row changes one value of a bundle; it must be refused with file, place and reason. */
class RefusedBundlesTest {
  private static final Path BUNDLES =
      SharedData.project().resolve("src/test/resources/golden/monai");
  private static final String PRE = "/preprocessing/transforms/";
  private static final String POST = "/postprocessing/transforms/";

  @TempDir Path temp;

  /** Pointer in inference.json of the bundle spleen, new value, message after the file's name. */
  static Stream<Arguments> spleen() {
    return Stream.of(
        row(PRE + "4/_target_", "\"RandGaussianNoised\"", PRE + "4 is the transform RandGauss"),
        row(PRE + "4/_target_", "\"scripts.my.Loader\"", "which is no class of MONAI; other code"),
        row(PRE + "4/_target_", "\"monai.$x\"", "which is no class of MONAI"),
        row(PRE + "4/_mode_", "\"callable\"", PRE + "4/_mode_ is \"callable\", must be"),
        row(PRE + "4/_requires_", "\"$x\"", PRE + "4/_requires_ is an argument of ScaleInt"),
        row(PRE + "4/_disabled_", "3", PRE + "4/_disabled_ is 3, must be true or false"),
        row(PRE + "4", "7", PRE + "4 is 7, must be an object with a _target_"),
        row(PRE + "4/keys", "\"label\"", "works on [label], not on the image 'image'"),
        row(PRE + "4/a_max", "-57", PRE + "4/a_min is -57, must be below the other limit"),
        row(PRE + "4/a_max", "\"@nowhere\"", "is \"@nowhere\", which refers to nothing"),
        row(PRE + "4/a_max", "\"%other.json::x\"", "which takes in another file"),
        row(PRE + "4/b_max", BundleFolders.REMOVE, "has only one of b_min and b_max; give both"),
        row(PRE + "4/dtype", "\"$np.int16\"", PRE + "4/dtype is the expression"),
        row(PRE + "4/dtype", "\"int16\"", PRE + "4/dtype is \"int16\", must be float32"),
        row(PRE + "4/gamma", "2", PRE + "4/gamma is an argument of ScaleIntensityRanged that"),
        row(PRE + "0/reader", "{\"_target_\":\"ITKReader\"}", PRE + "0/reader is {"),
        row(PRE + "1/channel_dim", "-1", PRE + "1/channel_dim is -1, must be \"no_channel\""),
        row(PRE + "2/axcodes", "\"RAX\"", PRE + "2/axcodes is \"RAX\", must be one letter each"),
        row(PRE + "2/axcodes", "\"RLS\"", PRE + "2/axcodes is \"RLS\", must be one letter each"),
        row(PRE + "3/pixdim", "[1,2,3,4]", "must be one to three numbers"),
        row(PRE + "3/mode", "3", PRE + "3/mode is 3, must be \"bilinear\" or \"nearest\""),
        row(PRE + "3/padding_mode", "\"zeros\"", "is \"zeros\", must be \"border\""),
        row(PRE + "3/align_corners", "true", PRE + "3/align_corners is true, must be false"),
        row(PRE + "3/diagonal", "true", PRE + "3/diagonal is true, must be false"),
        row(PRE + "3/min_pixdim", "[1,1,1]", PRE + "3/min_pixdim is [1,1,1], must be left out"),
        row(PRE + "3/dtype", "\"float32\"", PRE + "3/dtype is \"float32\", must be float64"),
        row("/preprocessing/lazy", "true", "/preprocessing/lazy is true, must be false"),
        row(
            PRE + "6",
            "{\"_target_\":\"Orientationd\",\"keys\":\"image\",\"axcodes\":\"LPS\"}",
            PRE + "6 (Orientationd) is supported once"),
        row(
            PRE + "2",
            "{\"_target_\":\"ScaleIntensityd\",\"keys\":\"image\"}",
            PRE + "4 (ScaleIntensityRanged) changes values after a step"),
        row(
            PRE + "5",
            "{\"_target_\":\"CropForegroundd\",\"keys\":\"image\",\"source_key\":\"image\",\"margin\":5}",
            "(CropForegroundd) has a margin that may reach beyond the scan"),
        row(
            PRE + "5",
            "{\"_target_\":\"CropForegroundd\",\"keys\":\"image\",\"source_key\":\"image\","
                + "\"select_fn\":\"$lambda x: x > open('f')\"}",
            "only the form \"$lambda x: x > NUMBER\" is recognised"),
        row(
            PRE + "5",
            "{\"_target_\":\"DivisiblePadd\",\"keys\":\"image\",\"k\":16}",
            "(DivisiblePadd) is supported together with SimpleInferer only"),
        row(
            PRE + "5",
            "{\"_target_\":\"ThresholdIntensityd\",\"keys\":\"image\",\"threshold\":1}",
            "must have a cval equal to its threshold"),
        row("/inferer/_target_", "\"SliceInferer\"", "/inferer is the inferer SliceInferer"),
        row("/inferer/roi_size", "[24,24]", "/inferer/roi_size is [24,24], must be three"),
        row("/inferer/roi_size", "[24,24,-1]", "a mixture is not supported"),
        row("/inferer/roi_size", "[24,24,32]", "has a roi_size of 32 where the ONNX file takes"),
        row("/inferer/overlap", "1", "/inferer/overlap is 1, must be at least 0 and below 1"),
        row("/inferer/overlap", "[0.5,0.5,0.25]", "must be the same for every axis"),
        row("/inferer/mode", "\"hann\"", "/inferer/mode is \"hann\", must be \"constant\" or"),
        row("/inferer/padding_mode", "\"reflect\"", "is \"reflect\", must be \"constant\" or"),
        row("/inferer/with_coord", "true", "/inferer/with_coord is true, must be false"),
        row("/inferer/_disabled_", "true", "has an inferer that is disabled"),
        row(POST + "0/sigmoid", "true", "must apply one activation, once"),
        row(POST + "0/other", "\"$torch.tanh\"", POST + "0/other is the expression"),
        row(POST + "0/_target_", "\"Lambdad\"", POST + "0 is the transform Lambdad, which is not"),
        row(POST + "0/keys", "\"label\"", "not on the prediction 'pred'"),
        row(POST + "1/nearest_interp", "\"no\"", POST + "1/nearest_interp is \"no\", must be"),
        row(POST + "1/transform", "\"@dataset\"", "is not the preprocessing, /preprocessing"),
        row(POST + "1/orig_keys", "\"label\"", "must have the image, 'image', as orig_keys"),
        row(POST + "1", BundleFolders.REMOVE, "has no Invertd, so that the result would stay"),
        row(POST + "2", BundleFolders.REMOVE, "has no AsDiscreted with argmax or threshold"),
        row(POST + "2/threshold", "0.5", "must decide once, by argmax or threshold"),
        row(POST + "2/rounding", "\"torchrounding\"", POST + "2/rounding is"),
        row(
            POST + "0",
            "{\"_target_\":\"AsDiscreted\",\"keys\":\"pred\",\"argmax\":true}",
            "must decide once, by argmax or threshold"),
        row(
            POST + "2",
            "{\"_target_\":\"KeepLargestConnectedComponentd\",\"keys\":\"pred\"}",
            "(KeepLargestConnectedComponentd) must follow AsDiscreted"),
        row(
            POST + "3",
            "{\"_target_\":\"KeepLargestConnectedComponentd\",\"keys\":\"pred\","
                + "\"applied_labels\":[7]}",
            "applied_labels/0 is 7, must be one of the labels [1]"),
        row(
            POST + "3",
            "{\"_target_\":\"KeepLargestConnectedComponentd\",\"keys\":\"pred\","
                + "\"connectivity\":2}",
            "connectivity is 2, must be 1 or 3"),
        row(
            POST + "3",
            "{\"_target_\":\"FillHolesd\",\"keys\":\"pred\"}",
            "is supported with connectivity 1 and a single label only"),
        row(
            POST + "4",
            "{\"_target_\":\"FillHolesd\",\"keys\":\"pred\"}",
            "(FillHolesd) follows SaveImaged; move it before"),
        row("/preprocessing", "\"@preprocessing\"", "is a reference that leads back to itself"));
  }

  private static Arguments row(String pointer, String value, String message) {
    return arguments(pointer, value, message);
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("spleen")
  void isRefused(String pointer, String value, String message) throws IOException {
    Path folder = temp.resolve("spleen");
    BundleFolders.copy(BUNDLES.resolve("spleen"), folder);
    BundleFolders.change(folder.resolve("configs/inference.json"), pointer, value);
    assertThatThrownBy(() -> new MonaiFormat().load(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("configs/inference.json: ")
        .hasMessageContaining(message);
  }

  static Stream<Arguments> metadata() {
    String data = "/network_data_format/";
    return Stream.of(
        row(data + "inputs/image/num_channels", "2", "is 2, the ONNX file has 1 channels"),
        row(data + "outputs/pred/num_channels", "3", "is 3, the ONNX file has 2 channels"),
        row(data + "outputs/pred/num_channels", "\"two\"", "is \"two\", must be a whole number"),
        row(data + "inputs", "{\"a\":{},\"b\":{}}", "has 2 tensors; one is supported"),
        row(data + "inputs", "[]", "/network_data_format/inputs is [], must be an object"));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("metadata")
  void metadataIsRefused(String pointer, String value, String message) throws IOException {
    Path folder = temp.resolve("spleen");
    BundleFolders.copy(BUNDLES.resolve("spleen"), folder);
    BundleFolders.change(folder.resolve("configs/metadata.json"), pointer, value);
    assertThatThrownBy(() -> new MonaiFormat().load(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("configs/metadata.json: ")
        .hasMessageContaining(message);
  }
}

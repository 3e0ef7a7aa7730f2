package io.github.holoseg.model.holoseg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each row changes one value of the documented example; the reader must refuse it with file, place
 * and remedy, and the schema must refuse it too, unless the row says that a schema cannot.
 */
class RefusedDocumentsTest {
  private static final String REMOVE = "(remove)";
  private static final boolean BOTH = true;
  private static final boolean READER_ONLY = false;

  @TempDir Path temp;

  /** Pointer, new value as JSON (or {@link #REMOVE}), who refuses it, message after the file. */
  static Stream<Arguments> refused() {
    return Stream.of(
        row("/format", "\"other\"", BOTH, "/format is \"other\", must be \"holoseg-model\""),
        row("/format", REMOVE, BOTH, "/format is missing, must be a text"),
        row(
            "/formatVersion",
            "2",
            BOTH,
            "/formatVersion is 2, must be 1 for this Holoseg; a newer one reads it"),
        row(
            "/window/whole",
            "\"auto\"",
            READER_ONLY,
            "/window/whole is auto, which needs the blend cropHalo"),
        row("/formatVersion", "\"1\"", BOTH, "/formatVersion is \"1\", must be a whole number"),
        row("/extra", "1", BOTH, "/extra is unknown; a model has the fields format, formatVersion"),
        row("/a~1b", "1", BOTH, "/a~1b is unknown; a model has"),
        row("/id", "\"../up\"", BOTH, "/id is \"../up\", must be at most 100 letters"),
        row("/id", "7", BOTH, "/id is 7, must be a text"),
        row("/name", "\" \"", BOTH, "/name is \" \", must not be empty"),
        row("/version", REMOVE, BOTH, "/version is missing, must be a text"),
        row("/source", "\"web\"", BOTH, "/source is \"web\", must be one of native, nnunet"),
        row("/modality", "\"ct\"", BOTH, "/modality is \"ct\", must be one of CT, MR, any"),
        row("/citations", "[1]", BOTH, "/citations/0 is 1, must be a text that is not empty"),
        row("/citations", "[\"a\",\"a\"]", BOTH, "/citations/1 is \"a\", must be listed only once"),
        row("/inputRange", "[1]", BOTH, "/inputRange is [1], must be a list of 2 numbers"),
        row("/inputRange", "[5,5]", READER_ONLY, "/inputRange is [5,5], must be [min, max] with"),
        row("/network", "[]", BOTH, "/network is [], must be an object {…}"),
        row("/network/weights", "[]", BOTH, "/network/weights is [], must name at least one ONNX"),
        row(
            "/network/weights/0/sha256",
            "\"E3B0\"",
            BOTH,
            "/network/weights/0/sha256 is \"E3B0\", must be the file's SHA-256, 64 lower-case"),
        row("/network/weights/0/url", "\"x\"", BOTH, "/network/weights/0/url is unknown; "),
        row("/network/axes", "\"bczz\"", BOTH, "/network/axes is \"bczz\", must be bc followed by"),
        row("/network/type", "\"int8\"", BOTH, "/network/type is \"int8\", must be one of float32"),
        row("/network/channels", "[]", BOTH, "/network/channels is missing or empty, must name"),
        row("/network/size/x/step", "0", BOTH, "/network/size/x/step is 0, must be a whole number"),
        row("/network/size/x/min", "1.5", BOTH, "/network/size/x/min is 1.5, must be a whole"),
        row("/network/size/z/min", "1", BOTH, "/network/size/z has fixed beside min or step; a "),
        row("/network/size/y", REMOVE, BOTH, "/network/size/y is missing, must be an object {…}"),
        row(
            "/geometry/orientation",
            "\"RAL\"",
            BOTH,
            "/geometry/orientation is \"RAL\", must be \"file\" or one letter each of R/L"),
        row("/geometry/orientation", "\"ras\"", BOTH, "/geometry/orientation is \"ras\", must be"),
        row("/geometry/orientation", "null", BOTH, "/geometry/orientation is null, must be a text"),
        row("/geometry/spacing", REMOVE, BOTH, "/geometry/spacing is missing, must be a list of 3"),
        row("/geometry/spacing/1", "0", BOTH, "/geometry/spacing is [1.5,0,1.5], must be three"),
        row("/geometry/spacing/1", "-1", BOTH, "/geometry/spacing is [1.5,-1,1.5], must be three"),
        row("/geometry/spacing/1", "\"1\"", BOTH, "/geometry/spacing/1 is \"1\", must be a finite"),
        row("/geometry/spacing/1", "1e999", READER_ONLY, "/geometry/spacing/1 is "),
        row("/geometry/spacing", "null", BOTH, "/geometry/spacing is null, but /order has the"),
        row("/geometry/spacingTolerance", "1", BOTH, "/geometry/spacingTolerance is 1, must be at"),
        row("/geometry/scores", REMOVE, BOTH, "/geometry/scores is missing, must be an object {…}"),
        row(
            "/geometry/image/interpolation",
            "\"sinc\"",
            BOTH,
            "/geometry/image/interpolation is \"sinc\", must be one of nearest, linear, cubic"),
        row(
            "/geometry/image/separate",
            "\"never\"",
            BOTH,
            "/geometry/image/separateInterpolation has no meaning while separate is never; leave"),
        row("/geometry/image/truncate", "1", BOTH, "/geometry/image/truncate is 1, must be true"),
        row(
            "/geometry/split",
            "{\"margin\":20}",
            READER_ONLY,
            "/geometry/split/margin cuts the resampled grid; the step resample must follow orient"),
        row("/geometry/split", "{}", BOTH, "/geometry/split/margin is missing, must be a whole"),
        row(
            "/geometry/split",
            "{\"margin\":1,\"part\":3}",
            BOTH,
            "/geometry/split/part is unknown; "),
        row("/crop/mode", "\"body\"", BOTH, "/crop/mode is \"body\", must be one of none, nonzero"),
        row("/crop/mode", "\"foreground\"", BOTH, "/crop/threshold is missing, must be a number"),
        row(
            "/crop/threshold",
            "0",
            BOTH,
            "/crop/threshold has no meaning with mode nonzero; leave"),
        row("/crop/margin", "[0,0,-1]", BOTH, "/crop/margin/2 is -1, must be a whole number of at"),
        row("/crop", "{\"mode\":\"none\",\"margin\":[1,1,1]}", BOTH, "/crop/margin has no meaning"),
        row("/order/1", REMOVE, BOTH, "/crop/mode is nonzero, but /order has no step crop; add it"),
        row(
            "/order/2",
            REMOVE,
            BOTH,
            "/intensity has operations, but /order has no step normalize"),
        row(
            "/order/3",
            REMOVE,
            BOTH,
            "/geometry/spacing is stated, but /order has no step resample"),
        row(
            "/order/0",
            REMOVE,
            BOTH,
            "/order is [\"crop\",\"normalize\",\"resample\",\"pad\"], must"),
        row(
            "/order/4",
            REMOVE,
            BOTH,
            "/order is [\"orient\",\"crop\",\"normalize\",\"resample\"], mu"),
        row("/order/4", "\"crop\"", BOTH, "/order/4 is \"crop\", must be listed only once"),
        row(
            "/order/1",
            "\"blur\"",
            BOTH,
            "/order/1 is \"blur\", must be one of orient, crop, norm"),
        row(
            "/order",
            "[\"orient\",\"pad\",\"crop\",\"normalize\",\"resample\"]",
            READER_ONLY,
            "/order is [\"orient\",\"pad\",\"crop\",\"normalize\",\"resample\"], must begin with orient"),
        row("/order", REMOVE, BOTH, "/order is missing, must be a list of steps such as"),
        row(
            "/intensity/0/op",
            "\"gamma\"",
            BOTH,
            "/intensity/0/op is \"gamma\", must be one of clip"),
        row(
            "/intensity/0/std",
            "1",
            BOTH,
            "/intensity/0/std is unknown; /intensity/0 has the field"),
        row(
            "/intensity/0/min",
            "2000",
            READER_ONLY,
            "/intensity/0/min is 2000, must be below max, "),
        row(
            "/intensity/0/channel",
            "1",
            READER_ONLY,
            "/intensity/0/channel is 1, must be a whole "),
        row(
            "/intensity/0/channel",
            "-1",
            BOTH,
            "/intensity/0/channel is -1, must be a whole number"),
        row("/intensity/1/std", "-1", BOTH, "/intensity/1/std is -1, must be at least 0"),
        row("/intensity/1/mean", REMOVE, BOTH, "/intensity/1/mean is missing, must be a number"),
        row(
            "/intensity/0",
            "{\"op\":\"clipPercentiles\",\"min\":1,\"max\":101}",
            BOTH,
            "/intensity/0/max is 101, must be a percentile from 0 to 100"),
        row(
            "/window/patch",
            "[64,64]",
            BOTH,
            "/window/patch is [64,64], must be a list of 3 whole"),
        row(
            "/window/patch/0",
            "0",
            BOTH,
            "/window/patch/0 is 0, must be a whole number of at least"),
        row(
            "/window/patch/0",
            "100",
            READER_ONLY,
            "/window/patch/0 is 100, must be 32 plus a multiple of 32 as /network/size/x says"),
        row(
            "/window/patch/2",
            "128",
            READER_ONLY,
            "/window/patch/2 is 128, must be exactly 96 as /network/size/z says"),
        row(
            "/window/patchSize",
            "1",
            BOTH,
            "/window/patchSize is unknown; /window has the fields pa"),
        row("/window/overlap", "1", BOTH, "/window/overlap is 1, must be at least 0 and below 1"),
        row("/window/overlap", REMOVE, BOTH, "/window/overlap is missing, must be a number"),
        row(
            "/window/sigma",
            "0",
            BOTH,
            "/window/sigma is 0, must be above 0, a fraction of the pat"),
        row("/window/blend", "\"cropHalo\"", BOTH, "/window/halo is missing, must be a list of 3"),
        row(
            "/window/halo",
            "[1,1,1]",
            BOTH,
            "/window/halo has no meaning with blend gaussianNnunet"),
        row(
            "/window",
            "{\"patch\":[64,64,96],\"placement\":\"even\",\"blend\":\"cropHalo\",\"halo\":[1,32,1]}",
            READER_ONLY,
            "/window/halo/1 is 32, must be below half of the patch, which is 64"),
        row(
            "/window",
            "{\"patch\":[64,64,96],\"placement\":\"even\",\"overlap\":0,\"blend\":\"constant\","
                + "\"sigma\":1}",
            BOTH,
            "/window/sigma has no meaning with blend constant; leave it out"),
        row(
            "/window",
            "{\"patch\":[64,64,96],\"placement\":\"even\",\"overlap\":0,\"blend\":\"constant\","
                + "\"padMode\":\"edge\",\"padValue\":1}",
            BOTH,
            "/window/padValue has no meaning with padMode edge; leave it out"),
        row(
            "/window/mirrorAxes",
            "[\"w\"]",
            BOTH,
            "/window/mirrorAxes/0 is \"w\", must be x, y or z"),
        row(
            "/window/mirrorAxes",
            "[\"x\",\"x\"]",
            BOTH,
            "/window/mirrorAxes/1 is \"x\", must be list"),
        row(
            "/window/whole",
            "true",
            BOTH,
            "/window/whole is true, must be one of never, auto, alw"),
        row(
            "/decision/threshold",
            "0.5",
            BOTH,
            "/decision/threshold has no meaning with rule argmax"),
        row(
            "/decision/rule",
            "\"threshold\"",
            BOTH,
            "/decision/threshold is missing, must be a numb"),
        row(
            "/decision",
            "{\"activation\":\"sigmoid\",\"rule\":\"regions\",\"threshold\":1,"
                + "\"classValues\":[0,75,76]}",
            BOTH,
            "/decision/threshold is 1, must be at least 0 and below 1 with activation sigmoid"),
        row(
            "/decision/classValues",
            "[75,76]",
            READER_ONLY,
            "/decision/classValues has 2 values, must have one for each of the 3 output channels"),
        row(
            "/network/outputChannels",
            "4",
            READER_ONLY,
            "/decision/classValues has 3 values, must"),
        row(
            "/network/outputChannels",
            "1",
            READER_ONLY,
            "/decision/rule is \"argmax\", must be anot"),
        row(
            "/decision/classValues",
            "[0,75,74]",
            READER_ONLY,
            "/decision/classValues/2 is 74, must be 0 (background) or the value of one of /labels"),
        row(
            "/decision/classValues",
            "[0,75,75]",
            READER_ONLY,
            "/decision/classValues lacks 76, the value of the label 'femur_right'; every label needs"),
        row(
            "/intensity/0",
            "{\"op\":\"minMax\",\"outMin\":0,\"outMax\":1,\"together\":true,\"channel\":0}",
            BOTH,
            "/intensity/0/together is true beside a channel; leave one"),
        row(
            "/intensity/0",
            "{\"op\":\"clipPercentiles\",\"min\":1,\"max\":9,\"quantile\":\"upper\"}",
            BOTH,
            "/intensity/0/quantile is \"upper\", must be one of linear, invertedCdf"),
        row("/intensity/0", "{\"op\":\"binarize\"}", BOTH, "/intensity/0/threshold is missing"),
        row("/decision/thresholds", "[0.5]", BOTH, "/decision/thresholds has no meaning with rule"),
        row(
            "/postprocess/0",
            "{\"op\":\"keepLargest\",\"neighbours\":18}",
            BOTH,
            "/postprocess/0/neighbours is 18, must be 6 (faces) or 26"),
        row(
            "/postprocess/0",
            "{\"op\":\"removeSmall\",\"minVoxels\":4,\"minVolume\":4}",
            BOTH,
            "/postprocess/0/minVoxels stands beside minVolume; leave one"),
        row(
            "/checks",
            "[{\"rule\":\"rightOf\"}]",
            BOTH,
            "/checks/0/rule is \"rightOf\", must be one of leftOf, above"),
        row(
            "/checks",
            "[{\"rule\":\"leftOf\",\"label\":\"femur_left\"}]",
            BOTH,
            "/checks/0/reference is missing, must be a text"),
        row(
            "/checks",
            "[{\"rule\":\"leftOf\",\"label\":\"femur_left\",\"reference\":\"femur_left\"}]",
            READER_ONLY,
            "/checks/0/reference is \"femur_left\", must be another one than label"),
        row(
            "/checks",
            "[{\"rule\":\"above\",\"label\":\"femur_left\",\"reference\":\"skull\"}]",
            READER_ONLY,
            "/checks/0/reference is \"skull\", must be the name of one of /labels"),
        row(
            "/checks",
            "[{\"rule\":\"above\",\"label\":\"femur_left\",\"reference\":\"femur_right\",\"margin\":-1}]",
            BOTH,
            "/checks/0/margin is -1, must be 0 or more"),
        row(
            "/checks",
            "[{\"rule\":\"jointAtUpperEnd\",\"label\":\"femur_left\",\"reference\":\"femur_right\",\"distance\":0}]",
            BOTH,
            "/checks/0/distance is 0, must be above 0 (mm)"),
        row(
            "/checks",
            "[{\"rule\":\"volumeRange\",\"label\":\"femur_left\"}]",
            BOTH,
            "/checks/0 has neither min nor max (ml)"),
        row(
            "/checks",
            "[{\"rule\":\"volumeRange\",\"label\":\"femur_left\",\"min\":5,\"max\":5}]",
            READER_ONLY,
            "/checks/0/max is 5, must be above min (ml)"),
        row(
            "/checks",
            "[{\"rule\":\"present\",\"labels\":[\"skull\"]}]",
            READER_ONLY,
            "/checks/0/labels/0 is \"skull\", must be the name of one of /labels"),
        row(
            "/checks",
            "[{\"rule\":\"present\",\"label\":\"femur_left\"}]",
            BOTH,
            "/checks/0/label is unknown; /checks/0 has the fields rule, labels"),
        row(
            "/postprocess/0",
            "{\"op\":\"refineBoundary\",\"maxShift\":0}",
            BOTH,
            "/postprocess/0/maxShift is 0, must be above 0 and at most 10 (mm)"),
        row(
            "/postprocess/0",
            "{\"op\":\"refineBoundary\",\"limit\":3}",
            BOTH,
            "/postprocess/0/limit is unknown; /postprocess/0 has the fields op, labels, maxShift"),
        row(
            "/postprocess/0/op",
            "\"erode\"",
            BOTH,
            "/postprocess/0/op is \"erode\", must be one of"),
        row(
            "/postprocess/0/labels/1",
            "\"femur\"",
            READER_ONLY,
            "/postprocess/0/labels/1 is \"femur\", must be the name of one of /labels"),
        row(
            "/postprocess/0",
            "{\"op\":\"removeSmall\",\"minVolume\":0}",
            BOTH,
            "/postprocess/0/minVolume is 0, must be above 0 (mm³)"),
        row("/labels", "[]", BOTH, "/labels is [], must list at least one label"),
        row(
            "/labels/0/value",
            "0",
            BOTH,
            "/labels/0/value is 0, must be a whole number from 1 to 65"),
        row(
            "/labels/0/value",
            "65536",
            BOTH,
            "/labels/0/value is 65536, must be a whole number from"),
        row(
            "/labels/1/value",
            "75",
            READER_ONLY,
            "/labels/1/value is 75, must differ from the value"),
        row(
            "/labels/1/name",
            "\"femur_left\"",
            READER_ONLY,
            "/labels/1/name is \"femur_left\", must differ from the names of the labels before it"),
        row(
            "/labels/1/name",
            "\"a,b\"",
            BOTH,
            "/labels/1/name is \"a,b\", must be a name without com"),
        row(
            "/labels/0/color",
            "\"red\"",
            BOTH,
            "/labels/0/color is \"red\", must be #RRGGBB or #AARR"),
        row(
            "/labels/0/concept/code",
            REMOVE,
            BOTH,
            "/labels/0/concept/code is missing, must be a te"),
        row(
            "/network/weights/0/file",
            "\"../model.onnx\"",
            BOTH,
            "(folder)'../model.onnx' leads out of the model folder; "),
        row(
            "/network/weights/0/file",
            "\"/model.onnx\"",
            BOTH,
            "(folder)'/model.onnx' leads out of the model folder; "),
        row(
            "/network/weights/0/file",
            "\"other.onnx\"",
            READER_ONLY,
            "(folder)the file 'other.onnx' is missing; copy the complete model folder again"),
        row("/parts", "[{}]", BOTH, "/parts/0/model is missing, must be an object {…}"),
        row(
            "/cascade",
            "{\"labelValues\": [1]}",
            BOTH,
            "/cascade/previous is missing, must be an object {…}"),
        row(
            "/tests",
            "[{\"name\": \"a\", \"madeBy\": \"b\", \"input\": \"../x.npy\", \"output\": \"y.npy\","
                + " \"absoluteTolerance\": 0, \"relativeTolerance\": 0}]",
            BOTH,
            "(folder)'../x.npy' leads out of the model folder; "));
  }

  /** Whatever is inside has the whole model's labels, and nothing inside it again. */
  @Test
  void aModelInsideAModelIsAnInnerOne() throws IOException {
    ObjectNode document = SampleModel.document();
    ObjectNode inner = document.deepCopy();
    document.putArray("parts").addObject().set("model", inner);
    SampleModel.write(document, temp);
    assertThat(new HolosegFormat().load(temp).networks()).hasSize(2);
    assertThat(schema().validate(document)).isEmpty();

    change(inner, "/labels/0/name", "\"other\"");
    change(inner, "/postprocess", "[]");
    SampleModel.write(document, temp);
    assertThatThrownBy(() -> new HolosegFormat().load(temp))
        .hasMessageContaining("/parts/0/model/labels has 75 'other', which is not among /labels");

    inner.putArray("parts");
    SampleModel.write(document, temp);
    assertThatThrownBy(() -> new HolosegFormat().load(temp))
        .hasMessageContaining("/parts/0/model/parts is not allowed in a model inside a model");
    assertThat(schema().validate(document)).isNotEmpty();
  }

  private static Arguments row(String pointer, String value, boolean schemaToo, String message) {
    return arguments(pointer, value, schemaToo, message);
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("refused")
  void isRefused(String pointer, String value, boolean schemaToo, String message)
      throws IOException {
    ObjectNode document = SampleModel.document();
    change(document, pointer, value);
    SampleModel.write(document, temp);
    String start =
        message.startsWith("(folder)")
            ? temp + ": " + message.substring("(folder)".length())
            : temp.resolve("holoseg.json") + ": " + message;
    assertThatThrownBy(() -> new HolosegFormat().load(temp))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(start);
    assertThat(schema().validate(document).isEmpty()).isEqualTo(!schemaToo);
  }

  /** The mask lies on the grid that the crop left. */
  @Test
  void aCropMaskNeedsTheCropsOwnGrid() throws IOException {
    ObjectNode document = SampleModel.document();
    change(document, "/intensity", "[{\"op\":\"zScore\",\"mask\":\"cropMask\",\"eps\":1e-8}]");
    SampleModel.write(document, temp);
    assertThat(new HolosegFormat().load(temp).intensity()).hasSize(1);
    for (String other : List.of("raw", "perSlice")) {
      change(document, "/intensity/0/" + other, "true");
      SampleModel.write(document, temp);
      assertThatThrownBy(() -> new HolosegFormat().load(temp))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining(other + " is true beside the mask cropMask; leave one of them out");
      change(document, "/intensity/0/" + other, "false");
    }
    for (String order :
        List.of(
            "[\"orient\",\"crop\",\"resample\",\"normalize\",\"pad\"]",
            "[\"orient\",\"normalize\",\"crop\",\"resample\",\"pad\"]")) {
      change(document, "/order", order);
      SampleModel.write(document, temp);
      assertThatThrownBy(() -> new HolosegFormat().load(temp))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("/intensity has a zScore with mask cropMask, which needs a crop");
    }
  }

  @Test
  void boundariesAreRefinedInCtOnly() throws IOException {
    ObjectNode document = SampleModel.document();
    change(document, "/postprocess/0", "{\"op\":\"refineBoundary\"}");
    SampleModel.write(document, temp);
    assertThat(new HolosegFormat().load(temp).postprocess())
        .containsExactly(new PostprocessStep.RefineBoundary(List.of(), 3));
    change(document, "/modality", "\"any\"");
    SampleModel.write(document, temp);
    assertThatThrownBy(() -> new HolosegFormat().load(temp))
        .hasMessageContaining(
            "/postprocess/0 is refineBoundary, which works on HU; /modality must be CT");
  }

  @Test
  void schemaTakesTheDocumentedExampleAndTheBundledModel() throws IOException {
    assertThat(schema().validate(SampleModel.document())).isEmpty();
    Path bone = SharedData.project().resolve("src/main/resources/models/bone");
    assertThat(schema().validate(SampleModel.JSON.readTree(bone.resolve("holoseg.json").toFile())))
        .isEmpty();
    assertThat(new HolosegFormat().load(bone).id()).isEqualTo("bone");
  }

  @Test
  void filesThatAreNoObjectAreRefused() throws IOException {
    for (String text : new String[] {"", "[]", "null", "{", "12"}) {
      SampleModel.write(SampleModel.document(), temp);
      Files.writeString(temp.resolve("holoseg.json"), text);
      assertThatThrownBy(() -> new HolosegFormat().load(temp))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageStartingWith(temp.resolve("holoseg.json") + ": ");
    }
  }

  static JsonSchema schema() throws IOException {
    Path file = SharedData.project().resolve("docs/holoseg-model.schema.json");
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(file));
  }

  private static void change(ObjectNode document, String pointer, String json) throws IOException {
    int cut = pointer.lastIndexOf('/');
    JsonNode parent = document.at(pointer.substring(0, cut));
    String last = pointer.substring(cut + 1).replace("~1", "/");
    JsonNode value = json.equals(REMOVE) ? null : SampleModel.JSON.readTree(json);
    if (parent instanceof ArrayNode array) {
      int index = Integer.parseInt(last);
      if (value == null) {
        array.remove(index);
      } else {
        array.set(index, value);
      }
    } else if (value == null) {
      assertThat(((ObjectNode) parent).remove(last)).isNotNull();
    } else {
      ((ObjectNode) parent).set(last, value);
    }
  }
}

package io.github.holoseg.model.bioimageio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.holoseg.model.BundleFolders;
import io.github.holoseg.model.ModelFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row changes one value of a package; it must be refused with file, place and reason. */
class RefusedPackagesTest {
  private static final String IN = "/inputs/0";
  private static final String OUT = "/outputs/0";
  private static final String PRE = IN + "/preprocessing/1";
  private static final String POST = OUT + "/postprocessing/0";

  @TempDir Path temp;

  /** Of halo_sigmoid, format version 0.5. */
  static Stream<Arguments> rows() {
    return Stream.of(
        row("/type", "\"dataset\"", "/type is \"dataset\", must be model"),
        row("/format_version", "\"0.3.6\"", "must be 0.4 or 0.5; update the package with"),
        row("/format_version", "\"0.6.0\"", "must be 0.4 or 0.5; newer ones need a newer Holoseg"),
        row("/run_mode", "{\"name\":\"deepimagej\"}", "/run_mode is {"),
        row("/inputs", "[]", "/inputs has 0 tensors; only networks with one of them"),
        row(OUT + "/axes", "7", "/outputs/0/axes is 7, must be a list"),
        row(IN + "/output_of", "\"other\"", "chains of models are not run"),
        row(IN + "/axes/0", "{\"type\":\"time\",\"id\":\"time\"}", "such networks are not run"),
        row(IN + "/axes/0", "{\"type\":\"odd\"}", "must be batch, channel, space, time or index"),
        row(
            IN + "/axes/1",
            BundleFolders.REMOVE,
            "/inputs/0 has the axes 'bzyx'; only networks of"),
        row(IN + "/axes/2/id", "\"w\"", "/inputs/0/axes/2/id is \"w\", must be x, y or z"),
        row(IN + "/axes/2/id", "\"x\"", "/inputs/0 has the axes 'bcxyx'"),
        row(IN + "/axes/2/size", "{\"min\":8}", "/inputs/0/axes/2/size/step is missing"),
        row(
            IN + "/axes/2/size",
            "{\"tensor_id\":\"image\",\"axis_id\":\"x\"}",
            "a size that follows another free axis is not supported"),
        row(IN + "/axes/2/unit", "\"parsec\"", "is \"parsec\", must be one of centimeter"),
        row(IN + "/axes/2/scale", "0", "/inputs/0/axes/2/scale is 0, must be above 0"),
        row(OUT + "/axes/2/size/offset", "-4", "only networks whose output has a voxel for each"),
        row(OUT + "/axes/2/size", "20", "only networks whose output has a voxel for each"),
        row(OUT + "/axes/2/scale", "2.0", "only networks whose output has a voxel for each"),
        row(OUT + "/axes/2/size/axis_id", "\"x\"", "which is not the input's size along z"),
        row(OUT + "/axes/2/halo", "-1", "/outputs/0/axes/2/halo is -1, must be a whole number"),
        row(OUT + "/axes/1/channel_names", "[\"a\",\"b\"]", "whose output has 1 channels; the"),
        row(IN + "/axes/1/channel_names", "[\"a\",\"b\"]", "whose input has 1 channels; the"),
        row(IN + "/pad", "{}", "/inputs/0/pad/mode is missing"),
        row(IN + "/pad", "{\"mode\":\"wrap\"}", "must be symmetric, reflect, edge or constant"),
        row(IN + "/pad", "{\"mode\":\"constant\"}", "must be symmetric, reflect or edge where"),
        row(PRE + "/id", "\"denoise\"", "(denoise) is no step before a network that is known"),
        row(PRE + "/id", "\"softmax\"", "(softmax) mixes the channels of the scan"),
        row(PRE, "7", PRE + " is 7, must be an object with id and kwargs"),
        row(PRE + "/kwargs/gamma", "2", PRE + "/kwargs/gamma is an argument of clip that"),
        row(PRE + "/kwargs/min", "3000", PRE + "/kwargs/min is 3000, must be below max"),
        row(PRE + "/kwargs", "{}", "(clip) has no limit; give min or max"),
        row(PRE + "/kwargs/min_percentile", "5", "a fixed limit and a percentile for the same"),
        row(IN + "/preprocessing/2/kwargs/gain", "[1,2]", "must be one number, because there is"),
        row(IN + "/preprocessing/2/kwargs/axis", "\"z\"", "must be the axis of the channels, ch"),
        pre("ensure_dtype", "{\"dtype\":\"bool\"}", "use binarize for zeros and ones"),
        pre("ensure_dtype", "{\"dtype\":\"complex\"}", "or int or uint with 8, 16, 32 or 64 bits"),
        pre(
            "zero_mean_unit_variance",
            "{\"axes\":[\"x\"]}",
            "must have all axes of space, or all but the slowest one, z of three"),
        pre("scale_range", "{\"axes\":[\"t\"]}", "has 't', which is no axis of the input"),
        pre("scale_range", "{\"reference_tensor\":\"raw\"}", "must be the input itself, 'image'"),
        pre(
            "scale_range",
            "{\"min_percentile\":99,\"max_percentile\":9}",
            "is not below its max_p"),
        pre("scale_range", "{\"max_percentile\":101}", "must be a percentile from 0 to 100"),
        pre("fixed_zero_mean_unit_variance", "{\"mean\":1,\"std\":0}", "must be at least 1.0E-6"),
        pre("binarize", "{}", "/kwargs/threshold is missing"),
        pre("binarize", "{\"threshold\":[1],\"axis\":\"x\"}", "must be the axis of the channels"),
        post("custom", "{}", "(custom) runs Python code of the package, which is never done"),
        post("stardist", "{}", "(stardist) turns shapes or flows into objects"),
        post("cellpose_flow_dynamics", "{}", "turns shapes or flows into objects"),
        post("scale_range", "{}", "(scale_range) needs statistics of the whole output"),
        post("zero_mean_unit_variance", "{}", "needs statistics of the whole output"),
        post(
            "scale_mean_variance",
            "{\"reference_tensor\":\"image\"}",
            "needs statistics of the whole output"),
        post("clip", "{\"min_percentile\":1}", "needs statistics of the whole output"),
        post("softmax", "{}", "(softmax) needs at least two channels"),
        post("softmax", "{\"axis\":\"x\"}", "must be the axis of the channels, channel"),
        post("median", "{}", "(median) is no step after a network that is known"),
        post("scale_linear", "{\"gain\":-1}", "must have a gain above 0"),
        post("ensure_dtype", "{\"dtype\":\"uint8\"}", "must be float32 unless binarize precedes"),
        post("clip", "{\"min\":0.6,\"max\":1}", "is decided at 0.5, which its values cannot"),
        row(POST + "/kwargs", "{\"eps\":1}", POST + "/kwargs/eps is an argument of sigmoid"),
        row(
            OUT + "/postprocessing",
            "[{\"id\":\"sigmoid\"},{\"id\":\"binarize\",\"kwargs\":{\"threshold\":1.5}}]",
            "lies outside of what a probability can be"),
        row(
            OUT + "/postprocessing",
            "[{\"id\":\"binarize\",\"kwargs\":{\"threshold\":0.5}},{\"id\":\"sigmoid\"}]",
            "(sigmoid) follows binarize"),
        row(
            OUT + "/postprocessing",
            "[{\"id\":\"scale_linear\",\"kwargs\":{\"gain\":2}},{\"id\":\"sigmoid\"}]",
            "(sigmoid) must be the first step after the network"),
        row(
            OUT + "/axes/1/channel_names",
            "[\"affinity z\"]",
            "has the channel 'affinity z', which"),
        row("/weights/onnx/sha256", "\"12\"", "/weights/onnx/sha256 is \"12\", must be 64 hexa"),
        row("/weights/onnx/source", "\"../network.onnx\"", "leads out of the model folder"),
        row("/weights/onnx/source", "\"/etc/passwd\"", "leads out of the model folder"),
        row("/weights/onnx/source", "\"other.onnx\"", "the file 'other.onnx' is missing"),
        row("/weights/onnx/source", "\"https://x.y/n.onnx\"", "an address; fetch the package as a"),
        row("/weights/onnx/external_data", "{\"source\":\"test_input.npy\"}", "does not name"),
        row(
            "/weights",
            "{\"torchscript\":{\"source\":\"w.pt\"}}",
            "has no onnx, only torchscript;"),
        row("/weights", "{}", "/weights has no onnx"),
        row(IN + "/test_tensor/source", "\"../in.npy\"", "leads out of the model folder"),
        row(IN + "/test_tensor/source", "\"in.png\"", "must end with .npy"),
        row(
            IN + "/test_tensor/sha256",
            "\"" + "0".repeat(64) + "\"",
            "test_input.npy: its SHA-256"),
        holoseg("{\"decide\":1}", "/config/holoseg/decide is not known; known are labels"),
        holoseg("{\"labels\":[\"a\",\"b\"]}", "must have one for each of the 1 output channels"),
        holoseg("{\"labels\":[\"background\"]}", "has no channel that shows a structure"),
        holoseg("{\"values\":[70000]}", "is 70000, must be a whole number from 0 to 65535"),
        holoseg("{\"decision\":\"argmax\"}", "must be threshold, because there is one output"),
        holoseg("{\"decision\":\"vote\"}", "is \"vote\", must be argmax or threshold"),
        holoseg("{\"threshold\":2}", "is decided at 2.0, which its values cannot exceed"),
        holoseg("{\"spacing\":[1,1]}", "must be a list of 3 values"),
        holoseg("{\"spacing\":[1,1,-1]}", "/spacing/2 is -1, must be above 0"),
        holoseg("{\"orientation\":\"RAX\"}", "must be file, or one letter each of R/L"),
        holoseg("{\"modality\":\"PET\"}", "must be CT, MR or any"),
        holoseg("{\"patch\":[7,8,8]}", "the network does not take 7 along x"),
        holoseg("{\"patch\":[18,18,18],\"halo\":[9,0,0]}", "which leaves nothing of a tile of 18"));
  }

  private static Arguments row(String pointer, String value, String message) {
    return arguments(pointer, value, message);
  }

  private static Arguments pre(String id, String kwargs, String message) {
    return row(PRE, "{\"id\":\"" + id + "\",\"kwargs\":" + kwargs + "}", message);
  }

  private static Arguments post(String id, String kwargs, String message) {
    return row(POST, "{\"id\":\"" + id + "\",\"kwargs\":" + kwargs + "}", message);
  }

  private static Arguments holoseg(String block, String message) {
    return row("/config", "{\"holoseg\":" + block + "}", message);
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("rows")
  void isRefused(String pointer, String value, String message) throws IOException {
    Path folder = Packages.copy("halo_sigmoid", temp);
    Packages.change(folder, pointer, value);
    assertThatThrownBy(() -> new BioimageioFormat().load(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(folder.getFileName().toString())
        .hasMessageContaining(message);
  }

  /** Of old, format version 0.4. */
  static Stream<Arguments> oldRows() {
    return Stream.of(
        row(IN + "/axes", "\"bczyxt\"", "must have no time or index axis"),
        row(IN + "/axes", "\"bzyxc\"", "/inputs/0 has the axes 'bzyxc'; only networks of batch"),
        row(IN + "/axes", "\"spam\"", "must be letters of b, i, t, c, z, y, x"),
        row(IN + "/shape/min", "[1,1,8]", "/inputs/0/shape/min is [1,1,8], must be a list of 5"),
        row(IN + "/data_range", "[0]", "/inputs/0/data_range is [0], must be a list of 2 values"),
        row(IN + "/data_range", "[3,3]", "must be two numbers of which the first is smaller"),
        row(OUT + "/shape/offset", "[0,0,0,0,-4]", "only networks whose output has a voxel for"),
        row(OUT + "/shape/reference_tensor", "\"raw\"", "must be the input, 'image'"),
        row(OUT + "/data_type", "\"uint8\"", "must be float32: in 0.4 scores are cast to it"),
        row(IN + "/preprocessing/0/kwargs/mode", "\"often\"", "must be per_sample, per_dataset or"),
        row(IN + "/preprocessing/0/kwargs/axes", "\"yq\"", "has 'q', which is no axis"),
        row(IN + "/preprocessing/0/name", "\"softmax\"", "(softmax) mixes the channels"),
        row(
            IN + "/preprocessing/0",
            "{\"name\":\"scale_linear\",\"kwargs\":{\"axes\":\"czyx\",\"gain\":2}}",
            "/kwargs/axes is \"czyx\", must leave out c"),
        row("/test_inputs", "[\"test_input.npy\",\"b.npy\"]", "must be a list of 1 values"),
        row("/test_outputs", "[\"gone.npy\"]", "the file 'gone.npy' is missing"));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("oldRows")
  void ofTheOldFormatIsRefused(String pointer, String value, String message) throws IOException {
    Path folder = Packages.copy("old", temp);
    Packages.change(folder, pointer, value);
    assertThatThrownBy(() -> new BioimageioFormat().load(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(folder.getFileName().toString())
        .hasMessageContaining(message);
  }

  @Test
  void weightsAndTestTensorsMustBeThoseOfThePackage() throws IOException {
    Path folder = Packages.copy("softmax_xyz", temp);
    Path data = folder.resolve("network.onnx.data");
    byte[] bytes = Files.readAllBytes(data);
    bytes[5] ^= 1;
    Files.write(data, bytes);
    assertThatThrownBy(() -> new BioimageioFormat().load(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("network.onnx.data: its SHA-256 is");
    Files.delete(data);
    assertThatThrownBy(() -> new BioimageioFormat().load(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("the file 'network.onnx.data' is missing");
  }

  /** Nothing of a description is more than data. */
  @Test
  void codeAndDamagedYamlAreRefused() throws IOException {
    Path proof = temp.resolve("evaluated");
    for (String yaml :
        new String[] {
          "format_version: !!python/object/apply:os.system ['touch " + proof + "']\n",
          "type: model\nformat_version: 0.5.0\ninputs: [\n",
          "type: model\ntype: model\nformat_version: 0.5.0\n",
          "- a list\n",
          "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b]\n"
              + "d: &d [*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e]\n",
          ""
        }) {
      Path folder = Packages.copy("halo_sigmoid", temp);
      Files.writeString(folder.resolve("rdf.yaml"), yaml);
      assertThatThrownBy(() -> new BioimageioFormat().load(folder))
          .as(yaml)
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("rdf.yaml");
    }
    assertThat(proof).doesNotExist();
    Path folder = Packages.copy("halo_sigmoid", temp);
    Files.write(
        folder.resolve("rdf.yaml"), "name: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> new BioimageioFormat().load(folder))
        .hasMessageContaining("is no text in UTF-8");
  }
}

package io.github.holoseg.inference.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.github.holoseg.inference.slab.SlabCompiler;
import io.github.holoseg.inference.slab.SlabNetwork;
import io.github.holoseg.inference.slab.UnsupportedNetworkException;
import io.github.holoseg.model.nnunet.NetworkCase;
import io.github.holoseg.model.onnx.LayerGraph;
import io.github.holoseg.model.onnx.OnnxFile;
import io.github.holoseg.model.onnx.OnnxWriter;
import io.github.holoseg.task.CancellationToken;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rebuilt networks give PyTorch's scores, as ONNX files and slice by slice. */
class NetworkParityTest {
  /** Scores are up to 8; float32 sums in another order differ in the sixth digit. */
  private static final double TOLERANCE = 2e-5;

  private static final Path CASES = Path.of("src/test/resources/golden/networks");

  private static final List<String> ACTIVATION_FIRST = List.of("batchnormlast", "nonlinfirst");

  @TempDir Path temp;

  static Stream<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void asAnOnnxFile(String name) throws Exception {
    NetworkCase c = new NetworkCase(CASES.resolve(name));
    Path file = temp.resolve("network.onnx");
    OnnxWriter.write(c.graph(), Map.of("case", name), file);
    assertClose(run(file, c.input()), c.output().values());
    assertThat(OnnxFile.read(file).metadata()).containsEntry("case", name);
  }

  /**
   * Networks of real size, made by {@code nnunet_networks.py FOLDER --big} and named by {@code
   * -Dholoseg.networks=FOLDER}; a sum over 128³ voxels is where a careless norm loses its digits.
   */
  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"small96", "resenc96", "big128"})
  void ofRealSize(String name) throws Exception {
    String folder = System.getProperty("holoseg.networks");
    assumeTrue(folder != null, "no networks of real size: -Dholoseg.networks is not given");
    Path big = Path.of(folder, name);
    assumeTrue(Files.isDirectory(big), "not here: " + big);
    NetworkCase c = new NetworkCase(big);
    Path file = temp.resolve("network.onnx");
    OnnxWriter.write(c.graph(), Map.of(), file);
    float[] expected = c.output().values();
    double worst = difference(run(file, c.input()), expected);
    System.out.printf(Locale.ROOT, "%s: largest difference %.2g%n", name, worst);
    assertThat(worst).isLessThan(1e-4);
  }

  /** Its statistics are those of activated values, which are never stored. */
  @Test
  void aNormBehindAnActivationDoesNotRunSliceBySlice() throws Exception {
    for (String name : ACTIVATION_FIRST) {
      LayerGraph graph = new NetworkCase(CASES.resolve(name)).graph();
      try (OrtConvKernels kernels = OrtConvKernels.open()) {
        assertThatThrownBy(() -> SlabCompiler.compile(graph, kernels, 1, new int[] {6, 8, 8}, 1))
            .isInstanceOf(UnsupportedNetworkException.class)
            .hasMessageContaining("a norm ");
      }
    }
  }

  static Stream<String> slicedCases() throws IOException {
    return cases().filter(name -> !ACTIVATION_FIRST.contains(name));
  }

  @ParameterizedTest
  @MethodSource("slicedCases")
  void sliceBySlice(String name) throws Exception {
    NetworkCase c = new NetworkCase(CASES.resolve(name));
    Path file = temp.resolve("network.onnx");
    OnnxWriter.write(c.graph(), Map.of(), file);
    LayerGraph graph = OnnxFile.read(file).layers().orElseThrow();
    NetworkCase.Array input = c.input();
    long[] shape = input.shape();
    int[] tile =
        shape.length == 5
            ? new int[] {(int) shape[2], (int) shape[3], (int) shape[4]}
            : new int[] {1, (int) shape[2], (int) shape[3]};
    for (int threads : new int[] {1, 2, 3}) {
      try (OrtConvKernels kernels = OrtConvKernels.open();
          SlabNetwork network =
              SlabCompiler.compile(graph, kernels, (int) shape[1], tile, threads)) {
        for (int run = 0; run < 2; run++) {
          network.input().put(0, input.values());
          network.run(CancellationToken.none());
          assertThat(network.makesSlices()).isTrue();
          assertClose(allSlices(network, tile, c.output().shape()), c.output().values());
        }
      }
    }
  }

  /**
   * Deep tiles with a ring of the fewest slices: each layer is made in many steps, and coarse
   * slices come and go.
   */
  @ParameterizedTest
  @MethodSource("slicedCases")
  void deepTilesSliceBySlice(String name) throws Exception {
    NetworkCase c = new NetworkCase(CASES.resolve(name));
    if (c.input().shape().length != 5) {
      return; // slices have no depth
    }
    Path file = temp.resolve("network.onnx");
    OnnxWriter.write(c.graph(), Map.of(), file);
    LayerGraph graph = OnnxFile.read(file).layers().orElseThrow();
    long[] shape = c.input().shape();
    int[] tile = {96, (int) shape[3], (int) shape[4]};
    float[] values = new float[(int) (shape[1] * tile[0] * tile[1] * tile[2])];
    java.util.Random random = new java.util.Random(5);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    long[] deep = {1, shape[1], tile[0], tile[1], tile[2]};
    float[] expected = run(file, new NetworkCase.Array(deep, values));
    for (int threads : new int[] {1, 2}) {
      for (long ring : new long[] {1, 40_000, 16 << 20}) {
        try (OrtConvKernels kernels = OrtConvKernels.open();
            SlabNetwork network =
                SlabCompiler.compile(graph, kernels, (int) shape[1], tile, threads, ring)) {
          network.input().put(0, values);
          network.run(CancellationToken.none());
          long[] scores = {1, graph.outputChannels(), tile[0], tile[1], tile[2]};
          assertClose(allSlices(network, tile, scores), expected);
        }
      }
    }
  }

  /** As a whole, made from the last slice to the first. */
  private static float[] allSlices(SlabNetwork network, int[] tile, long[] shape) {
    int classes = (int) shape[1];
    int plane = tile[1] * tile[2];
    float[] all = new float[classes * tile[0] * plane];
    for (int z = tile[0] - 1; z >= 0; z--) {
      network.makeSlice(z);
      assertThat(network.output().capacity()).isEqualTo(classes * plane);
      for (int k = 0; k < classes; k++) {
        network.output().get(k * plane, all, (k * tile[0] + z) * plane, plane);
      }
    }
    return all;
  }

  private static float[] run(Path file, NetworkCase.Array input) throws Exception {
    OrtEnvironment environment = OrtRuntime.environment();
    try (OrtSession.SessionOptions options = OrtRuntime.options(2);
        OrtSession session = environment.createSession(file.toString(), options);
        OnnxTensor x =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(input.values()), input.shape());
        OrtSession.Result result = session.run(Map.of("input", x))) {
      FloatBuffer scores = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] found = new float[scores.remaining()];
      scores.get(found);
      return found;
    }
  }

  private static void assertClose(float[] found, float[] expected) {
    assertThat(difference(found, expected)).isLessThan(TOLERANCE);
  }

  private static double difference(float[] found, float[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    double worst = 0;
    for (int i = 0; i < found.length; i++) {
      double difference = Math.abs(found[i] - expected[i]);
      worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
    }
    return worst;
  }
}

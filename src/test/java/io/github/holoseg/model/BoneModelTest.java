package io.github.holoseg.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.holoseg.model.holoseg.HolosegFormat;
import io.github.holoseg.testing.SharedData;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bundled network computes what its description says, exactly, at the border too. */
class BoneModelTest {
  private static final int[] SIZE = {13, 11, 9};

  @Test
  void scoresAreTheSmoothedValuesMinusTheThreshold() throws IOException, OrtException {
    float[] hu = new float[SIZE[0] * SIZE[1] * SIZE[2]];
    Random random = new Random(3);
    for (int i = 0; i < hu.length; i++) {
      hu[i] = random.nextInt(4096) - 1024;
    }
    float[] scores = run(hu, SIZE);
    for (int z = 0; z < SIZE[2]; z++) {
      for (int y = 0; y < SIZE[1]; y++) {
        for (int x = 0; x < SIZE[0]; x++) {
          int i = index(x, y, z);
          assertThat(scores[i]).isZero();
          assertThat(scores[hu.length + i]).isEqualTo((float) (smoothed(hu, x, y, z) - 150));
        }
      }
    }
  }

  @Test
  void aTileEqualsTheWholeOneVoxelFromItsBorder() throws IOException, OrtException {
    float[] hu = new float[SIZE[0] * SIZE[1] * SIZE[2]];
    Random random = new Random(4);
    for (int i = 0; i < hu.length; i++) {
      hu[i] = random.nextInt(4096) - 1024;
    }
    int[] tileSize = {7, 6, 5};
    int n = 7 * 6 * 5;
    float[] tile = new float[n];
    for (int i = 0; i < n; i++) {
      tile[i] = hu[index(3 + i % 7, 2 + i / 7 % 6, 2 + i / 42)];
    }
    float[] whole = run(hu, SIZE);
    float[] part = run(tile, tileSize);
    int different = 0;
    for (int i = 0; i < n; i++) {
      int x = i % 7;
      int y = i / 7 % 6;
      int z = i / 42;
      boolean inner = x > 0 && x < 6 && y > 0 && y < 5 && z > 0 && z < 4;
      float expected = whole[hu.length + index(3 + x, 2 + y, 2 + z)];
      if (inner) {
        assertThat(part[n + i]).isEqualTo(expected);
      } else {
        different += part[n + i] == expected ? 0 : 1;
      }
    }
    assertThat(different).as("the outermost voxels lack their neighbours").isPositive();
  }

  private static float[] run(float[] hu, int[] size) throws IOException, OrtException {
    Path folder = SharedData.project().resolve("src/main/resources/models/bone");
    NetworkSpec network = new HolosegFormat().load(folder).network();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {1, 1, size[2], size[1], size[0]};
    try (OrtSession session =
            environment.createSession(network.weights().get(0).file().toString());
        OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(hu), shape);
        OrtSession.Result result = session.run(Map.of(network.input(), input))) {
      OnnxTensor output = (OnnxTensor) result.get(network.output()).orElseThrow();
      assertThat(output.getInfo().getShape())
          .containsExactly(1, network.outputChannels(), size[2], size[1], size[0]);
      float[] scores = new float[2 * hu.length];
      output.getFloatBuffer().get(scores);
      return scores;
    }
  }

  private static double smoothed(float[] hu, int x, int y, int z) {
    double sum = 0;
    for (int dz = -1; dz <= 1; dz++) {
      for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
          int weight = (2 - Math.abs(dx)) * (2 - Math.abs(dy)) * (2 - Math.abs(dz));
          int i = index(clamp(x + dx, SIZE[0]), clamp(y + dy, SIZE[1]), clamp(z + dz, SIZE[2]));
          sum += weight * hu[i] / 64.0;
        }
      }
    }
    return sum;
  }

  private static int clamp(int i, int size) {
    return Math.max(0, Math.min(size - 1, i));
  }

  private static int index(int x, int y, int z) {
    return (z * SIZE[1] + y) * SIZE[0] + x;
  }
}

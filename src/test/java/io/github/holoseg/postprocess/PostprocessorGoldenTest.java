package io.github.holoseg.postprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.model.PostprocessStep;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.testing.Npy;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Components and holes equal scipy's (src/main/python/reference/postprocess_golden.py). */
class PostprocessorGoldenTest {
  private static final String FOLDER = "/golden/postprocess/";

  static Stream<JsonNode> parts() throws IOException {
    try (var in = PostprocessorGoldenTest.class.getResourceAsStream(FOLDER + "manifest.json")) {
      JsonNode parts = new ObjectMapper().readTree(in).get("parts");
      return StreamSupport.stream(parts.spliterator(), false);
    }
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("parts")
  void keepsTheLargest(JsonNode part) {
    check(part, "_largest", new PostprocessStep.KeepLargest(List.of()));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("parts")
  void removesTheSmall(JsonNode part) {
    check(part, "_small20", new PostprocessStep.RemoveSmall(List.of(), 20));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("parts")
  void fillsHoles(JsonNode part) {
    check(part, "_filled", new PostprocessStep.FillHoles(List.of()));
  }

  /** All labels but the first one as one mask, corners connect. */
  @ParameterizedTest(name = "{index}")
  @MethodSource("parts")
  void keepsTheLargestOfSeveralTogether(JsonNode part) {
    List<String> names =
        StreamSupport.stream(part.get("labels").spliterator(), false)
            .skip(1)
            .map(v -> "part_" + v.asInt())
            .toList();
    check(part, "_together", new PostprocessStep.KeepLargestTogether(names));
  }

  private static void check(JsonNode part, String result, PostprocessStep step) {
    String name = part.get("name").asText();
    Npy input = Npy.resource(FOLDER + "parts_" + name + ".npy");
    Npy expected = Npy.resource(FOLDER + "parts_" + name + result + ".npy");
    List<Label> labels =
        StreamSupport.stream(part.get("labels").spliterator(), false)
            .map(v -> Label.of(v.asInt(), "part_" + v.asInt()))
            .toList();
    double[] spacing =
        StreamSupport.stream(part.get("spacing").spliterator(), false)
            .mapToDouble(JsonNode::asDouble)
            .toArray();
    for (int threads = 1; threads <= 4; threads++) {
      short[] values = shorts(input);
      long[] size = {input.shape()[2], input.shape()[1], input.shape()[0]};
      LabelMap map =
          new LabelMap(
              ArrayImgs.unsignedShorts(values, size),
              VolumeGeometry.axisAligned(size, spacing),
              labels);
      long changed =
          Postprocessor.apply(map, List.of(step), labels, threads, CancellationToken.none());
      assertThat(values).as(name).isEqualTo(shorts(expected));
      assertThat(changed).isEqualTo(differing(shorts(input), values)).isPositive();
    }
  }

  private static short[] shorts(Npy array) {
    short[] values = new short[array.asDoubles().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) array.asDoubles()[i];
    }
    return values;
  }

  private static long differing(short[] a, short[] b) {
    long count = 0;
    for (int i = 0; i < a.length; i++) {
      count += a[i] == b[i] ? 0 : 1;
    }
    return count;
  }
}

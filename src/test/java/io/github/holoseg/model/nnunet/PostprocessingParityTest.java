package io.github.holoseg.model.nnunet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.postprocess.Postprocessor;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.testing.Golden;
import io.github.holoseg.testing.Npy;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The files that nnU-Net's own {@code determine_postprocessing} wrote, and what its own {@code
 * apply_postprocessing} made of a label map with them (nnunet_postprocessing.py).
 */
class PostprocessingParityTest {
  private static final String FOLDER = "/golden/nnunet/postprocessing/";
  private static final Path FILES =
      SharedData.project().resolve("src/test/resources/golden/nnunet");

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({
    "labels, postprocessing.json",
    "labels, postprocessing.pkl",
    "foreground, postprocessing.json",
    "foreground, postprocessing.pkl",
    "regions, postprocessing.json",
    "regions, postprocessing.pkl"
  })
  void cleansUpAsNnunetDoes(String name, String file) throws IOException {
    JsonNode facts = Golden.manifest("nnunet/postprocessing").get("cases").get(name);
    Path model = copy(FILES.resolve(facts.get("model").asText()));
    Files.copy(FILES.resolve("postprocessing").resolve(name).resolve(file), model.resolve(file));
    ModelSpec spec = new NnunetFormat().describe(model);
    assertThat(spec.postprocess()).hasSize(facts.get("steps").asInt());

    Npy before = Npy.resource(FOLDER + name + "/in.npy");
    Npy after = Npy.resource(FOLDER + name + "/out.npy");
    short[] values = shorts(before);
    long[] size = {before.shape()[2], before.shape()[1], before.shape()[0]};
    LabelMap map =
        new LabelMap(
            ArrayImgs.unsignedShorts(values, size),
            VolumeGeometry.axisAligned(size, 1, 1, 1.5),
            spec.labels());
    Postprocessor.apply(map, spec.postprocess(), spec.labels(), 2, CancellationToken.none());
    assertThat(Voxels.ints(map.voxels())).isEqualTo(ints(after));
    assertThat(differing(shorts(before), shorts(after))).isEqualTo(facts.get("changed").asLong());
  }

  private Path copy(Path model) throws IOException {
    Path target = temp.resolve(model.getFileName().toString());
    try (Stream<Path> files = Files.walk(model)) {
      for (Path source : files.toList()) {
        Path to = target.resolve(model.relativize(source).toString());
        if (Files.isDirectory(source)) {
          Files.createDirectories(to);
        } else {
          Files.copy(source, to);
        }
      }
    }
    return target;
  }

  private static short[] shorts(Npy array) {
    int[] ints = ints(array);
    short[] values = new short[ints.length];
    for (int i = 0; i < ints.length; i++) {
      values[i] = (short) ints[i];
    }
    return values;
  }

  private static int[] ints(Npy array) {
    double[] doubles = array.asDoubles();
    int[] values = new int[doubles.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (int) doubles[i];
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

package io.github.holoseg.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.model.BundleFolders;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.SharedData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packages' own test tensors, which bioimageio.core made. */
class BioimageioVerifyTest {
  private static final Path FOLDER =
      SharedData.project().resolve("src/test/resources/golden/bioimageio");

  @TempDir Path temp;

  static Stream<Path> packages() throws IOException {
    try (Stream<Path> all = Files.list(FOLDER)) {
      return all.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  private Certificate verify(Path model) throws IOException {
    Arguments arguments =
        Arguments.of(
            Operation.VERIFY_MODEL,
            Map.of("model", model.toString(), "device", "cpu", "threads", "2"));
    return new VerifyTask(new RealTools(), new Certificates(List.of(temp.resolve("cache"))))
        .verify(arguments, ProgressListener.NONE, CancellationToken.none());
  }

  @ParameterizedTest
  @MethodSource("packages")
  void testTensorsAgree(Path model) throws IOException {
    Certificate.Case one = verify(model).cases().get(0);
    assertThat(one.passed()).isTrue();
    assertThat(one.scores().within()).isEqualTo(1);
    assertThat(one.scores().count()).isGreaterThan(80);
    assertThat(one.scores().maxDifference()).isLessThan(1e-4);
  }

  @Test
  void aTestTensorOfAnotherNetworkIsFound() throws IOException {
    Path folder = temp.resolve("model");
    BundleFolders.copy(FOLDER.resolve("halo_sigmoid"), folder);
    Path tensor = folder.resolve("test_output.npy");
    byte[] bytes = Files.readAllBytes(tensor);
    ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    values.putFloat(128, values.getFloat(128) + 0.01f);
    Files.write(tensor, bytes);
    Path file = folder.resolve("rdf.yaml");
    Files.writeString(file, Files.readString(file).replaceAll("(?m)^ {6}sha256: .*$", ""));
    Certificate c = verify(folder);
    assertThat(c.isVerified()).isFalse();
    assertThat(c.cases().get(0).scores().within()).isBetween(0.999, 0.99999);
  }
}

package io.github.holoseg.io.nrrd;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.testing.FuzzFolder;
import io.github.holoseg.testing.ReaderOracle;
import io.github.holoseg.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Fuzz target for the NRRD reader, see docs/fuzzing.md; without JAZZER_FUZZ the seeds alone. */
class NrrdFuzzTest {
  private static final FuzzFolder FOLDER = new FuzzFolder();

  /** What pynrrd and SimpleITK wrote, and the odd headers beside it. */
  static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    Path golden = SharedData.project().resolve("src/test/resources/golden/nrrd");
    try (Stream<Path> files = Files.list(golden)) {
      for (Path file :
          files.filter(f -> f.toString().matches(".*\\.n(rrd|hdr)")).sorted().toList()) {
        seeds.add(Files.readAllBytes(file));
      }
    }
    return seeds;
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "20s")
  void anyBytes(byte[] bytes) {
    if (bytes == null) {
      return;
    }
    NrrdReader reader = new NrrdReader();
    ReadOptions options = ReaderOracle.options(reader);
    Path file = FOLDER.write("scan.nrrd", bytes);
    if (!ReaderOracle.readOrRefuse(reader, file, options)) {
      ReaderOracle.readOrRefuse(reader, file, options.withVolume(1));
    }
  }
}

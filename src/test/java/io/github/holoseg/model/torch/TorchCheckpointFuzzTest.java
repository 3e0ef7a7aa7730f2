package io.github.holoseg.model.torch;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.holoseg.testing.FuzzFolder;
import io.github.holoseg.testing.ReaderOracle;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fuzz targets for checkpoints and pickles, see docs/fuzzing.md; without JAZZER_FUZZ the seeds
 * alone. One input serves as a whole file, as the pickle of a good archive and as a bare pickle.
 */
class TorchCheckpointFuzzTest {
  private static final FuzzFolder FOLDER = new FuzzFolder();

  static List<byte[]> seeds() throws IOException, URISyntaxException {
    List<byte[]> seeds = new ArrayList<>();
    seeds.add(Checkpoints.nnunetPickle());
    seeds.add(Checkpoints.nnunetZip().toBytes());
    Path golden = Path.of(TorchCheckpointFuzzTest.class.getResource("/golden/torch").toURI());
    for (String name : List.of("fp16.pth", "views.pth", "protocol5.pth", "postprocessing.pkl")) {
      seeds.add(Files.readAllBytes(golden.resolve(name)));
    }
    for (MalformedFiles.Case malformed : MalformedFiles.pickles()) {
      if (malformed.bytes().length < 4096) {
        seeds.add(malformed.bytes());
      }
    }
    return seeds;
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "20s")
  void anyBytes(byte[] bytes) throws IOException {
    if (bytes == null) {
      return;
    }
    checkpoint(bytes);
    checkpoint(Checkpoints.zip(bytes, Map.of("0", Checkpoints.floats(6))).toBytes());
    Path file = FOLDER.write("rules.pkl", bytes);
    long start = java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    try {
      CheckpointWalk.value(PickleReader.read(file, Set.of("a.b")));
    } catch (IOException e) {
      ReaderOracle.requireSentence(e, file);
    }
    requireShort(start);
  }

  private static void checkpoint(byte[] bytes) {
    Path file = FOLDER.write("checkpoint.pth", bytes);
    long start = java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    try (TorchCheckpoint checkpoint = TorchCheckpoint.open(file)) {
      CheckpointWalk.everything(checkpoint);
    } catch (IOException e) {
      ReaderOracle.requireSentence(e, file);
    }
    requireShort(start);
  }

  private static void requireShort(long start) {
    if (java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start
        > ReaderOracle.LONGEST.toNanos()) {
      throw new AssertionError("took longer than " + ReaderOracle.LONGEST);
    }
  }
}

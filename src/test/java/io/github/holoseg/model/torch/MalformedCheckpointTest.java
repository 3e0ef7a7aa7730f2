package io.github.holoseg.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.testing.ReaderOracle;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checkpoints that are damaged, or made to do harm: one sentence that names the file, soon, in
 * little memory. Nothing of a pickle can be run here, because nothing in the reader can run
 * anything; that every name but the few needed is refused before it is looked at is what these
 * tests show.
 */
@Timeout(30)
class MalformedCheckpointTest {
  /** Beyond what the JVM itself needs to load classes. */
  private static final long LITTLE = 64 << 20;

  private static final int[] CHANGES = {1, 0x20, 0xff, 0x80, 0x0f};

  @TempDir Path folder;

  static Stream<MalformedFiles.Case> pickles() {
    return MalformedFiles.pickles().stream();
  }

  static Stream<MalformedFiles.Case> tensors() {
    return MalformedFiles.tensors().stream();
  }

  static Stream<MalformedFiles.Case> archives() {
    return MalformedArchives.all().stream();
  }

  static List<String> globals() {
    return Checkpoints.notNeeded();
  }

  @ParameterizedTest
  @MethodSource("globals")
  void namesThatWeightsDoNotNeedAreRefusedByName(String name) throws IOException {
    String[] parts = name.split(" ", -1);
    PickleBuilder call = new PickleBuilder().call(parts[0], parts[1], "touch /tmp/run");
    String byName = refusal(Checkpoints.with(call), LITTLE);
    PickleBuilder onStack = new PickleBuilder().text(parts[0]).text(parts[1]).raw(0x93, ')', 'R');
    String byStack = refusal(Checkpoints.with(onStack), LITTLE);
    String sentence =
        "it names the global '"
            + parts[0]
            + "."
            + parts[1]
            + "', which is not needed for weights; not opened";
    assertThat(byName).endsWith(sentence).containsPattern("at byte \\d+ of data\\.pkl");
    assertThat(byStack).endsWith(sentence);
  }

  @ParameterizedTest
  @MethodSource({"pickles", "tensors", "archives"})
  void isRefused(MalformedFiles.Case malformed) throws IOException {
    assertThat(refusal(malformed.bytes(), LITTLE)).contains(malformed.says());
  }

  @Test
  void thereAreMoreThanAHundred() {
    assertThat(globals().size() + pickles().count() + tensors().count() + archives().count())
        .isGreaterThan(100);
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = Checkpoints.nnunetZip().toBytes();
    for (int length = 0; length < whole.length; length++) {
      refusal(Arrays.copyOf(whole, length), LITTLE);
    }
  }

  @Test
  void everyTruncationOfThePickleIsRefused() throws IOException {
    byte[] pickle = Checkpoints.nnunetPickle();
    for (int length = 0; length < pickle.length; length++) {
      byte[] cut = Arrays.copyOf(pickle, length);
      assertThat(
              refusal(Checkpoints.zip(cut, Map.of("0", Checkpoints.floats(6))).toBytes(), LITTLE))
          .contains("data.pkl");
    }
  }

  /** Many are still checkpoints, with another text or number in them. */
  @Test
  void everyAlteredByteIsReadOrRefused() throws IOException {
    byte[] whole = Checkpoints.nnunetZip().toBytes();
    int refused = 0;
    for (int at = 0; at < whole.length; at++) {
      byte[] altered = whole.clone();
      altered[at] ^= (byte) CHANGES[at % CHANGES.length];
      refused += readOrRefuse(altered) ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(whole.length / 8);
  }

  private boolean readOrRefuse(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("checkpoint_final.pth"), bytes);
    try (TorchCheckpoint checkpoint = TorchCheckpoint.open(file)) {
      CheckpointWalk.everything(checkpoint);
      return true;
    } catch (ModelFormatException e) {
      ReaderOracle.requireSentence(e, file);
      return false;
    }
  }

  @Test
  @Tag("slow")
  void bombsAreRefusedWithinTheBudget() throws IOException {
    for (MalformedFiles.Case bomb : MalformedFiles.bombs()) {
      assertThat(refusal(bomb.bytes(), 1200L << 20)).contains(bomb.says());
    }
  }

  @Test
  void whatIsNoFileIsRefused() throws IOException {
    List<Path> paths = new ArrayList<>();
    paths.add(Files.createDirectory(folder.resolve("checkpoint_folder")));
    paths.add(folder.resolve("checkpoint_absent.pth"));
    paths.add(Files.createFile(folder.resolve("checkpoint_empty.pth")));
    Path loop = folder.resolve("checkpoint_loop.pth");
    paths.add(Files.createSymbolicLink(loop, loop));
    paths.add(
        Files.createSymbolicLink(
            folder.resolve("checkpoint_dangling.pth"), folder.resolve("nowhere")));
    paths.add(
        Files.createSymbolicLink(folder.resolve("checkpoint_device.pth"), Path.of("/dev/zero")));
    for (Path path : paths) {
      Throwable thrown = catchThrowable(() -> TorchCheckpoint.open(path));
      assertThat(thrown).isInstanceOf(ModelFormatException.class);
      ReaderOracle.requireSentence((IOException) thrown, path);
    }
  }

  @Test
  void aLinkToACheckpointIsFollowed() throws IOException {
    Path file = Files.write(folder.resolve("whole.pth"), Checkpoints.nnunetZip().toBytes());
    Path link = Files.createSymbolicLink(folder.resolve("link.pth"), file);
    try (TorchCheckpoint checkpoint = TorchCheckpoint.open(link)) {
      assertThat(checkpoint.tensors("network_weights")).hasSize(1);
    }
  }

  private String refusal(byte[] bytes, long mostAllocated) throws IOException {
    Path file = Files.write(folder.resolve("checkpoint_final.pth"), bytes);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);
    long start = threads.getCurrentThreadCpuTime();
    Throwable thrown = catchThrowable(() -> TorchCheckpoint.open(file).close());
    // time of the processor, since a busy machine is no fault of the reader
    long worked = threads.getCurrentThreadCpuTime() - start;
    long allocated = threads.getThreadAllocatedBytes(id) - before;
    assertThat(worked).isLessThan(ReaderOracle.LONGEST.toNanos());
    assertThat(thrown).isInstanceOf(ModelFormatException.class).hasMessageStartingWith(file + ": ");
    ReaderOracle.requireSentence((ModelFormatException) thrown, file);
    assertThat(allocated).isLessThan(mostAllocated);
    return thrown.getMessage();
  }
}

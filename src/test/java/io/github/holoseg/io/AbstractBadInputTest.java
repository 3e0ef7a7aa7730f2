package io.github.holoseg.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.ReaderOracle;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every reader does with damaged and malicious files: one sentence that names the file, in
 * bounded time and memory, and nothing left behind. A subclass makes a small valid file and says
 * how its format can be spoilt.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
public abstract class AbstractBadInputTest {
  /** What may be allocated for a file of a few kilobytes, whatever its header announces. */
  private static final long MODEST = 48L << 20;

  private static final double[] NO_SPACING = {
    0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e-30, 1e30
  };

  @TempDir protected Path folder;

  protected abstract VolumeReader reader();

  /** With the ending that files of the format have. */
  protected abstract String fileName();

  /** A whole file of at most some kilobytes. */
  protected abstract byte[] valid() throws IOException;

  /** Where the voxels begin; the whole length if they are in a file of their own. */
  protected abstract int headerLength() throws IOException;

  /** Headers that announce gigabytes or overflow, by what is announced. */
  protected abstract Map<String, byte[]> hugeSizes() throws IOException;

  /**
   * A valid file but for the distance of voxels along x.
   *
   * @return null if the format cannot say such a number
   */
  protected abstract byte[] withSpacing(double mm) throws IOException;

  /** Directions that are no directions: zero, parallel, NaN. Empty if the format has none. */
  protected abstract Map<String, byte[]> badDirections() throws IOException;

  /** Small files that unpack to hundreds of megabytes. Empty if the format is never packed. */
  protected abstract Map<String, byte[]> bombs() throws IOException;

  /** Puts a file where it is to be read; a format of two files writes the other one too. */
  protected Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve(fileName()), bytes);
  }

  /** Whether a file that was cut at this length may still be whole: text after the last voxel. */
  protected boolean mayBeCutAt(int length) throws IOException {
    return false;
  }

  @Test
  void theWholeFileIsRead() throws IOException {
    assertThat(isRead(valid())).as("the valid file").isTrue();
  }

  @Test
  void cutAtEveryByteOfTheHeaderAndInTheVoxels() throws IOException {
    byte[] whole = valid();
    int header = headerLength();
    for (int length = 0; length < whole.length; length++) {
      boolean looked = length < header || (length - header) % 7 == 0 || length > whole.length - 3;
      if (looked && !mayBeCutAt(length)) {
        assertThat(isRead(Arrays.copyOf(whole, length))).as("cut to " + length).isFalse();
      }
    }
  }

  @Test
  void emptyAndForeignFiles() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("empty", new byte[0]);
    files.put("one byte", new byte[] {0x1F});
    files.put("zeros", new byte[4096]);
    files.put("text", "This is no image, it only looks like one.\n".repeat(30).getBytes());
    files.put("gzip of nothing", new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 0});
    byte[] noise = new byte[4096];
    new java.util.Random(3).nextBytes(noise);
    files.put("noise", noise);
    for (var file : files.entrySet()) {
      assertThat(isRead(file.getValue())).as(file.getKey()).isFalse();
      Path path = write(file.getValue());
      try {
        VolumeReaders.read(path);
        throw new AssertionError(file.getKey() + " was read");
      } catch (IOException e) {
        ReaderOracle.requireSentence(e, path);
      }
    }
  }

  @Test
  @Tag("slow")
  void everyByteOfTheHeaderAltered() throws IOException {
    byte[] whole = valid();
    int last = Math.min(whole.length, headerLength() + 16);
    for (int at = 0; at < last; at++) {
      for (int value : new int[] {~whole[at], 0, 0x80, whole[at] ^ 1}) {
        byte[] altered = whole.clone();
        altered[at] = (byte) value;
        isRead(altered); // may be read, or refused in a sentence: nothing else
      }
    }
  }

  @Test
  void hugeSizesAreRefusedBeforeAnythingIsAllocated() throws IOException {
    for (var file : hugeSizes().entrySet()) {
      Path path = write(file.getValue());
      long before = allocated();
      assertThat(ReaderOracle.readOrRefuse(reader(), path, ReaderOracle.options(reader())))
          .as(file.getKey())
          .isFalse();
      assertThat(allocated() - before).as(file.getKey()).isLessThan(MODEST);
    }
  }

  @Test
  void impossibleSpacingIsRefusedOrWarnedOf() throws IOException {
    for (double mm : NO_SPACING) {
      byte[] bytes = withSpacing(mm);
      if (bytes != null) {
        requireRefusedOrWarned(bytes, "spacing " + mm);
      }
    }
  }

  @Test
  void directionsThatAreNoneAreRefused() throws IOException {
    for (var file : badDirections().entrySet()) {
      assertThat(isRead(file.getValue())).as(file.getKey()).isFalse();
    }
  }

  @Test
  @Tag("slow")
  void bombsAreRefusedInBoundedMemory() throws IOException {
    for (var file : bombs().entrySet()) {
      assertThat(file.getValue().length).as("a bomb is small").isLessThan(8 << 20);
      Path path = write(file.getValue());
      long before = allocated();
      ReaderOracle.readOrRefuse(reader(), path, ReaderOracle.options(reader()));
      assertThat(allocated() - before).as(file.getKey()).isLessThan(5 * MODEST);
    }
  }

  @Test
  void foldersMissingFilesAndDanglingLinks() throws IOException {
    Path directory = Files.createDirectories(folder.resolve("d").resolve(fileName()));
    requireSentence(directory);
    requireSentence(folder.resolve("not there").resolve(fileName()));
    Path link = folder.resolve("link-" + fileName());
    Files.createSymbolicLink(link, folder.resolve("nowhere"));
    requireSentence(link);
    Path loop = folder.resolve("loop-" + fileName());
    Files.createSymbolicLink(loop, loop);
    requireSentence(loop);
  }

  @Test
  void readingLeavesNothingBehind() throws IOException {
    byte[] whole = valid();
    isRead(whole);
    List<Path> before = files();
    isRead(Arrays.copyOf(whole, whole.length / 2));
    isRead(whole);
    assertThat(files()).isEqualTo(before);
  }

  /** By the door that users come through; the reader by itself may trust that door. */
  private static void requireSentence(Path source) {
    try {
      VolumeReaders.read(source);
      throw new AssertionError(source + " was read");
    } catch (IOException e) {
      ReaderOracle.requireSentence(e, source);
    }
  }

  private boolean isRead(byte[] bytes) throws IOException {
    return ReaderOracle.readOrRefuse(reader(), write(bytes), ReaderOracle.options(reader()));
  }

  private void requireRefusedOrWarned(byte[] bytes, String what) throws IOException {
    Path path = write(bytes);
    try {
      Volume<?> volume =
          reader()
              .read(
                  path,
                  ReaderOracle.options(reader()),
                  ProgressListener.NONE,
                  CancellationToken.none());
      assertThat(volume.info().warnings())
          .as(what + " gives " + volume.geometry())
          .anyMatch(w -> w.matches(".*(spacing|voxel size|mm).*"));
    } catch (IOException e) {
      ReaderOracle.requireSentence(e, path);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.sorted().toList();
    }
  }

  /** By this thread, since its start. */
  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}

package io.github.holoseg.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.holoseg.io.VolumeExporters;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person at a shell sees of bad input and bad outputs: the code, one line, no file. */
class BadFilesTest {
  private static final String EARLIER = "an earlier result";

  @TempDir Path folder;
  private byte[] whole;
  private Path output;
  private String out;
  private String err;

  @BeforeEach
  void aScan() throws IOException {
    Path scan = folder.resolve("scan.nii.gz");
    short[] noise = new short[40 * 30 * 20];
    Random random = new Random(1);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (short) random.nextInt();
    }
    VolumeExporters.forFile(scan)
        .export(
            new Volume<>(
                ArrayImgs.shorts(noise, 40, 30, 20),
                VolumeGeometry.axisAligned(new long[] {40, 30, 20}, 1, 1, 2),
                VolumeInfo.inMemory("scan", Modality.CT)),
            scan);
    whole = Files.readAllBytes(scan);
    output = Files.writeString(folder.resolve("result.nii.gz"), EARLIER);
  }

  private Path bad(String how) throws IOException {
    Path file = folder.resolve("bad.nii.gz");
    return switch (how) {
      case "missing" -> file;
      case "empty" -> Files.write(file, new byte[0]);
      case "truncated" -> Files.write(file, Arrays.copyOf(whole, whole.length / 2));
      case "text" -> Files.writeString(file, "words, words, words");
      case "damaged" -> {
        byte[] bytes = whole.clone();
        bytes[bytes.length / 2] ^= 0x55;
        yield Files.write(file, bytes);
      }
      case "folder" -> Files.createDirectories(file);
      case "loop" -> Files.createSymbolicLink(file, file);
      default -> throw new IllegalArgumentException(how);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "empty", "truncated", "text", "damaged", "folder", "loop"})
  void aBadInputIsOneLineAndLeavesTheEarlierOutput(String how) throws IOException {
    Path input = bad(how);
    assertOneLine(1, run("info", input.toString()), "bad.nii.gz");
    assertOneLine(1, run("convert", input.toString(), "-o", output.toString()), "bad.nii.gz");
    assertThat(output).hasContent(EARLIER);
    assertOneLine(
        1, run("segment", input.toString(), "-o", output.toString(), "--device=cpu"), "bad.nii.gz");
    assertThat(output).hasContent(EARLIER);
    assertThat(folder.resolve("result.report.json")).content().contains("\"failed\"");
    assertNoTemporaryFiles(folder);
  }

  @Test
  void aBatchOfBadFilesNamesEachAndIsOne() throws IOException {
    Path in = Files.createDirectories(folder.resolve("in"));
    Files.write(in.resolve("cut.nii.gz"), Arrays.copyOf(whole, 3000));
    Files.write(in.resolve("empty.nii.gz"), new byte[0]);
    Path results = folder.resolve("results");
    assertThat(run("batch", in.toString(), "-o", results.toString(), "--device=cpu")).isEqualTo(1);
    assertThat(err).contains("cut").contains("truncated").doesNotContain("\tat ");
    assertThat(results.resolve("failures.csv")).content().contains("cut.nii.gz");
    assertNoTemporaryFiles(results);
  }

  @Test
  void wrongUseIsTwoBeforeAnythingIsRead() throws IOException {
    String scan = folder.resolve("scan.nii.gz").toString();
    String target = output.toString();
    List<String[]> calls =
        List.of(
            new String[] {"info", scan, "--reader=nothing"},
            new String[] {"convert", scan, "-o", target, "--reader=nothing"},
            new String[] {"segment", scan, "-o", target, "--reader=nothing"},
            new String[] {"batch", folder.toString(), "-o", target + "s", "--reader=nothing"},
            new String[] {"convert", scan, "-o", folder.resolve("x.doc").toString()},
            new String[] {"segment", scan, "-o", folder.resolve("x.doc").toString()},
            new String[] {"segment", "not there.nii", "-o", folder.resolve("x.doc").toString()},
            new String[] {"convert", scan, "-o", scan},
            new String[] {"segment", scan, "-o", scan},
            new String[] {"batch", folder.toString(), "-o", folder.toString()},
            new String[] {"batch", scan, "-o", target + "s"},
            new String[] {"batch", folder.toString(), "-o", target},
            new String[] {"info", scan, "--volume=-1"},
            new String[] {"info", scan, "--volume=two"},
            new String[] {"info", scan, "--orientation=LLS"},
            new String[] {"segment", scan, "-o", target, "--threads=many"},
            new String[] {"segment", scan, "-o", target, "--model=nothing"},
            new String[] {"segment", scan, "-o", target, "--labels=nothing", "--device=cpu"});
    for (String[] call : calls) {
      assertThat(run(call)).as(String.join(" ", call) + "\n" + err).isEqualTo(2);
      assertThat(err).contains("holoseg: ").doesNotContain("\tat ");
      assertThat(out).isEmpty();
    }
    assertThat(output).hasContent(EARLIER);
    assertThat(Files.readAllBytes(folder.resolve("scan.nii.gz"))).isEqualTo(whole);
  }

  @Test
  void anOutputThatIsTheInputUnderAnotherNameIsRefused() throws IOException {
    Path scan = folder.resolve("scan.nii.gz");
    Path link = Files.createSymbolicLink(folder.resolve("other.nii.gz"), scan);
    Path hard = Files.createLink(folder.resolve("hard.nii.gz"), scan);
    for (Path other : List.of(link, hard, folder.resolve("x/../scan.nii.gz"))) {
      assertOneLine(2, run("convert", scan.toString(), "-o", other.toString()), "same file");
      assertOneLine(2, run("segment", scan.toString(), "-o", other.toString()), "same file");
    }
    assertThat(Files.readAllBytes(scan)).isEqualTo(whole);
  }

  @Test
  void anOutputThatCannotBeMadeIsOneLine() throws IOException {
    String scan = folder.resolve("scan.nii.gz").toString();
    Path below = output.resolve("below a file").resolve("x.nii");
    assertOneLine(1, run("convert", scan, "-o", below.toString()), "result.nii.gz");
    assertOneLine(1, run("segment", scan, "-o", below + ".gz", "--device=cpu"), "below a file");
    Path directory = Files.createDirectories(folder.resolve("d.nii.gz"));
    assertOneLine(1, run("convert", scan, "-o", directory.toString()), "is a folder");
    if (Files.isDirectory(Path.of("/proc"))) {
      // Not even the administrator can write there.
      assertOneLine(1, run("convert", scan, "-o", "/proc/holoseg.nii"), "/proc/holoseg.nii");
    }
    assertThat(output).hasContent(EARLIER);
    assertNoTemporaryFiles(folder);
  }

  @Test
  void aDeviceIsNotReplacedByAFile() throws IOException {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "no /dev/null on this system");
    Path link = Files.createSymbolicLink(folder.resolve("null.nii"), device);
    String scan = folder.resolve("scan.nii.gz").toString();
    assertOneLine(1, run("convert", scan, "-o", link.toString()), "device");
    assertThat(Files.isRegularFile(device)).isFalse();
  }

  /** A file system of 32 kB; needs to be the administrator. */
  @Test
  void aFullDiskLeavesTheEarlierFile() throws Exception {
    Path small = Files.createDirectories(folder.resolve("small"));
    assumeTrue(
        shell("mount", "-t", "tmpfs", "-o", "size=32k", "none", small.toString()),
        "no small file system can be mounted here; a full disk is tried with a fake only");
    try {
      Path target = Files.writeString(small.resolve("copy.nii"), EARLIER);
      String scan = folder.resolve("scan.nii.gz").toString();
      assertOneLine(1, run("convert", scan, "-o", target.toString()), "copy.nii");
      assertThat(err).contains("could not be written");
      assertThat(target).hasContent(EARLIER);
      assertNoTemporaryFiles(small);
    } finally {
      assertThat(shell("umount", small.toString())).isTrue();
    }
  }

  private static boolean shell(String... words) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  @Test
  void theAssertionsOfThisTestCanFail() {
    err = "holoseg: one\nholoseg: two\n";
    out = "";
    assertThatThrownBy(() -> assertOneLine(1, 1, "one")).isInstanceOf(AssertionError.class);
  }

  /** The failure is the last line, and the only one that begins with the program's name. */
  private void assertOneLine(int expected, int code, String part) {
    assertThat(code).as(err).isEqualTo(expected);
    assertThat(out).isEmpty();
    List<String> lines = err.strip().lines().toList();
    assertThat(lines.stream().filter(line -> line.startsWith("holoseg: "))).hasSize(1);
    assertThat(lines.get(lines.size() - 1)).startsWith("holoseg: ").contains(part);
    assertThat(err).doesNotContain("\tat ").doesNotContain("Exception");
  }

  private static void assertNoTemporaryFiles(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      assertThat(list.map(p -> p.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".") || name.endsWith(".tmp"));
    }
  }

  private int run(String... args) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    int code =
        Main.run(
            new PrintStream(outBytes, true, StandardCharsets.UTF_8),
            new PrintStream(errBytes, true, StandardCharsets.UTF_8),
            CancellationToken.none(),
            args);
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return code;
  }
}

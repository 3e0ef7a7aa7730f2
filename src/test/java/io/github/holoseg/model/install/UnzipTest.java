package io.github.holoseg.model.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.model.ModelFormatException;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Archives as honest programs write them are unpacked; all others are refused. */
@Timeout(60)
class UnzipTest {
  private static final byte[] TEXT = RawZip.utf8("some text, some text, some text");
  private static final UnpackLimits LIMITS = new UnpackLimits(100, 1 << 20);

  @TempDir Path temp;

  private Path unpack(byte[] zip) throws IOException {
    Path file = Files.write(temp.resolve("a.zip"), zip);
    Path target = temp.resolve("out");
    Unzip.unpack(file, target, LIMITS, ProgressListener.NONE, CancellationToken.none());
    return target;
  }

  @Test
  void filesAndFoldersComeOutAsTheyWentIn() throws IOException {
    Path file = temp.resolve("java.zip");
    byte[] numbers = new byte[200_000];
    new Random(1).nextBytes(numbers);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("Dataset001_Ä/"));
      for (String name : List.of("Dataset001_Ä/a.txt", "Dataset001_Ä/T__P__c/fold_0/x.pth")) {
        zip.putNextEntry(new ZipEntry(name)); // sizes follow in a descriptor
        zip.write(name.endsWith("txt") ? TEXT : numbers);
      }
      zip.putNextEntry(new ZipEntry("__MACOSX/Dataset001_Ä/._a.txt"));
      zip.write(TEXT);
    }
    Path target = temp.resolve("out");
    List<Long> heard = new ArrayList<>();
    Unzip.unpack(
        file, target, LIMITS, (stage, done, total) -> heard.add(done), CancellationToken.none());
    assertThat(target.resolve("Dataset001_Ä/a.txt")).hasBinaryContent(TEXT);
    assertThat(target.resolve("Dataset001_Ä/T__P__c/fold_0/x.pth")).hasBinaryContent(numbers);
    assertThat(target.resolve("__MACOSX")).doesNotExist();
    assertThat(heard).isSorted().last().isEqualTo(numbers.length + 2L * TEXT.length);
  }

  @Test
  void storedEntriesCommentsAndZip64Work() throws IOException {
    RawZip zip = new RawZip();
    zip.stored("a/b.bin", TEXT).mode(0100644);
    zip.deflated("a/c.bin", TEXT);
    zip.stored("empty", new byte[0]);
    zip.zip64 = true;
    zip.comment = RawZip.utf8("made by hand");
    Path target = unpack(zip.bytes());
    assertThat(target.resolve("a/b.bin")).hasBinaryContent(TEXT);
    assertThat(target.resolve("a/c.bin")).hasBinaryContent(TEXT);
    assertThat(target.resolve("empty")).isEmptyFile();
  }

  @Test
  void aCancelEndsIt() {
    RawZip zip = new RawZip();
    zip.stored("a", TEXT);
    CancellationToken cancel = new CancellationToken();
    cancel.cancel();
    assertThatThrownBy(
            () ->
                Unzip.unpack(
                    Files.write(temp.resolve("a.zip"), zip.bytes()),
                    temp.resolve("out"),
                    LIMITS,
                    ProgressListener.NONE,
                    cancel))
        .isInstanceOf(CancellationException.class);
  }

  /** Names that are not harmless on some system. */
  private static final List<String> NAMES =
      List.of(
          "../evil",
          "a/../../evil",
          "a/..",
          "./a",
          "/etc/evil",
          "//host/share",
          "C:/evil",
          "C:evil",
          "..\\evil",
          "a\\b",
          "a//b",
          "a/./b",
          "name\u0000.txt",
          "line\nbreak",
          "bell\u0007",
          "stream:ads",
          "what?",
          "star*",
          "con",
          "a/NUL.txt",
          "com1.json",
          "dot.",
          "space ",
          "a /b",
          "\u202Egnp.exe",
          "x".repeat(300),
          "d/".repeat(40) + "deep",
          "");

  private static final Map<String, Consumer<RawZip>> ARCHIVES = new LinkedHashMap<>();

  static {
    NAMES.forEach(name -> ARCHIVES.put("name '" + name + "'", zip -> zip.stored(name, TEXT)));
    ARCHIVES.put("a link", zip -> zip.stored("l", RawZip.utf8("/etc/passwd")).mode(0120777));
    ARCHIVES.put("a device", zip -> zip.stored("d", TEXT).mode(0060644));
    ARCHIVES.put("a pipe", zip -> zip.stored("p", TEXT).mode(0010644));
    ARCHIVES.put("a folder by mode only", zip -> zip.stored("p", TEXT).mode(0040755));
    ARCHIVES.put("a folder with bytes", zip -> zip.stored("p/", TEXT));
    ARCHIVES.put("encrypted", zip -> zip.stored("e", TEXT).flags(0x801));
    ARCHIVES.put("strongly encrypted", zip -> zip.stored("e", TEXT).flags(0x841));
    ARCHIVES.put("a masked directory", zip -> zip.stored("e", TEXT).flags(0x2800));
    ARCHIVES.put("method lzma", zip -> zip.stored("m", TEXT).method(14));
    ARCHIVES.put("method AES", zip -> zip.stored("m", TEXT).method(99));
    ARCHIVES.put(
        "a name twice",
        zip -> {
          zip.stored("a", TEXT);
          zip.stored("a", TEXT);
        });
    ARCHIVES.put(
        "names equal but for case",
        zip -> {
          zip.stored("plans.json", TEXT);
          zip.stored("Plans.JSON", TEXT);
        });
    ARCHIVES.put(
        "folders equal but for case",
        zip -> {
          zip.stored("fold/a", TEXT);
          zip.stored("Fold/b", TEXT);
        });
    ARCHIVES.put(
        "names equal but for their form",
        zip -> {
          zip.stored("\u00E9", TEXT);
          zip.stored("e\u0301", TEXT);
        });
    ARCHIVES.put(
        "a file that is a folder",
        zip -> {
          zip.stored("a", TEXT);
          zip.stored("a/b", TEXT);
        });
    ARCHIVES.put(
        "a folder that is a file",
        zip -> {
          zip.stored("a/b", TEXT);
          zip.stored("A", TEXT);
        });
    ARCHIVES.put(
        "a name that is no UTF-8",
        zip -> zip.add(new byte[] {(byte) 0xC3, 'x'}, TEXT, TEXT, 0).flags(0x800));
    ARCHIVES.put("a wrong CRC", zip -> zip.stored("c", TEXT).crc(1));
    ARCHIVES.put("a wrong CRC, deflated", zip -> zip.deflated("c", TEXT).crc(1));
    ARCHIVES.put("too small a size, deflated", zip -> zip.deflated("c", TEXT).size(5));
    ARCHIVES.put("too large a size, deflated", zip -> zip.deflated("c", TEXT).size(500));
    ARCHIVES.put("two sizes, stored", zip -> zip.stored("c", TEXT).size(5));
    ARCHIVES.put("packed beyond the file", zip -> zip.deflated("c", TEXT).packed(1 << 20));
    ARCHIVES.put("packed too short", zip -> zip.deflated("c", TEXT).packed(3));
    ARCHIVES.put("no deflate data", zip -> zip.add(RawZip.utf8("c"), TEXT, TEXT, 8));
    ARCHIVES.put(
        "bytes after the deflate data",
        zip -> {
          RawZip.Entry e = zip.deflated("c", TEXT);
          e.data = Arrays.copyOf(e.data, e.data.length + 7);
          e.packed += 7;
        });
    ARCHIVES.put("another name in front", zip -> zip.stored("a", TEXT).localName[0] = 'b');
    ARCHIVES.put("another method in front", zip -> zip.stored("a", TEXT).localMethod = 8);
    ARCHIVES.put("another size in front", zip -> zip.stored("a", TEXT).localSize = 7);
    ARCHIVES.put("another CRC in front", zip -> zip.stored("a", TEXT).localCrc = 7);
    ARCHIVES.put("encrypted in front", zip -> zip.stored("a", TEXT).localFlags = 0x801);
    ARCHIVES.put(
        "entries that overlap",
        zip -> {
          zip.stored("a", TEXT);
          zip.stored("b", TEXT).header = 0;
        });
    ARCHIVES.put("an entry beyond the directory", zip -> zip.stored("a", TEXT).header = 1 << 20);
    ARCHIVES.put("an entry in the directory", zip -> zip.stored("a", TEXT).header = 60);
    ARCHIVES.put(
        "bytes before the first entry",
        zip -> {
          zip.stored("a", TEXT).header = 0;
          zip.before = TEXT;
        });
    ARCHIVES.put(
        "bytes after the end",
        zip -> {
          zip.stored("a", TEXT);
          zip.after = TEXT;
        });
    ARCHIVES.put(
        "more entries than listed",
        zip -> {
          zip.stored("a", TEXT);
          zip.count = 2;
        });
    ARCHIVES.put(
        "fewer entries than listed",
        zip -> {
          zip.stored("a", TEXT);
          zip.stored("b", TEXT);
          zip.count = 1;
        });
    ARCHIVES.put("no entries", zip -> {});
    ARCHIVES.put(
        "a part of several",
        zip -> {
          zip.stored("a", TEXT);
          zip.disk = 2;
        });
    ARCHIVES.put(
        "entries on other disks",
        zip -> {
          zip.stored("a", TEXT);
          zip.countOnDisk = 0;
        });
    ARCHIVES.put(
        "a directory elsewhere",
        zip -> {
          zip.stored("a", TEXT);
          zip.directoryStart = 0;
        });
    ARCHIVES.put(
        "a huge directory",
        zip -> {
          zip.stored("a", TEXT);
          zip.directorySize = 0x7fffffff;
        });
    ARCHIVES.put(
        "zip64 with another count",
        zip -> {
          zip.stored("a", TEXT);
          zip.zip64 = true;
          zip.zip64Count = 4_000_000_000L;
        });
    ARCHIVES.put(
        "zip64 with a negative count",
        zip -> {
          zip.stored("a", TEXT);
          zip.zip64 = true;
          zip.count = 0xffff;
          zip.zip64Count = Long.MIN_VALUE;
        });
    ARCHIVES.put(
        "zip64 with a place that overflows",
        zip -> {
          zip.stored("a", TEXT);
          zip.zip64 = true;
          zip.directoryStart = 0xffffffffL;
          zip.zip64Start = Long.MAX_VALUE - 3;
        });
    ARCHIVES.put(
        "zip64 size in an extra field",
        zip -> {
          RawZip.Entry e = zip.deflated("a", TEXT).size(0xffffffffL);
          e.localSize = TEXT.length;
          e.extra = zip64(Long.MAX_VALUE);
        });
    ARCHIVES.put(
        "zip64 size that is negative",
        zip -> {
          RawZip.Entry e = zip.deflated("a", TEXT).size(0xffffffffL);
          e.extra = zip64(-5);
        });
    ARCHIVES.put(
        "an extra field that is too long",
        zip -> zip.stored("a", TEXT).extra = new byte[] {1, 0, 100, 0, 5});
    ARCHIVES.put("too large in all", zip -> fill(zip, 3, 400_000));
    ARCHIVES.put("one too large", zip -> fill(zip, 1, 2_000_000));
    ARCHIVES.put("too many", zip -> fill(zip, 101, 1));
  }

  private static byte[] zip64(long size) {
    ByteBuffer extra = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    return extra.putShort((short) 1).putShort((short) 8).putLong(size).array();
  }

  private static void fill(RawZip zip, int files, int size) {
    for (int i = 0; i < files; i++) {
      byte[] bytes = new byte[size];
      new Random(i).nextBytes(bytes);
      zip.stored("f" + i, bytes);
    }
  }

  @TestFactory
  Stream<DynamicTest> archivesThatAreNotHarmlessAreRefused() {
    assertThat(ARCHIVES).hasSizeGreaterThan(60);
    return ARCHIVES.entrySet().stream()
        .map(
            archive ->
                DynamicTest.dynamicTest(
                    archive.getKey().replaceAll("\\p{Cntrl}", "?"),
                    () -> {
                      RawZip zip = new RawZip();
                      archive.getValue().accept(zip);
                      refused(zip.bytes());
                    }));
  }

  /** One sentence that names the archive, and nothing outside of the folder. */
  private void refused(byte[] zip) throws IOException {
    Path folder = Files.createTempDirectory(temp, "one");
    Path file = Files.write(folder.resolve("bad.zip"), zip);
    Path target = folder.resolve("deep/out");
    assertThatThrownBy(
            () ->
                Unzip.unpack(file, target, LIMITS, ProgressListener.NONE, CancellationToken.none()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(file + ": ")
        .message()
        .doesNotContain("\n", "Exception")
        .hasSizeLessThan(500);
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile).filter(p -> !p.startsWith(target)))
          .containsExactly(file);
    }
  }

  @Test
  void whatUnpacksToAHundredTimesItsSizeIsRefusedBeforeAnythingIsWritten() throws IOException {
    RawZip zip = new RawZip();
    zip.deflated("zeros", new byte[70 << 20]);
    Path file = Files.write(temp.resolve("bomb.zip"), zip.bytes());
    Path target = temp.resolve("out");
    assertThatThrownBy(
            () ->
                Unzip.unpack(
                    file,
                    target,
                    UnpackLimits.DEFAULT,
                    ProgressListener.NONE,
                    CancellationToken.none()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("more than 100 times its size");
    assertThat(target).doesNotExist();
  }

  @Test
  void everyTruncationAndEveryFlippedByteEndsInASentenceOrInTheSameFiles() throws IOException {
    RawZip zip = new RawZip();
    zip.stored("a/b.bin", TEXT).mode(0100644);
    zip.deflated("a/c.bin", TEXT);
    byte[] whole = zip.bytes();
    Path file = temp.resolve("x.zip");
    for (int i = 0; i < whole.length; i++) {
      damaged(file, Arrays.copyOf(whole, i));
      for (int bit : new int[] {1, 0x80}) {
        byte[] flipped = whole.clone();
        flipped[i] ^= (byte) bit;
        damaged(file, flipped);
      }
    }
  }

  private void damaged(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    Path target = temp.resolve("out");
    FolderTree.delete(target);
    try {
      Unzip.unpack(file, target, LIMITS, ProgressListener.NONE, CancellationToken.none());
      try (Stream<Path> all = Files.walk(target)) {
        for (Path one : all.filter(Files::isRegularFile).toList()) {
          assertThat(one).hasBinaryContent(TEXT);
        }
      }
    } catch (ModelFormatException e) {
      assertThat(e.getMessage()).startsWith(file + ": ").doesNotContain("\n");
    }
  }
}

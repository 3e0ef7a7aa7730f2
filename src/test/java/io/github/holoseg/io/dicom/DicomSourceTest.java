package io.github.holoseg.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a series may lie: archives, DICOMDIR, nested folders, among other files. */
class DicomSourceTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dcmqi/segmentations/ct-3slice",
        "totalsegmentator/example_ct_dicom",
        "enhanced_ct",
        "dcmqi/segmentations/23x38x3/multiframe",
        "pydicom/dicomdirtests"
      })
  void anArchiveIsReadLikeItsFolder(String path) throws IOException {
    Path source = SharedData.shared(path);
    Volume<?> plain = Dicoms.read(source);

    for (int method : new int[] {ZipEntry.STORED, ZipEntry.DEFLATED}) {
      Volume<?> packed = VolumeReaders.read(zip(source, method));

      assertThat(packed.geometry()).isEqualTo(plain.geometry());
      assertThat(Arrays.equals(Dicoms.values(packed), Dicoms.values(plain))).isTrue();
      assertThat(packed.info().seriesInstanceUid()).isEqualTo(plain.info().seriesInstanceUid());
      assertThat(packed.info().properties())
          .containsEntry("selection", "the best series of the archive");
      assertThat(packed.info().name()).isEqualTo("archive");
    }
  }

  @Test
  void archivesOfOtherThingsAreNamed() throws IOException {
    Path other = write(Map.of("data/scan.nii.gz", new byte[100]));
    assertThatThrownBy(() -> VolumeReaders.read(other))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("a zip archive without DICOM files (it holds data/scan.nii.gz)")
        .hasMessageContaining("unpack it first");
    assertThatThrownBy(() -> Dicoms.read(other)).hasMessageContaining("no DICOM file was found");
    Path japanese = write(Map.of("\u691c\u67fb/\u00e9", slice(0)));
    assertThat(Dicoms.read(japanese).geometry().size()).containsExactly(7, 5, 1);

    Path outer = write(Map.of("inner.zip", Files.readAllBytes(write(Map.of("s", slice(0))))));
    assertThatThrownBy(() -> VolumeReaders.read(outer)).hasMessageContaining("it holds inner.zip");
  }

  @Test
  void namesThatLeadOutsideAreOnlyNames() throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    entries.put("../../../evil", slice(0));
    entries.put("/etc/evil", slice(1));
    entries.put("C:\\evil\nmore", slice(2));
    entries.put("C:\\..", Arrays.copyOf(slice(3), 300));

    assertThatThrownBy(() -> Dicoms.read(write(entries)))
        .hasMessageContaining("1 damaged DICOM file(s)")
        .hasMessageContaining(folder.resolve("archive.zip").resolve("C_").toString());
    entries.remove("C:\\..");
    assertThat(Dicoms.read(write(entries)).geometry().size()).containsExactly(7, 5, 3);
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void aDamagedArchiveIsNeverAnImage() throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    for (int z = 0; z < 3; z++) {
      entries.put("s" + z, slice(z));
    }
    byte[] whole = Files.readAllBytes(write(entries));
    double[] values = Dicoms.values(Dicoms.read(folder.resolve("archive.zip")));
    Set<String> slices = new HashSet<>();
    for (int z = 0; z < 3; z++) {
      slices.add(Arrays.toString(Arrays.copyOfRange(values, z * 35, z * 35 + 35)));
    }
    Path cut = folder.resolve("cut.zip");
    for (int length = 4; length < whole.length; length += 5) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Dicoms.read(cut)).isInstanceOf(VolumeFormatException.class);
    }
    for (int i = 4; i < whole.length; i += 3) {
      byte[] altered = whole.clone();
      altered[i] ^= 0x55;
      Files.write(cut, altered);
      try {
        // The mark of a DICOM file or its series may be altered, but no slice's values.
        double[] read = Dicoms.values(Dicoms.read(cut));
        for (int z = 0; z < read.length; z += 35) {
          assertThat(slices).contains(Arrays.toString(Arrays.copyOfRange(read, z, z + 35)));
        }
      } catch (VolumeFormatException e) {
        assertThat(e).hasMessageContaining("cut.zip");
      }
    }
  }

  @Test
  void anEncryptedArchiveIsNamed() throws IOException {
    Path file = write(Map.of("s", slice(0)));
    byte[] bytes = Files.readAllBytes(file);
    bytes[6] |= 1;
    int directory = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
    bytes[directory + 8] |= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> Dicoms.read(file))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("encrypted");
  }

  @Test
  void anEntryThatAnnouncesMoreThanItCanHoldIsRefused() throws IOException {
    Path file = write(Map.of("s", slice(0)));
    byte[] bytes = Files.readAllBytes(file);
    int directory = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
    bytes[directory + 27] = 0x20; // 512 MiB
    Files.write(file, bytes);

    assertThatThrownBy(() -> Dicoms.read(file))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("that the archive announces");
    bytes[directory + 27] = 0x7F;
    Files.write(file, bytes);
    assertThatThrownBy(() -> Dicoms.read(file)).hasMessageContaining("larger than 1 GiB");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DICOMDIR",
        "DICOMDIR-bigEnd",
        "DICOMDIR-implicit",
        "DICOMDIR-reordered",
        "DICOMDIR-nooffset",
        "DICOMDIR-nopatient"
      })
  void aDirectoryWhoseFilesAreMissingSaysWhich(String name) throws IOException {
    Path tests = SharedData.shared("pydicom/dicomdirtests");
    assertThat(Dicoms.read(tests.resolve(name)).info().warnings())
        .noneMatch(w -> w.contains("not here"));
    Path ct = Files.createDirectories(folder.resolve("98892001/ct5n"));
    for (String slice : new String[] {"2062", "2392", "2693", "3023"}) {
      Files.copy(tests.resolve("98892001/CT5N/" + slice), ct.resolve(slice));
    }
    Path directory = Files.copy(tests.resolve(name), folder.resolve(name));

    Volume<?> volume = Dicoms.read(directory);

    // The last record of this one goes past the end, which the others' do not.
    int missing = name.endsWith("nooffset") ? 26 : 27;
    assertThat(volume.geometry().size(2)).isEqualTo(4);
    assertThat(volume.info().warnings())
        .anyMatch(
            w ->
                w.startsWith(
                    name + " names " + missing + " files that are not here, first 77654033/"));
  }

  @Test
  void aDirectoryWithoutAnyImageNamesWhatItMisses() throws IOException {
    Path tests = SharedData.shared("pydicom/dicomdirtests");
    Path directory = Files.copy(tests.resolve("DICOMDIR"), folder.resolve("DICOMDIR"));

    assertThatThrownBy(() -> Dicoms.read(directory))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("only 1 × DICOMDIR")
        .hasMessageContaining("DICOMDIR names 31 files that are not here");
  }

  @Test
  void aDamagedDirectoryDoesNotMatter() throws IOException {
    Path tests = SharedData.shared("pydicom/dicomdirtests");
    byte[] directory = Files.readAllBytes(tests.resolve("DICOMDIR"));
    Files.write(folder.resolve("DICOMDIR"), Arrays.copyOf(directory, 2000));
    Files.write(folder.resolve("s"), slice(0));

    assertThat(Dicoms.read(folder.resolve("DICOMDIR")).geometry().size(2)).isEqualTo(1);
  }

  @Test
  void nestedFoldersAndOtherFilesDoNotMatter() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("a/b.c/d e/ü"));
    Files.write(deep.resolve("1"), slice(0));
    Files.write(folder.resolve("a/2.dcm"), slice(1));
    Files.write(folder.resolve("a/b.c/IM3.jpg"), slice(2));
    Files.writeString(folder.resolve("a/notes.txt"), "no image");
    Files.write(folder.resolve("Thumbs.db"), new byte[5000]);
    Files.write(folder.resolve("empty"), new byte[0]);
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    Files.createSymbolicLink(folder.resolve("broken"), Path.of("not here"));

    assertThat(Dicoms.read(folder).geometry().size()).containsExactly(7, 5, 3);
  }

  @Test
  void aDamagedFileOfAnotherSeriesIsOnlyAWarning() throws IOException {
    Files.write(folder.resolve("1"), slice(0));
    SyntheticSlice other = new SyntheticSlice();
    other.seriesUid = "1.2.99";
    byte[] bytes = other.bytes();
    Files.write(folder.resolve("2"), Arrays.copyOf(bytes, bytes.length - 4));

    assertThat(Dicoms.read(folder).info().warnings())
        .anyMatch(w -> w.startsWith("1 damaged DICOM file(s) of other series"));
    other.seriesUid = "1.2.3";
    Files.write(folder.resolve("2"), Arrays.copyOf(other.bytes(), bytes.length - 4));
    assertThatThrownBy(() -> Dicoms.read(folder)).hasMessageContaining("may be missing slices");
  }

  private static final class Counted implements DicomFile {
    private final DicomFile file;
    private final AtomicInteger headers = new AtomicInteger();
    private final AtomicInteger pixels = new AtomicInteger();

    Counted(Path path) {
      this.file = DicomFile.of(path);
    }

    @Override
    public Path path() {
      return file.path();
    }

    @Override
    public ByteSource open() throws IOException {
      headers.incrementAndGet();
      return file.open();
    }

    @Override
    public ByteSource openWhole() throws IOException {
      pixels.incrementAndGet();
      return file.openWhole();
    }
  }

  @Test
  void headersAreReadOnceAndPixelsOnce() throws IOException {
    List<DicomFile> files = new ArrayList<>();
    for (int z = 0; z < 40; z++) {
      files.add(new Counted(Files.write(folder.resolve("s" + z), slice(z))));
    }
    DicomHeader known = DicomParser.parse(DicomFile.of(folder.resolve("s7")), false);

    DicomSeriesScanner scan =
        DicomSeriesScanner.scan(
            DicomFiles.of(files), known, false, 4, io.github.holoseg.task.CancellationToken.none());

    assertThat(scan.groups()).singleElement().satisfies(g -> assertThat(g.frames()).hasSize(40));
    for (DicomFile file : files) {
      int expected = file.path().endsWith("s7") ? 0 : 1;
      assertThat(((Counted) file).headers.get()).isEqualTo(expected);
      assertThat(((Counted) file).pixels.get()).isZero();
    }
    SliceStack stack = SliceStack.of(scan.groups().get(0));
    new VolumeAssembler(stack)
        .assemble(
            new io.github.holoseg.volume.VolumeInfo(
                "s",
                "DICOM",
                io.github.holoseg.volume.Modality.CT,
                folder,
                "1.2.3",
                Map.of(),
                List.of()),
            false,
            4,
            io.github.holoseg.task.ProgressListener.NONE,
            io.github.holoseg.task.CancellationToken.none());
    for (DicomFile file : files) {
      if (!file.path().endsWith("s7")) {
        assertThat(((Counted) file).headers.get()).isEqualTo(1);
        assertThat(((Counted) file).pixels.get()).isEqualTo(1);
      }
    }
  }

  private static byte[] slice(int z) {
    SyntheticSlice slice = new SyntheticSlice();
    slice.instanceUid = "1.2." + z;
    slice.position = new double[] {0, 0, z};
    slice.words = new java.util.Random(z).ints(35, 0, 1000).toArray();
    return slice.bytes();
  }

  private Path zip(Path source, int method) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        entries.put(source.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return write(entries, method);
  }

  private Path write(Map<String, byte[]> entries) throws IOException {
    return write(entries, ZipEntry.DEFLATED);
  }

  private Path write(Map<String, byte[]> entries, int method) throws IOException {
    Path file = folder.resolve("archive.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(1);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry header = new ZipEntry(entry.getKey());
        if (method == ZipEntry.STORED) {
          java.util.zip.CRC32 crc = new java.util.zip.CRC32();
          crc.update(entry.getValue());
          header.setMethod(method);
          header.setSize(entry.getValue().length);
          header.setCrc(crc.getValue());
        }
        zip.putNextEntry(header);
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  @Test
  void optionsOfTheReaderReachTheArchive() throws IOException {
    Path file = write(Map.of("s", slice(0)));

    assertThatThrownBy(
            () ->
                VolumeReaders.read(
                    file,
                    ReadOptions.DEFAULT.withSeries("9.9"),
                    io.github.holoseg.task.ProgressListener.NONE,
                    io.github.holoseg.task.CancellationToken.none()))
        .hasMessageContaining("series 9.9 is not there");
  }
}

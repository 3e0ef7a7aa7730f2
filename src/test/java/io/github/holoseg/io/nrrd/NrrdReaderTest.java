package io.github.holoseg.io.nrrd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about odd NRRD files, and which are refused. */
class NrrdReaderTest {
  @TempDir Path folder;

  private final NrrdFixture file = new NrrdFixture();

  private Volume<?> read() throws IOException {
    return read(ReadOptions.DEFAULT);
  }

  private Volume<?> read(ReadOptions options) throws IOException {
    Path source = file.write(folder.resolve("scan.nrrd"), NrrdFixture.counting(96));
    return VolumeReaders.read(source, options, ProgressListener.NONE, CancellationToken.none());
  }

  private AbstractThrowableAssert<?, ?> refused(String what) {
    return refused(what, ReadOptions.DEFAULT);
  }

  private AbstractThrowableAssert<?, ?> refused(String what, ReadOptions options) {
    return assertThatThrownBy(() -> read(options))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("scan.nrrd: ")
        .hasMessageContaining(what);
  }

  @Test
  void plainFileHasNoWarnings() throws IOException {
    Path source = file.write(folder.resolve("scan.nrrd"));
    Volume<?> volume = VolumeReaders.read(source);
    assertThat(volume.info().warnings()).isEmpty();
    assertThat(volume.info().name()).isEqualTo("scan");
    assertThat(volume.info().format()).isEqualTo("NRRD0005");
    assertThat(volume.info().modality()).isEqualTo(Modality.UNKNOWN);
    assertThat(volume.geometry())
        .isEqualTo(
            new VolumeGeometry(
                new long[] {2, 3, 4},
                new double[] {1, 2, 3},
                new double[] {10, 20, 30},
                new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}));
  }

  @Test
  void surplusDataIsAWarning() throws IOException {
    assertThat(read().info().warnings())
        .containsExactly(
            "there is more data than the header announces; its sizes or its type may be wrong");
  }

  @Test
  void windowsLineEndsAndCommentsAndUnknownFields() throws IOException {
    file.line("# a comment: with a colon\r").line("kinds: space domain domain\r");
    file.line("spcae units: \"mm\"\r");
    assertThat(read().info().warnings())
        .contains("its header has the field 'spcae units', which NRRD does not have; not used");
  }

  @ParameterizedTest
  @CsvSource({
    "modality:=CT, CT",
    "Modality:=mr, MR",
    "0008|0060:=PT, OTHER",
    "modality:=, UNKNOWN",
    "kind of scan:=CT, UNKNOWN",
  })
  void modalityIsWhatThePairSays(String pair, Modality modality) throws IOException {
    file.line(pair);
    assertThat(read().info().modality()).isEqualTo(modality);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RAS", "left-anterior-superior", "3D-left-handed", "scanner-xyz"})
  void orientationAskedForCountsOnlyWithoutOne(String space) throws IOException {
    file.set("space", space);
    Volume<?> volume = read(ReadOptions.DEFAULT.withOrientation(AxisOrder.of("ASR")));
    boolean patient = space.length() == 3 || space.endsWith("superior");
    assertThat(volume.geometry().axisCodes())
        .isEqualTo(space.equals("RAS") ? "RAS" : patient ? "LAS" : "ASR");
    assertThat(volume.info().warnings().stream().filter(w -> w.contains("no orientation")).count())
        .isEqualTo(patient ? 0 : 1);
    assertThat(volume.geometry().spacing()).containsExactly(1, 2, 3);
  }

  @Test
  void unnamedSpaceGivesSizesOnly() throws IOException {
    file.set("space", null).set("space dimension", "3");
    file.set("space directions", "(0,1,0) (0,0,2) (3,0,0)");
    Volume<?> volume = read();
    assertThat(volume.geometry().spacing()).containsExactly(1, 2, 3);
    assertThat(volume.geometry().axisCodes()).isEqualTo("LPS");
    assertThat(volume.info().warnings()).anyMatch(w -> w.startsWith("no orientation"));
  }

  @Test
  void axesPlacedByOrientationKeepTheirStart() throws IOException {
    file.set("space", null).set("space directions", null).set("space origin", null);
    file.set("spacings", "1 2 3").set("axis mins", "10 20 30").set("centers", "node node node");
    VolumeGeometry g = read(ReadOptions.DEFAULT.withOrientation(AxisOrder.of("RAS"))).geometry();
    assertThat(g.axisCodes()).isEqualTo("RAS");
    assertThat(g.toPhysical(1, 1, 1)).containsExactly(-11, -22, 33);
  }

  @Test
  void timeInSpaceIsLeftOut() throws IOException {
    file.set("dimension", "4").set("sizes", "2 3 4 2").set("space", "RAST");
    file.set("space directions", "(1,0,0,0) (0,2,0,0) (0,0,3,0) (0,0,0,5)");
    file.set("space origin", "(10,20,30,0)");
    Volume<?> volume = read(ReadOptions.DEFAULT.withVolume(1));
    assertThat(volume.geometry().origin()).containsExactly(-10, -20, 30);
    assertThat(volume.voxels().firstElement().getRealDouble()).isEqualTo(24);
  }

  @Test
  void lengthsInMicrometres() throws IOException {
    file.set("space units", "\"um\" \"um\" \"um\"");
    Volume<?> volume = read();
    assertThat(volume.geometry().spacing())
        .containsExactly(new double[] {.001, .002, .003}, within(1e-12));
    assertThat(volume.geometry().origin())
        .containsExactly(new double[] {.01, .02, .03}, within(1e-12));
    assertThat(volume.info().warnings())
        .contains("lengths are given in um and were converted to mm");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "space directions | (1,0,0) (0.1,2,0) (0,0,3) | its axes x and y stand at 87.14 degrees",
        "space directions | (1,0,0) (0,0,0) (0,0,3)   | its step along axis y is (0.0, 0.0, 0.0)",
        "space directions | (1,0,0) (0,nan,0) (0,0,3) | its step along axis y",
        "space directions | (1,0,0) (0,2,0) (0,0,inf) | its step along axis z",
        "space directions | (1,0,0) (0,2,0) none      | has 2 axes of space",
        "space directions | (1,0,0) (0,2,0)           | 3 vectors",
        "space directions | (1,0,0) (0,2) (0,0,3)     | vectors of 3 numbers",
        "space directions | (1,0,0) (0,x,0) (0,0,3)   | vectors of numbers",
        "space origin     | (1,nan,3)                 | position of its first voxel",
        "space            | head-first                | has the space 'head-first'",
        "space units      | \"mm\" \"mm\" \"cm\"      | lengths in several units",
        "type             | block                     | of the type 'block'",
        "type             | char                      | of the type 'char'",
        "dimension        | 2                         | is an image of 2 axes",
        "dimension        | 17                        | dimension 17",
        "dimension        | three                     | not 1 numbers",
        "sizes            | 2 3                       | not 3 numbers",
        "sizes            | 2 0 4                     | has sizes: 2 0 4",
        "sizes            | 2 -3 4                    | has sizes: 2 -3 4",
        "sizes            | 2 3 400                   | is truncated, its header announces 4800 bytes",
        "sizes            | 2000000000 2000000000 2000000000 | an impossible size",
        "endian           | middle                    | endian: middle",
        "encoding         | zrl                       | its encoding 'zrl'",
        "encoding         | gzip                      | gzip data is damaged",
        "encoding         | bzip2                     | bzip2 data is damaged",
        "encoding         | hex                       | is no hexadecimal digit",
        "line skip        | -1                        | line skip",
        "byte skip        | -2                        | byte skip",
        "data file        | ../secret.raw             | lies outside its folder",
        "data file        | /etc/passwd               | lies outside its folder",
        "data file        | missing.raw               | 'missing.raw' is not there",
        "data file        | scan.nrrd                 | names itself",
        "data file        | s%03d.raw 1 9999999999 1  | no files can be counted",
        "data file        | s%s.raw 1 4 1             | no pattern with one number",
        "data file        | s%03d.raw 1 3 1           | names 3 data files, which does not fit",
        "kinds            | domain domain             | not 3 words",
      })
  void refusedByName(String field, String value, String sentence) {
    file.set(field, value);
    assertThatThrownBy(this::read)
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"type", "dimension", "sizes", "encoding", "endian"})
  void missingFieldIsNamed(String field) {
    file.set(field, null);
    refused(field);
  }

  @ParameterizedTest
  @CsvSource({
    "NRRD0009, unknown version",
    "NRRD00.01, unknown version",
    "NRD0004, does not begin with NRRD",
  })
  void otherVersionsAreRefused(String magic, String sentence) {
    file.magic(magic);
    refused(sentence);
  }

  @Test
  void damagedHeaders() throws IOException {
    file.line("no field at all");
    refused("line 10 of its header is neither");
    Path cut = Files.writeString(folder.resolve("cut.nrrd"), "NRRD0004\ntype: short\n");
    assertThatThrownBy(() -> VolumeReaders.read(cut)).hasMessageContaining("is truncated");
    Path empty = Files.writeString(folder.resolve("empty.nrrd"), "");
    assertThatThrownBy(() -> VolumeReaders.read(empty)).hasMessageContaining("is an empty file");
  }

  /** The fuzzer found that a volume of a few bytes in several slices was read for ever. */
  @Test
  void volumesOfAFewBytes() throws IOException {
    file.four(3, "list").set("sizes", "1 1 4 3");
    for (int volume = 0; volume < 3; volume++) {
      Path path = file.write(folder.resolve("small.nrrd"), NrrdFixture.counting(12));
      Volume<?> read =
          VolumeReaders.read(
              path,
              ReadOptions.DEFAULT.withVolume(volume),
              ProgressListener.NONE,
              CancellationToken.none());
      for (int z = 0; z < 4; z++) {
        assertThat(read.voxels().getAt(0, 0, z).getRealDouble()).isEqualTo(4 * volume + z);
      }
    }
  }

  @Test
  void fieldGivenTwiceIsRefused() {
    file.line("sizes: 2 3 4");
    refused("the field 'sizes' twice");
  }

  @Test
  void seriesNeedsANumber() throws IOException {
    file.four(4, "time");
    refused("holds 4 volumes (4-D); say which one to read with the option volume, from 0 to 3");
    refused("has no volume number 4, the last one is 3", ReadOptions.DEFAULT.withVolume(4));
    for (int i = 0; i < 4; i++) {
      Volume<?> volume = read(ReadOptions.DEFAULT.withVolume(i));
      assertThat(volume.voxels().firstElement().getRealDouble()).isEqualTo(24 * i);
      assertThat(volume.info().warnings()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RGB-color", "4-color", "complex", "3-color"})
  void coloursAreRefusedEvenWithANumber(String kind) {
    file.four(4, kind);
    refused("not one number each", ReadOptions.DEFAULT.withVolume(0));
  }

  @Test
  void emptyAxisBesideSpaceIsNoSeries() throws IOException {
    file.four(1, "list");
    assertThat(read().geometry().size()).containsExactly(2, 3, 4);
    file.set("dimension", "5").set("sizes", "2 3 4 2 2");
    file.set("space directions", "(1,0,0) (0,2,0) (0,0,3) none none").set("kinds", null);
    refused("two axes beside those of space");
  }

  @Test
  void bytesBeforeTheEndOfAPackedFileAreRefused() {
    file.set("encoding", "gzip").set("byte skip", "-1");
    refused("only the encoding raw");
  }

  @Test
  void truncatedAtEveryByteOfHeaderAndVoxels() throws IOException {
    byte[] all = Files.readAllBytes(file.write(folder.resolve("scan.nrrd")));
    Path cut = folder.resolve("cut.nrrd");
    for (int n = 0; n < all.length; n++) {
      Files.write(cut, Arrays.copyOf(all, n));
      assertThatThrownBy(() -> VolumeReaders.read(cut))
          .as("%d of %d bytes", n, all.length)
          .isInstanceOf(VolumeFormatException.class)
          .hasMessageContaining("cut.nrrd: ");
    }
  }

  @Test
  void truncatedAndFlippedGzipIsNoticed() throws IOException {
    file.set("encoding", "gzip");
    byte[] packed = NrrdReaderContractTest.gzip(NrrdFixture.counting(NrrdFixture.VOXELS));
    Path cut = folder.resolve("cut.nrrd");
    for (int n = 0; n < packed.length; n++) {
      file.write(cut, Arrays.copyOf(packed, n));
      assertThatThrownBy(() -> VolumeReaders.read(cut))
          .as("%d of %d bytes", n, packed.length)
          .isInstanceOf(VolumeFormatException.class)
          .hasMessageContaining("cut.nrrd: ");
    }
    packed[packed.length - 6] ^= 1;
    file.write(cut, packed);
    assertThatThrownBy(() -> VolumeReaders.read(cut)).hasMessageContaining("is damaged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "bzip2", "ascii", "hex", "raw"})
  void hugeSizesAllocateNothing(String encoding) {
    file.set("encoding", encoding).set("sizes", "30000 30000 30000");
    assertThatThrownBy(this::read)
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageMatching("(?s).*(is truncated|is damaged).*");
  }
}

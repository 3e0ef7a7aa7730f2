package io.github.holoseg.io.metaimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about odd MetaImage files, and which are refused. */
class MetaImageReaderTest {
  @TempDir Path folder;

  private final MetaFixture file = new MetaFixture();

  private Volume<?> read() throws IOException {
    return read(ReadOptions.DEFAULT);
  }

  private Volume<?> read(ReadOptions options) throws IOException {
    Path source = file.write(folder.resolve("scan.mha"), MetaFixture.counting(MetaFixture.VOXELS));
    return VolumeReaders.read(source, options, ProgressListener.NONE, CancellationToken.none());
  }

  @Test
  void plainFileHasNoWarnings() throws IOException {
    Volume<?> volume = read();
    assertThat(volume.info().warnings()).isEmpty();
    assertThat(volume.info().name()).isEqualTo("scan");
    assertThat(volume.info().format()).isEqualTo("MetaImage");
    assertThat(volume.info().modality()).isEqualTo(Modality.UNKNOWN);
    assertThat(volume.geometry().toPhysical(1, 1, 1)).containsExactly(11, 22, 33);
  }

  @ParameterizedTest
  @CsvSource({
    "MET_MOD_CT, CT",
    "MET_MOD_MR, MR",
    "MET_MOD_US, OTHER",
    "MET_MOD_UNKNOWN, UNKNOWN",
  })
  void modalityIsWhatTheFileSays(String value, Modality modality) throws IOException {
    file.set("Modality", value);
    assertThat(read().info().modality()).isEqualTo(modality);
  }

  @Test
  void orientationIsAskedForOnlyWithoutAMatrix() throws IOException {
    ReadOptions options = ReadOptions.DEFAULT.withOrientation(AxisOrder.of("RAS"));
    assertThat(read(options).geometry().axisCodes()).isEqualTo("LPS");
    file.set("TransformMatrix", null).set("AnatomicalOrientation", "LPI");
    Volume<?> asked = read(options);
    assertThat(asked.geometry().axisCodes()).isEqualTo("RAS");
    assertThat(asked.geometry().toPhysical(1, 1, 1)).containsExactly(-11, -22, 33);
    assertThat(asked.info().warnings())
        .containsExactly("no orientation: its axes are taken as RAS, as asked for");
    Volume<?> assumed = read();
    assertThat(assumed.geometry().axisCodes()).isEqualTo("LPS");
    assertThat(assumed.info().warnings())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("no orientation");
  }

  @Test
  void whatIsMissingIsSaid() throws IOException {
    file.set("Offset", null).set("ElementSpacing", null);
    assertThat(read().info().warnings())
        .hasSize(2)
        .anyMatch(w -> w.startsWith("no voxel size"))
        .anyMatch(w -> w.startsWith("no position"));
  }

  @Test
  void rescalingIsAppliedAndSaid() throws IOException {
    file.set("ElementToIntensityFunctionSlope", "2");
    file.set("ElementToIntensityFunctionOffset", "-1024");
    Volume<?> volume = read();
    assertThat(volume.voxels().getAt(1, 0, 0).getRealDouble()).isEqualTo(-1022);
    assertThat(volume.info().warnings()).hasSize(1).first().asString().contains("slope 2.0");
  }

  @Test
  void lengthsInCentimetres() throws IOException {
    file.set("DistanceUnits", "cm");
    Volume<?> volume = read();
    assertThat(volume.geometry().spacing()).containsExactly(10, 20, 30);
    assertThat(volume.geometry().origin()).containsExactly(100, 200, 300);
    assertThat(volume.info().warnings()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ObjectType              | Mesh                | holds a MetaIO 'Mesh'",
        "NDims                   | 2                   | is an image of 2 axes",
        "NDims                   | 11                  | NDims = 11",
        "NDims                   | 3.5                 | not a whole number",
        "DimSize                 | 2 3                 | not 3 numbers",
        "DimSize                 | 2 0 4               | DimSize = 2 0 4",
        "DimSize                 | 2 3.5 4             | DimSize = 2 3.5 4",
        "DimSize                 | 2 3 400             | is truncated, its header announces 4800 bytes",
        "DimSize                 | 2000000000 2000000000 2000000000 | an impossible size",
        "ElementType             | MET_FLOAT_ARRAY     | of the type MET_FLOAT_ARRAY",
        "ElementNumberOfChannels | 3                   | has 3 channels",
        "ElementSpacing          | 1 0 3               | along y (ElementSpacing) is 0.0",
        "ElementSpacing          | 1 NaN 3             | along y (ElementSpacing) is NaN",
        "ElementSpacing          | 1 two 3             | not 3 numbers",
        "Offset                  | 1 NaN 3             | position of its first voxel",
        "Position                | 1 2 4               | Offset is '10 20 30' but Position is '1 2 4'",
        "TransformMatrix         | 1 0 0 0 1 0 0 .1 1  | its axes y and z stand at 84.29 degrees",
        "TransformMatrix         | 1 0 0 0 0 0 0 0 1   | its step along axis y",
        "TransformMatrix         | 1 0 0 0 1 0         | not 9 numbers",
        "ElementByteOrderMSB     | True                | contradicts itself",
        "BinaryData              | maybe               | not True or False",
        "BinaryData              | False               | is no number of the type INT16",
        "CompressedData          | True                | zlib data is damaged",
        "CompressedDataSize      | 100                 | announces 100 bytes of compressed voxels",
        "HeaderSize              | -2                  | HeaderSize = -2",
        "HeaderSize              | 100000              | is truncated",
        "ElementDataFile         | ../secret.raw       | lies outside its folder",
        "ElementDataFile         | /etc/passwd         | lies outside its folder",
        "ElementDataFile         | missing.raw         | 'missing.raw' is not there",
        "ElementDataFile         | scan.mha            | names itself",
        "ElementDataFile         | LIST                | by its DimSize it has 4",
        "ElementDataFile         | LIST 9              | ElementDataFile = LIST 9",
        "ElementDataFile         | s%03d.raw 1 3 1     | names 3 data files, by its DimSize it has 4",
        "ElementDataFile         | s%q.raw 1 4 1       | no pattern with one number",
        "ElementToIntensityFunctionSlope | 0           | Slope 0.0",
      })
  void refusedByName(String field, String value, String sentence) {
    file.set(field, value);
    assertThatThrownBy(this::read)
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DimSize", "ElementType", "ElementDataFile"})
  void missingFieldIsNamed(String field) {
    file.set(field, null);
    assertThatThrownBy(this::read)
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("scan.mha: ")
        .hasMessageMatching("(?s).*(" + field + "|no field of the form|end within).*");
  }

  @Test
  void seriesNeedsANumber() throws IOException {
    file.set("NDims", "4").set("DimSize", "2 3 2 2").set("ElementSpacing", "1 2 3 1");
    file.set("Offset", "10 20 30 0").set("TransformMatrix", "1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1");
    assertThatThrownBy(this::read).hasMessageContaining("holds 2 volumes (4-D)");
    Volume<?> second = read(ReadOptions.DEFAULT.withVolume(1));
    assertThat(second.voxels().firstElement().getRealDouble()).isEqualTo(12);
    file.set("TransformMatrix", "1 0 0 .5 0 1 0 0 0 0 1 0 0 0 0 1");
    assertThatThrownBy(() -> read(ReadOptions.DEFAULT.withVolume(1)))
        .hasMessageContaining("mixes space with axis 4");
  }

  @Test
  void gzipInsteadOfZlibIsRead() throws IOException {
    java.io.ByteArrayOutputStream packed = new java.io.ByteArrayOutputStream();
    try (var out = new java.util.zip.GZIPOutputStream(packed)) {
      out.write(MetaFixture.counting(MetaFixture.VOXELS));
    }
    file.set("CompressedData", "True");
    Path source = file.write(folder.resolve("scan.mha"), packed.toByteArray());
    assertThat(VolumeReaders.read(source).voxels().getAt(1, 2, 3).getRealDouble()).isEqualTo(23);
  }

  @Test
  void truncatedAtEveryByte() throws IOException {
    byte[] voxels = file.pack(MetaFixture.counting(MetaFixture.VOXELS));
    byte[] all = Files.readAllBytes(file.write(folder.resolve("scan.mha"), voxels));
    file.set("CompressedDataSize", null);
    byte[] without = Files.readAllBytes(file.write(folder.resolve("scan.mha"), voxels));
    Path cut = folder.resolve("cut.mha");
    for (byte[] bytes : new byte[][] {all, without}) {
      for (int n = 0; n < bytes.length; n++) {
        Files.write(cut, Arrays.copyOf(bytes, n));
        assertThatThrownBy(() -> VolumeReaders.read(cut))
            .as("%d of %d bytes", n, bytes.length)
            .isInstanceOf(VolumeFormatException.class)
            .hasMessageContaining("cut.mha: ");
      }
    }
  }

  @Test
  void fieldGivenTwiceWithAnotherValueIsRefused() throws IOException {
    Path source = file.write(folder.resolve("scan.mha"), new byte[48]);
    String text = Files.readString(source, java.nio.charset.StandardCharsets.ISO_8859_1);
    Files.writeString(source, "DimSize = 2 2 2\n" + text);
    assertThatThrownBy(() -> VolumeReaders.read(source)).hasMessageContaining("DimSize twice");
  }
}

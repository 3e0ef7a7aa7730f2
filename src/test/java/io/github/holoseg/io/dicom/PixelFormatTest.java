package io.github.holoseg.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.holoseg.io.VolumeFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.imglib2.type.numeric.integer.ShortType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Unusual widths and encodings, in files of pixel_formats.py with what other readers make of them.
 */
class PixelFormatTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "bits8, gdcm pydicom",
    "bits12packed, gdcm",
    "bits12garbage, gdcm pydicom",
    "bits12signed, gdcm pydicom",
    "bits32signed, gdcm pydicom",
    "bits32small, gdcm pydicom",
    "geprivate, gdcm",
    "monochrome1, pydicom",
    "highbit15, meant",
    "deflatedframe, meant",
    "encapsulated, meant"
  })
  void valuesAreThoseOf(String name, String readers) throws IOException {
    double[] values = Dicoms.values(Dicoms.read(file(name)));

    for (String reader : readers.split(" ")) {
      assertThat(values).as(reader).containsExactly(golden(name).get(reader));
    }
    assertThat(values).containsExactly(golden(name).get("meant"));
  }

  /** Where others differ, so that the reasons in docs/formats.md stay true. */
  @Test
  void whatOthersReadDifferently() throws IOException {
    double[] meant = golden("monochrome1").get("meant");
    assertThat(golden("monochrome1").get("gdcm"))
        .as("GDCM turns MONOCHROME1 into its negative")
        .containsExactly(Arrays.stream(meant).map(v -> -1 - v).toArray());
    assertThat(golden("highbit15").get("gdcm"))
        .as("GDCM and pydicom take the lowest bits, whatever High Bit says")
        .isEqualTo(golden("highbit15").get("pydicom"))
        .isNotEqualTo(golden("highbit15").get("meant"));
  }

  @Test
  void smallValuesOfWideWordsNeedSixteenBits() throws IOException {
    assertThat(Dicoms.read(file("bits32small")).voxels().getType()).isInstanceOf(ShortType.class);
  }

  @Test
  void unsignedValuesBeyondTheRangeAreRefused() {
    SyntheticSlice slice = new SyntheticSlice();
    slice.signed = false;
    slice.stored = 32;
    slice.allocated = 32;
    slice.words = new int[35];
    slice.words[30] = 0x80000000;

    assertThatThrownBy(() -> Dicoms.read(write(slice)))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("pixel 30 is larger than 2147483647");
  }

  @ParameterizedTest
  @CsvSource({"32, 1.2.840.10008.1.2.2", "8, 1.2.840.10008.1.2.2"})
  void widthsThatReadersDoNotAgreeOnAreRefused(int bits, String syntax) {
    SyntheticSlice slice = new SyntheticSlice();
    slice.syntax = syntax;
    slice.allocated = bits;
    slice.stored = bits;

    assertThatThrownBy(() -> Dicoms.read(write(slice)))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining(bits + "-bit pixels");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 24, 64})
  void otherWidthsAreRefused(int bits) {
    SyntheticSlice slice = new SyntheticSlice();

    assertThatThrownBy(
            () ->
                Dicoms.read(
                    Files.write(
                        folder.resolve("s"),
                        slice.elements().u16(Tag.BITS_ALLOCATED, bits).part10(slice.syntax))))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("Bits Allocated (0028,0100) is " + bits);
  }

  /** The negative value with its sign, or without the bits above the stored ones. */
  @ParameterizedTest
  @CsvSource({"63488, 12", "2048, 12", "63488, 16"})
  void paddingOfSignedPixels(int padding, int stored) throws IOException {
    SyntheticSlice slice = new SyntheticSlice();
    slice.stored = stored;
    slice.padding = padding;
    slice.words = new int[35];
    slice.words[3] = -2048;

    assertThat(Dicoms.read(write(slice)).info().warnings())
        .anyMatch(w -> w.startsWith("1 voxels (2.9 %) hold the padding value, -3072"));
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.840.10008.1.2.4.201, High-Throughput JPEG 2000, gdcmconv --raw",
    "1.2.840.10008.1.2.4.202, High-Throughput JPEG 2000 RPCL, gdcmconv --raw",
    "1.2.840.10008.1.2.4.203, High-Throughput JPEG 2000, gdcmconv --raw",
    "1.2.840.10008.1.2.4.92, JPEG 2000 Multi-component, gdcmconv --raw",
    "1.2.840.10008.1.2.4.53, JPEG Spectral Selection, dcmdjpeg",
    "1.2.840.10008.1.2.4.55, JPEG Full Progression, dcmdjpeg",
    "1.2.840.10008.1.2.4.52, JPEG Extended, archive",
    "1.2.840.10008.1.2.4.58, JPEG Lossless (Process 15, archive",
    "1.2.840.10008.1.2.4.66, JPEG Hierarchical, archive",
    "1.2.840.10008.1.2.4.110, JPEG XL Lossless, archive",
    "1.2.840.10008.1.2.4.112, JPEG XL, archive",
    "1.2.840.10008.1.2.4.100, MPEG2 video, archive",
    "1.2.840.10008.1.2.4.102, MPEG-4 video, archive",
    "1.2.840.10008.1.2.4.107, HEVC video, archive",
    "1.2.3.4.5, unknown transfer syntax, archive"
  })
  void syntaxesWithoutDecoderAreRefusedByName(String uid, String name, String remedy)
      throws IOException {
    SyntheticSlice slice = new SyntheticSlice();
    slice.syntax = uid;
    slice.fragment = new byte[100];
    Path file = write(slice);

    assertThatThrownBy(() -> Dicoms.read(file))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("(" + uid + ")")
        .hasMessageContaining(remedy);
    assertThat(Dicoms.list(file))
        .singleElement()
        .satisfies(s -> assertThat(s.problems()).anyMatch(p -> p.contains("cannot decode")));
  }

  @Test
  void damagedFramesAreNoImage() throws IOException {
    for (String name : new String[] {"deflatedframe", "encapsulated"}) {
      byte[] whole = Files.readAllBytes(file(name));
      for (int cut = 1; cut < 60; cut++) {
        Path shorter = folder.resolve("cut");
        Files.write(shorter, Arrays.copyOf(whole, whole.length - cut));
        assertThatThrownBy(() -> Dicoms.read(shorter)).isInstanceOf(VolumeFormatException.class);
      }
    }
  }

  private Path write(SyntheticSlice slice) throws IOException {
    return Files.write(folder.resolve("s"), slice.bytes());
  }

  private Path file(String name) throws IOException {
    try (InputStream in =
        PixelFormatTest.class.getResourceAsStream("/golden/dicom/pixels/" + name + ".dcm")) {
      return Files.write(folder.resolve(name), in.readAllBytes());
    }
  }

  private record Golden(JsonNode node) {
    double[] get(String reader) {
      double[] values = new double[node.get(reader).size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = node.get(reader).get(i).asDouble();
      }
      return values;
    }
  }

  private static Golden golden(String name) throws IOException {
    try (InputStream in =
        PixelFormatTest.class.getResourceAsStream("/golden/dicom/pixels/formats.json")) {
      return new Golden(new ObjectMapper().readTree(in).get(name));
    }
  }
}

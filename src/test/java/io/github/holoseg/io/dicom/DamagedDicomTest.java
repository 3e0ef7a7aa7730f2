package io.github.holoseg.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Truncated and altered files: an error that names the file, never an image, never a hang. */
class DamagedDicomTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {SyntheticSlice.IMPLICIT, SyntheticSlice.EXPLICIT, SyntheticSlice.BIG_ENDIAN})
  void cutAtEveryByte(String syntax) throws IOException {
    SyntheticSlice slice = new SyntheticSlice();
    slice.syntax = syntax;
    byte[] whole = nested(slice).part10(syntax);
    assertThat(Dicoms.values(readBytes(whole, false))).hasSize(35);

    for (int length = 0; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length));
    }
  }

  @Test
  void compressedCutAtEveryByte() throws IOException {
    SyntheticSlice slice = new SyntheticSlice();
    slice.syntax = SyntheticSlice.JPEG_LOSSLESS;
    slice.fragment = new JpegLosslessEncoder(new int[35], 5, 7, 16, 4, 0, 1, true).encode();
    byte[] whole = nested(slice).part10(slice.syntax);
    assertThat(Dicoms.values(readBytes(whole, false))).hasSize(35);

    for (int length = 0; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length));
    }
  }

  @Test
  void alteredBytesNeverBreakTheReader() throws IOException {
    Random random = new Random(11);
    SyntheticSlice plain = new SyntheticSlice();
    SyntheticSlice packed = new SyntheticSlice();
    packed.syntax = SyntheticSlice.JPEG_LOSSLESS;
    packed.fragment = new JpegLosslessEncoder(new int[35], 5, 7, 16, 6, 0, 0, false).encode();
    List<byte[]> seeds =
        List.of(nested(plain).part10(plain.syntax), nested(packed).part10(packed.syntax));
    for (int i = 0; i < 4000; i++) {
      byte[] bytes = seeds.get(i % 2).clone();
      for (int k = 0; k <= random.nextInt(3); k++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      readOrRefuse(bytes);
    }
  }

  @org.junit.jupiter.api.Tag("slow")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "JPEG2000LosslessOnlyTransferSyntax_1.2.840.10008.1.2.4.90",
        "JPEGProcess14SV1TransferSyntax_1.2.840.10008.1.2.4.70",
        "JPEGProcess2_4TransferSyntax_1.2.840.10008.1.2.4.51",
        "JPEGLSLosslessTransferSyntax_1.2.840.10008.1.2.4.80",
        "RLELosslessTransferSyntax_1.2.840.10008.1.2.5",
        "DeflatedExplicitVRLittleEndianTransferSyntax_1.2.840.10008.1.2.1.99"
      })
  void realCompressedFilesCutAndAltered(String name) throws IOException {
    byte[] whole =
        Files.readAllBytes(
            SharedData.shared("cornerstone/testImages/CTImage.dcm_" + name + ".dcm"));
    Random random = new Random(5);
    for (int i = 0; i < 60; i++) {
      assertRefused(Arrays.copyOf(whole, random.nextInt(whole.length - 16)));
      byte[] altered = whole.clone();
      altered[random.nextInt(i % 2 == 0 ? altered.length : 6000)] = (byte) random.nextInt(256);
      readOrRefuse(altered);
    }
  }

  /** The elements end without a trailer, so only the codestream itself shows what is missing. */
  @Test
  void aShortenedJpeg2000StreamIsNotAnImage() throws Exception {
    Path file =
        SharedData.shared(
            "cornerstone/testImages/"
                + "CTImage.dcm_JPEG2000LosslessOnlyTransferSyntax_1.2.840.10008.1.2.4.90.dcm");
    DicomHeader header = DicomParser.parse(DicomFile.of(file), false);
    DicomFrame frame = FrameExtractor.frames(header).get(0);
    byte[] stream;
    try (ByteSource source = header.openData()) {
      stream = FramePixels.read(frame, source, null);
    }
    PixelFormat format = frame.image().format();
    int[] values = new int[format.pixels()];
    for (int part = 1; part < 20; part++) {
      byte[] cut = Arrays.copyOf(stream, stream.length * part / 20);
      assertThatThrownBy(() -> new Jpeg2000PixelDecoder().decode(cut, format, values))
          .isInstanceOf(PixelDecoder.PixelException.class);
    }
  }

  /** JJ2000 prints a stack trace when packets go on past the end of their tile-part. */
  @Test
  void nothingIsPrintedOnDamage() throws IOException {
    java.io.PrintStream before = System.err;
    java.io.ByteArrayOutputStream printed = new java.io.ByteArrayOutputStream();
    System.setErr(new java.io.PrintStream(printed, true));
    try {
      byte[] whole = DicomFuzzTest.codestream("jpeg2000 i16");
      for (int at = 750; at < whole.length - 8; at++) {
        byte[] altered = whole.clone();
        altered[at] ^= 0x55;
        readOrRefuse(altered);
      }
      assertThat(printed.toString()).isEmpty();
      Thread other = new Thread(() -> System.err.println("another thread"));
      try (QuietThread quiet = QuietThread.begin()) {
        System.err.println("not this");
        other.start();
        other.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      assertThat(printed.toString().strip()).isEqualTo("another thread");
    } finally {
      System.setErr(before);
    }
  }

  @Test
  void aHugeImageInASmallFileIsRefusedBeforeItIsAllocated() {
    SyntheticSlice slice = new SyntheticSlice();
    slice.rows = 5;
    DicomBytes elements = slice.elements().u16(Tag.ROWS, 16000);
    elements.u16(Tag.COLUMNS, 16000);

    assertThatThrownBy(() -> readBytes(elements.part10(slice.syntax), false))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("cannot hold 1 frame(s) of 16000x16000");
  }

  @Test
  void oneDamagedFileAmongSlicesIsNamed() throws IOException {
    byte[] bytes = new SyntheticSlice().bytes();
    Files.write(folder.resolve("good"), bytes);
    Files.write(folder.resolve("bad"), Arrays.copyOf(bytes, bytes.length - 3));

    assertThatThrownBy(() -> Dicoms.read(folder))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("1 damaged DICOM file(s)")
        .hasMessageContaining(folder.resolve("bad").toString())
        .hasMessageContaining("(7FE0,0010)")
        .hasMessageContaining("truncated");
  }

  @Test
  void aFileWithoutPreambleIsReadOnRequestOnly() throws IOException {
    byte[] whole = new SyntheticSlice().bytes();
    SyntheticSlice implicit = new SyntheticSlice();
    implicit.syntax = SyntheticSlice.IMPLICIT;
    byte[] bare = implicit.elements().bytes();

    assertThatThrownBy(() -> readBytes(bare, false)).hasMessageContaining("no DICOM file");
    assertThat(Dicoms.values(readBytes(bare, true)))
        .containsExactly(Dicoms.values(readBytes(whole, false)));
    assertThat(Dicoms.values(readBytes(new SyntheticSlice().elements().bytes(), true))).hasSize(35);
  }

  @Test
  void cancelStopsAndProgressCounts() throws IOException {
    for (int z = 0; z < 4; z++) {
      SyntheticSlice slice = new SyntheticSlice();
      slice.position = new double[] {0, 0, z};
      slice.instanceUid = "1." + z;
      Files.write(folder.resolve("s" + z), slice.bytes());
    }
    List<Long> heard = new ArrayList<>();
    new DicomReader()
        .read(
            folder,
            ReadOptions.DEFAULT,
            (stage, done, total) -> heard.add(10 * total + done),
            CancellationToken.none());
    assertThat(heard).containsExactly(41L, 42L, 43L, 44L);

    CancellationToken cancel = CancellationToken.none();
    assertThatThrownBy(
            () ->
                new DicomReader()
                    .read(
                        folder,
                        new ReadOptions(null, -1, null, null, false, 1),
                        (stage, done, total) -> cancel.cancel(),
                        cancel))
        .isInstanceOf(CancellationException.class);
  }

  private static DicomBytes nested(SyntheticSlice slice) {
    boolean explicit = !slice.syntax.equals(SyntheticSlice.IMPLICIT);
    boolean big = slice.syntax.equals(SyntheticSlice.BIG_ENDIAN);
    DicomBytes inner = new DicomBytes(explicit, big).text(Tag.MODALITY, "CS", "XX");
    DicomBytes middle = new DicomBytes(explicit, big).sequence(0x00081140, true, inner, inner);
    DicomBytes flat = new DicomBytes(explicit, big).numbers(Tag.SLICE_THICKNESS, 2);
    return slice
        .elements()
        .sequence(0x00081115, true, middle)
        .sequence(Tag.PIXEL_MEASURES_SEQUENCE, false, flat);
  }

  private Volume<?> readBytes(byte[] bytes, boolean force) throws IOException {
    Path file = folder.resolve("slice");
    Files.write(file, bytes);
    return new DicomReader()
        .read(
            file,
            new ReadOptions(null, -1, force ? "dicom" : null, null, false, 1),
            ProgressListener.NONE,
            CancellationToken.none());
  }

  private void assertRefused(byte[] bytes) {
    assertThatThrownBy(() -> readBytes(bytes, false))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining(folder.resolve("slice").toString());
  }

  private void readOrRefuse(byte[] bytes) throws IOException {
    try {
      readBytes(bytes, true);
    } catch (VolumeFormatException e) {
      assertThat(e).hasMessageContaining(folder.resolve("slice").toString());
    }
  }
}

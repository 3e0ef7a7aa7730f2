package io.github.holoseg.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import loci.formats.FormatTools;
import loci.formats.IFormatReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Why DICOM is not read through Bio-Formats: what 7.3.1 does with a series, silently. Each test
 * states the wrong behaviour, so that an upgrade that mends it is noticed.
 */
class BioFormatsOnDicomTest {
  private static final int SIZE = 32;

  @TempDir Path folder;

  /** Slice {@code i} at z = 2 i mm, filled with 100 (i + 1), of a series complete in all fields. */
  private static DicomBytes slice(int i, SyntheticSlice slice) {
    slice.rows = SIZE;
    slice.columns = SIZE;
    slice.position = new double[] {0, 0, 2 * i};
    slice.instanceUid = "1.2.3.4." + (i + 1);
    if (slice.words == null) {
      slice.words = new int[SIZE * SIZE];
      Arrays.fill(slice.words, 100 * (i + 1));
    }
    return timeless(slice, i).text(0x00080032, "TM", "120000");
  }

  private static DicomBytes timeless(SyntheticSlice slice, int i) {
    return slice
        .elements()
        .text(0x00200011, "IS", "1")
        .text(0x00200013, "IS", Integer.toString(i + 1))
        .text(0x00080022, "DA", "20240101");
  }

  private Path write(int i, DicomBytes slice) throws IOException {
    Path file = folder.resolve(String.format("s%02d.dcm", i));
    return Files.write(file, slice.part10(SyntheticSlice.EXPLICIT));
  }

  /** First voxel of each plane, as Bio-Formats wants it to be understood, with its grouping on. */
  private static List<Integer> planes(Path file) throws Exception {
    try (IFormatReader reader = new loci.formats.in.DicomReader()) {
      reader.setGroupFiles(true);
      reader.setId(file.toString());
      List<Integer> values = new ArrayList<>();
      for (int i = 0; i < reader.getImageCount(); i++) {
        ByteBuffer plane = ByteBuffer.wrap(reader.openBytes(i));
        plane.order(reader.isLittleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        boolean signed = FormatTools.isSigned(reader.getPixelType());
        values.add(signed ? plane.getShort(0) : plane.getShort(0) & 0xFFFF);
      }
      return values;
    }
  }

  @Test
  void bioFormatsReversesSeriesBySliceLocation() throws Exception {
    for (int i = 0; i < 5; i++) {
      SyntheticSlice s = new SyntheticSlice();
      s.sliceLocation = -2.0 * i;
      write(i, slice(i, s));
    }
    assertThat(planes(folder.resolve("s00.dcm"))).containsExactly(500, 400, 300, 200, 100);
    assertThat(Dicoms.values(Dicoms.read(folder))[0]).isEqualTo(100 - 1024);
  }

  @Test
  void bioFormatsDropsSlicesWithoutAcquisitionTime() throws Exception {
    for (int i = 0; i < 5; i++) {
      SyntheticSlice s = new SyntheticSlice();
      slice(i, s);
      write(i, timeless(s, i));
    }
    assertThat(planes(folder.resolve("s00.dcm"))).hasSize(1);
    assertThat(Dicoms.read(folder).geometry().size(2)).isEqualTo(5);
  }

  @Test
  void bioFormatsDropsSlicesAcquiredMinutesApart() throws Exception {
    for (int i = 0; i < 6; i++) {
      String time = String.format("12%02d%02d", 40 * i / 60, 40 * i % 60);
      write(i, slice(i, new SyntheticSlice()).text(0x00080032, "TM", time));
    }
    assertThat(planes(folder.resolve("s00.dcm"))).containsExactly(100, 200, 300, 400);
    assertThat(Dicoms.read(folder).geometry().size(2)).isEqualTo(6);
  }

  @Test
  void bioFormatsMixesSeriesOfTheSameNumber() throws Exception {
    for (int i = 0; i < 6; i++) {
      SyntheticSlice s = new SyntheticSlice();
      s.seriesUid = i % 2 == 0 ? "1.2.3" : "1.2.4";
      write(i, slice(i, s));
    }
    assertThat(planes(folder.resolve("s00.dcm"))).containsExactly(100, 200, 300, 400, 500, 600);
    assertThat(Dicoms.read(folder, "1.2.3").geometry().size(2)).isEqualTo(3);
  }

  @Test
  void bioFormatsDoesNotNoticeAMissingSlice() throws Exception {
    for (int i : new int[] {0, 1, 2, 4, 5}) {
      write(i, slice(i, new SyntheticSlice()));
    }
    assertThat(planes(folder.resolve("s00.dcm"))).containsExactly(100, 200, 300, 500, 600);
  }

  @Test
  void bioFormatsDoesNotRescale() throws Exception {
    SyntheticSlice s = new SyntheticSlice();
    s.slope = 2;
    assertThat(planes(write(0, slice(0, s)))).containsExactly(100);
  }

  @Test
  void bioFormatsTakesNegativeTwelveBitVoxelsForPositive() throws Exception {
    SyntheticSlice s = new SyntheticSlice();
    s.stored = 12;
    s.words = new int[SIZE * SIZE];
    Arrays.fill(s.words, -501 & 0xFFF);
    assertThat(planes(write(0, slice(0, s)))).containsExactly(3595);
    assertThat(Dicoms.values(Dicoms.read(folder))[0]).isEqualTo(-501 - 1024);
  }

  @Test
  void bioFormatsInvertsMonochrome1() throws Exception {
    SyntheticSlice s = new SyntheticSlice();
    s.photometric = "MONOCHROME1";
    assertThat(planes(write(0, slice(0, s)))).doesNotContain(100);
    assertThat(Dicoms.values(Dicoms.read(folder))[0]).isEqualTo(100 - 1024);
  }

  @Test
  void bioFormatsTakesTheSignFromTheIntensityRelationship() throws Exception {
    SyntheticSlice s = new SyntheticSlice();
    s.signed = false;
    s.words = new int[SIZE * SIZE];
    Arrays.fill(s.words, 40001);
    DicomBytes slice = slice(0, s).raw(0x00281041, "SS", new byte[] {1, 0});
    assertThat(planes(write(0, slice))).containsExactly(40001 - 65536);
    assertThat(Dicoms.values(Dicoms.read(folder))[0]).isEqualTo(40001 - 1024);
  }

  @Test
  void bioFormatsDecodesJpegPredictor4Wrongly() throws Exception {
    int[] image = new int[SIZE * SIZE];
    for (int i = 0; i < image.length; i++) {
      image[i] = 1000 + i % SIZE * i / SIZE % 97;
    }
    for (int predictor = 1; predictor <= 7; predictor++) {
      SyntheticSlice s = new SyntheticSlice();
      s.syntax = SyntheticSlice.JPEG_LOSSLESS;
      s.signed = false;
      s.words = image;
      s.fragment = new JpegLosslessEncoder(image, SIZE, SIZE, 16, predictor, 0, 0, false).encode();
      Path file = folder.resolve("jpeg.dcm");
      Files.write(file, slice(0, s).part10(SyntheticSlice.JPEG_LOSSLESS));
      double[] ours = Dicoms.values(Dicoms.read(folder));
      int wrong = 0;
      try (IFormatReader reader = new loci.formats.in.DicomReader()) {
        reader.setGroupFiles(false);
        reader.setId(file.toString());
        ByteBuffer plane = ByteBuffer.wrap(reader.openBytes(0));
        plane.order(reader.isLittleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        for (int i = 0; i < image.length; i++) {
          assertThat(ours[i]).isEqualTo(image[i] - 1024);
          wrong += (plane.getShort(2 * i) & 0xFFFF) == image[i] ? 0 : 1;
        }
      }
      if (predictor == 4) {
        assertThat(wrong).as("predictor 4").isGreaterThan(image.length / 2);
      } else {
        assertThat(wrong).as("predictor %d", predictor).isZero();
      }
    }
  }
}

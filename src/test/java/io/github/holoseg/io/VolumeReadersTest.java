package io.github.holoseg.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Phantom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeReadersTest {
  @TempDir Path folder;

  @Test
  void missingFileIsOneClearSentence() {
    Path file = folder.resolve("scan.nii.gz");
    assertThatThrownBy(() -> VolumeReaders.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": there is no such file or folder");
  }

  @Test
  void foldersWithoutAnythingReadable() throws IOException {
    assertThatThrownBy(() -> VolumeReaders.read(folder))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("an empty folder")
        .hasMessageContaining("Holoseg reads DICOM");
    Files.writeString(folder.resolve("notes.txt"), "words");
    assertThatThrownBy(() -> VolumeReaders.read(folder))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("a folder without a DICOM series");
  }

  /** Bio-Formats' own detectors never end on it. */
  @Test
  @Timeout(60)
  void anEmptyArchiveIsNamed() throws IOException {
    byte[] end = new byte[22];
    System.arraycopy("PK\u0005\u0006".getBytes(StandardCharsets.ISO_8859_1), 0, end, 0, 4);
    Path zip = Files.write(folder.resolve("empty.zip"), end);
    assertThatThrownBy(() -> VolumeReaders.read(zip))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("an empty zip archive");
    assertThatThrownBy(
            () ->
                VolumeReaders.read(
                    zip,
                    ReadOptions.DEFAULT.withReader("bioformats"),
                    ProgressListener.NONE,
                    CancellationToken.none()))
        .hasMessageContaining("is a zip archive");
  }

  @ParameterizedTest
  @CsvSource({
    "'NRRD0004\ntype: short\n', an NRRD file",
    "'ObjectType = Image\nNDims = 3\n', a MetaImage header",
    "'%PDF-1.4', a PDF document",
    "'Rar!  ', a rar archive",
    "'just some words', a text file",
    "'', an empty file",
    "'\u0001\u0002\u0003\u0004\u0005', 'an unknown binary file (first bytes 01 02 03 04 05)'",
  })
  void unknownFilesAreDescribed(String content, String description) throws IOException {
    Path file = folder.resolve("thing.xyz");
    Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(Sniffer.describe(file)).startsWith(description);
  }

  @Test
  void voxelsWithoutTheirHeaderAreToldWhereItIs() throws IOException {
    Path voxels = Files.writeString(folder.resolve("scan.zraw"), "voxels");
    Files.writeString(folder.resolve("scan.mhd"), "NDims = 3");
    assertThat(Sniffer.describe(voxels))
        .isEqualTo("voxels without their header; open scan.mhd instead");
  }

  @Test
  void unknownFileIsRefusedWithWhatItLooksLike() throws IOException {
    Path file = Files.writeString(folder.resolve("thing.xyz"), "just some words");
    assertThatThrownBy(() -> VolumeReaders.read(file))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("thing.xyz: no reader knows it, it looks like a text file")
        .hasMessageContaining(".nii.gz");
  }

  @Test
  void unknownReaderIsAnsweredWithThoseThatExist() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "x");
    ReadOptions options = new ReadOptions(null, -1, "nift", null, false, 1);
    assertThatThrownBy(
            () ->
                VolumeReaders.read(file, options, ProgressListener.NONE, CancellationToken.none()))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("no reader 'nift'")
        .hasMessageContaining("bioformats")
        .hasMessageContaining("nifti");
  }

  @Test
  void unknownEndingsAreAnsweredWithThoseThatWork() {
    assertThatThrownBy(() -> LabelMapExporters.forFile(Path.of("out.docx")))
        .hasMessageContaining("out.docx")
        .hasMessageContaining(".nii.gz");
    assertThatThrownBy(() -> VolumeExporters.forFile(Path.of("out")))
        .hasMessageContaining("volumes")
        .hasMessageContaining(".nii or .nii.gz");
  }

  @Test
  void aSeriesIsAskedOfDicomOnly() throws IOException {
    Path file = folder.resolve("scan.nii.gz");
    VolumeExporters.forFile(file).export(Phantom.ct(), file);
    ReadOptions options = ReadOptions.DEFAULT.withSeries("1.2.3");
    assertThatThrownBy(
            () ->
                VolumeReaders.read(file, options, ProgressListener.NONE, CancellationToken.none()))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("is read as nifti")
        .hasMessageContaining("leave out the option series");
  }

  @Test
  void anEmptyFileIsSaidToBeEmpty() throws IOException {
    for (String name : new String[] {"a.nii", "a.dcm", "a.nrrd", "a.tif", "a"}) {
      Path file = Files.createFile(folder.resolve(name));
      assertThatThrownBy(() -> VolumeReaders.read(file)).hasMessageContaining("is an empty file");
    }
  }
}

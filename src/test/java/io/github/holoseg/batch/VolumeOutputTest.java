package io.github.holoseg.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.io.LabelMapExporters;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.VolumeExporters;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.volume.CodedConcept;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeOutputTest {
  private static final VolumeGeometry GRID =
      VolumeGeometry.axisAligned(new long[] {2, 1, 2}, 1, 2, 3);

  private static final List<Label> LABELS =
      List.of(
          new Label(1, "liver", 0xFF102030, new CodedConcept("SCT", "10200004", "Liver")),
          Label.of(300, "spleen"));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "a.nii.gz, b.seg.nrrd",
    "a.seg.nrrd, b.nii.gz",
    "a.seg.nrrd, b.mha",
    "a.mha, b.nrrd",
    "a.nii, b.mhd"
  })
  void labelMapsKeepTheirNames(String from, String to) throws IOException {
    Path source = labels(from);
    Path target = folder.resolve(to);

    convert(source, target);

    LabelMap before = LabelMapReader.read(source);
    LabelMap after = LabelMapReader.read(target);
    assertThat(before.labels()).containsExactlyElementsOf(LABELS);
    assertThat(after.labels()).containsExactlyElementsOf(LABELS);
    assertThat(after.geometry().isSameGrid(before.geometry(), 1e-6)).isTrue();
    assertThat(after.voxels().getAt(1, 0, 1).get()).isEqualTo(300);
  }

  @Test
  void wholeNumbersWithoutNamesAreSegmentsForSlicer() throws IOException {
    Path source = volume("a.nii", (short) 0, (short) 7, (short) 7, (short) 2);
    Path target = folder.resolve("b.seg.nrrd");

    convert(source, target);

    assertThat(LabelMapReader.read(target).labels())
        .extracting(Label::name)
        .containsExactly("label_2", "label_7");
  }

  @Test
  void aScanIsNoSegmentation() throws IOException {
    Path source = volume("ct.nii", (short) 0, (short) 7, (short) -1000, (short) 2);
    Path target = folder.resolve("b.seg.nrrd");

    assertThatThrownBy(() -> convert(source, target))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContainingAll("b.seg.nrrd", ".nrrd instead", "ct.nii", "-1000");
    assertThat(target).doesNotExist();
  }

  @Test
  void whereThereIsNoRoomForNamesTheVoxelsAreWritten() throws IOException {
    Path target = folder.resolve("b.ome.tif");

    convert(labels("a.nii"), target);

    Volume<?> volume = VolumeReaders.read(target);
    assertThat(volume.voxels().getAt(1, 0, 1).getRealDouble()).isEqualTo(300);
  }

  @Test
  void namesAreNoReasonToRefuseOrRoundAScan() throws IOException {
    Path target = folder.resolve("b.nrrd");
    Volume<?> named =
        new Volume<>(
            ArrayImgs.floats(new float[] {0, 0.5f, 1, 2}, 2, 1, 2),
            GRID,
            VolumeReaders.read(labels("a.nii")).info());

    VolumeOutput.write(named, target);

    assertThat(VolumeReaders.read(target).voxels().getAt(1, 0, 0).getRealDouble()).isEqualTo(0.5);
  }

  @Test
  void theNameIsJudgedBeforeAnythingIsRead() {
    assertThatThrownBy(() -> VolumeOutput.requireFormat(Path.of("a.png")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(".nrrd");
  }

  private Path labels(String name) throws IOException {
    Path file = folder.resolve(name);
    var voxels = ArrayImgs.unsignedShorts(new short[] {0, 1, 1, 300}, 2, 1, 2);
    LabelMapExporters.forFile(file).export(new LabelMap(voxels, GRID, LABELS), "a test", file);
    return file;
  }

  private Path volume(String name, short... voxels) throws IOException {
    Path file = folder.resolve(name);
    VolumeInfo info = VolumeInfo.inMemory("x", Modality.UNKNOWN);
    VolumeExporters.forFile(file)
        .export(new Volume<>(ArrayImgs.shorts(voxels, 2, 1, 2), GRID, info), file);
    return file;
  }

  private static void convert(Path source, Path target) throws IOException {
    VolumeOutput.write(VolumeReaders.read(source), target);
  }
}

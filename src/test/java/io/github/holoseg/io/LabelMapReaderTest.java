package io.github.holoseg.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.testing.SharedData;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.nio.file.Path;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelMapReaderTest {
  @TempDir Path folder;

  private Path floats(float... four) throws IOException {
    Path file = folder.resolve("labels.nii");
    VolumeExporters.forFile(file)
        .export(
            new Volume<>(
                ArrayImgs.floats(four, 2, 1, 2),
                VolumeGeometry.axisAligned(new long[] {2, 1, 2}, 1, 1, 1),
                VolumeInfo.inMemory("x", Modality.UNKNOWN)),
            file);
    return file;
  }

  @Test
  void floatsThatAreIntegersWillDo() throws IOException {
    LabelMap map = LabelMapReader.read(floats(0, 3, 65535, 3));
    assertThat(map.labels())
        .containsExactly(Label.of(3, "label_3"), Label.of(65535, "label_65535"));
    int[] values = new int[4];
    int[] i = {0};
    for (UnsignedShortType v : net.imglib2.view.Views.flatIterable(map.voxels())) {
      values[i[0]++] = v.get();
    }
    assertThat(values).containsExactly(0, 3, 65535, 3);
  }

  @Test
  void everythingElseIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> LabelMapReader.read(floats(0, 1, 2, 2.5f)))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("labels.nii")
        .hasMessageContaining("voxel (1, 0, 1) is 2.5");
    assertThatThrownBy(() -> LabelMapReader.read(floats(-1, 0, 0, 0)))
        .hasMessageContaining("voxel (0, 0, 0) is -1.0");
    assertThatThrownBy(() -> LabelMapReader.read(floats(0, 65536, 0, 0)))
        .hasMessageContaining("65536");
    assertThatThrownBy(() -> LabelMapReader.read(floats(0, 0, Float.NaN, 0)))
        .hasMessageContaining("NaN");
  }

  @Test
  void namesOfTheSampleComeFromItsCaretTable() throws IOException {
    LabelMap map = LabelMapReader.read(SharedData.sample("example_seg_fast_force_split.nii.gz"));
    assertThat(map.label(75).orElseThrow().name()).isEqualTo("femur_left");
    assertThat(map.label(76).orElseThrow().name()).isEqualTo("femur_right");
    assertThat(map.label(25).orElseThrow().name()).isEqualTo("sacrum");
    assertThat(map.labels()).hasSize(117);
  }

  @Test
  void sampleLabelsLieOnTheSampleScan() throws IOException {
    Volume<?> scan = VolumeReaders.read(SharedData.sample("example_ct.nii.gz"));
    LabelMap map = LabelMapReader.read(SharedData.sample("example_seg_fast_force_split.nii.gz"));
    assertThat(map.geometry().isSameGrid(scan.geometry(), 1e-3)).isTrue();
    double leftX = centroidX(map, 75);
    double rightX = centroidX(map, 76);
    // LPS: the patient's left has the larger x
    assertThat(leftX).isGreaterThan(rightX + 100);
  }

  private static double centroidX(LabelMap map, int value) {
    var c = map.voxels().localizingCursor();
    double sum = 0;
    int n = 0;
    while (c.hasNext()) {
      if (c.next().get() == value) {
        sum +=
            map.geometry()
                .toPhysical(c.getLongPosition(0), c.getLongPosition(1), c.getLongPosition(2))[0];
        n++;
      }
    }
    return sum / n;
  }

  @Test
  void otherTextIsNoLabelTable() {
    assertThat(LabelNames.parse("")).isEmpty();
    assertThat(LabelNames.parse("{\"a\":1}")).isEmpty();
    assertThat(LabelNames.parse("{broken")).isEmpty();
    assertThat(LabelNames.parse("<a><b/></a>")).isEmpty();
    assertThat(LabelNames.parse("<a>")).isEmpty();
    assertThat(LabelNames.parse("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><Label>&x;</Label>"))
        .isEmpty();
  }
}

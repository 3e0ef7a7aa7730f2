package io.github.holoseg.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.CodedConcept;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeAssert;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every label map exporter must do: what is written is read back, voxels and places. */
public abstract class AbstractLabelMapExporterTest {
  private static final double TOLERANCE_MM = 1e-3;

  @TempDir protected Path folder;

  protected abstract LabelMapExporter exporter();

  /** A file name that asks for the format. */
  protected abstract String fileName();

  /** 3x4x5 voxels, all with different neighbours; oblique, anisotropic, far from the origin. */
  protected static LabelMap oblique(int largest) {
    short[] values = new short[60];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) (i * 7 % 4 == 3 ? largest : i * 7 % 4);
    }
    double a = Math.toRadians(20);
    double b = Math.toRadians(-13);
    double[][] direction = {
      {Math.cos(b), -Math.sin(b) * Math.cos(a), Math.sin(b) * Math.sin(a)},
      {Math.sin(b), Math.cos(b) * Math.cos(a), -Math.cos(b) * Math.sin(a)},
      {0, Math.sin(a), Math.cos(a)}
    };
    VolumeGeometry geometry =
        new VolumeGeometry(
            new long[] {3, 4, 5},
            new double[] {0.7, 1.3, 2.5},
            new double[] {-120.25, 310.5, -804.125},
            direction);
    return new LabelMap(
        ArrayImgs.unsignedShorts(values, 3, 4, 5),
        geometry,
        List.of(
            new Label(
                largest, "femur_left", 0xFF102030, new CodedConcept("SCT", "71341001", "Femur")),
            Label.of(1, "hip_right"),
            Label.of(2, "name with \"quotes\" and \u00fcmlaut")));
  }

  private LabelMap roundTrip(LabelMap labels) throws IOException {
    Path file = folder.resolve(fileName());
    exporter().export(labels, "Holoseg 0.1.0 model x", file);
    return LabelMapReader.read(file);
  }

  @Test
  void roundTripInAll48AxisOrders() throws IOException {
    LabelMap labels = oblique(3);
    for (AxisOrder order : AxisOrder.all()) {
      LabelMap turned = labels.reoriented(order);
      LabelMap back = roundTrip(turned);
      VolumeAssert.assertSameVoxels(back.voxels(), turned.voxels());
      VolumeAssert.assertSamePlace(back.geometry(), turned.geometry(), TOLERANCE_MM);
      assertThat(back.geometry().axisCodes()).isEqualTo(order.axisCodes());
    }
  }

  @Test
  void largeValuesSurvive() throws IOException {
    for (int largest : new int[] {255, 256, 40_000, 65_535}) {
      LabelMap labels = oblique(largest);
      VolumeAssert.assertSameVoxels(roundTrip(labels).voxels(), labels.voxels());
    }
  }

  @Test
  void namesColoursAndCodesSurvive() throws IOException {
    LabelMap labels = oblique(75);
    assertThat(roundTrip(labels).labels()).isEqualTo(labels.labels());
  }

  @Test
  void sameContentGivesSameBytes() throws IOException {
    Path a = folder.resolve("a" + fileName());
    Path b = folder.resolve("b" + fileName());
    exporter().export(oblique(3), "p", a);
    exporter().export(oblique(3), "p", b);
    assertThat(b).hasSameBinaryContentAs(a);
  }

  @Test
  void isFoundByFileName() throws IOException {
    Path upper = folder.resolve(fileName().toUpperCase(java.util.Locale.ROOT));
    assertThat(LabelMapExporters.forFile(folder.resolve(fileName()))).hasSameClassAs(exporter());
    assertThat(LabelMapExporters.forFile(upper)).hasSameClassAs(exporter());
  }

  @Test
  void replacesAnEarlierFileAndLeavesNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve(fileName()), "old");
    exporter().export(oblique(3), "", file);
    assertThat(LabelMapReader.read(file).labels()).hasSize(3);
    try (Stream<Path> list = Files.list(folder)) {
      assertThat(list).containsExactly(file);
    }
  }

  @Test
  void missingFolderIsNamed() {
    Path file = folder.resolve("not there").resolve(fileName());
    assertThatThrownBy(() -> exporter().export(oblique(3), "", file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not there");
  }
}

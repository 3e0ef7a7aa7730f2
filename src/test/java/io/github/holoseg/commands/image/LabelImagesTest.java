package io.github.holoseg.commands.image;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelImagesTest {
  /** Also as a turned view, whose own iteration order is not x, y, z; also beyond 255 and 32767. */
  @ParameterizedTest
  @ValueSource(ints = {2, 300, 40000})
  void voxelsDistancesAndColours(int value) {
    var voxels = ArrayImgs.unsignedShorts(4, 3, 2);
    voxels.getAt(3, 1, 0).set(value);
    VolumeGeometry geometry = VolumeGeometry.axisAligned(new long[] {4, 3, 2}, 0.5, 0.75, 2);
    LabelMap stored =
        new LabelMap(voxels, geometry, List.of(new Label(value, "x", 0xFF102030, null)));
    LabelMap labels = stored.reoriented(AxisOrder.of("SLA"));
    ImagePlus image = LabelImages.toImage(labels, "labels");
    assertThat(image.getDimensions()).containsExactly(2, 4, 1, 3, 1);
    assertThat(image.getCalibration().pixelWidth).isEqualTo(2);
    assertThat(image.getCalibration().pixelHeight).isEqualTo(0.5);
    assertThat(image.getCalibration().pixelDepth).isEqualTo(0.75);
    for (int z = 0; z < 3; z++) {
      for (int y = 0; y < 4; y++) {
        for (int x = 0; x < 2; x++) {
          assertThat(image.getStack().getProcessor(z + 1).get(x, y))
              .isEqualTo(labels.voxels().getAt(x, y, z).get());
        }
      }
    }
    assertThat(image.getProp("label " + value)).isEqualTo("x");
    assertThat(image.getInfoProperty()).contains("Label " + value + ": x\n");
    assertThat(GeometryText.geometry(GeometryText.read(image.getInfoProperty())))
        .isEqualTo(labels.geometry());
    if (value < 256) {
      assertThat(image.getLuts()[0].getRGB(value)).isEqualTo(0xFF102030);
    }
  }
}

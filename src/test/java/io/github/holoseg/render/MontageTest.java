package io.github.holoseg.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.ShortType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MontageTest {
  private static final int RED = 0xFFFF0000;

  @Test
  void aPngReadsBackPixelForPixel() throws IOException {
    Random random = new Random(1);
    int[] pixels = random.ints(37 * 19).map(p -> p | 0xFF000000).toArray();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PngWriter.write(new ArgbImage(37, 19, pixels), bytes);
    var read = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
    assertThat(read.getWidth()).isEqualTo(37);
    assertThat(read.getRGB(0, 0, 37, 19, null, 0, 37)).isEqualTo(pixels);
  }

  static List<AxisOrder> orders() {
    return AxisOrder.all();
  }

  /** The label lies to the patient's right, front and head; the same picture for all 48 orders. */
  @ParameterizedTest
  @MethodSource("orders")
  void rightIsOnTheLeftFrontAndHeadAreUp(AxisOrder order) {
    Volume<ShortType> volume = scan();
    LabelMap labels = corner(volume);
    ArgbImage expected = Montage.render(volume, labels, Window.BONE, 60);
    ArgbImage turned =
        Montage.render(volume.reoriented(order), labels.reoriented(order), Window.BONE, 60);
    assertThat(turned.pixels()).isEqualTo(expected.pixels());

    // 20x10x30 mm of 2x1x3 mm voxels at 2 pixels per mm: axial 40x20, coronal 40x60, sagittal 20x60
    assertThat(expected.width()).isEqualTo(40 + 40 + 20 + 4 * 6);
    assertThat(expected.height()).isEqualTo(60 + 2 * 6);
    assertThat(expected.get(6 + 1, 6 + 20 + 1)).as("axial, top left").isEqualTo(RED);
    assertThat(expected.get(6 + 38, 6 + 20 + 1)).as("axial, top right").isNotEqualTo(RED);
    assertThat(expected.get(6 + 46 + 1, 6 + 0)).as("coronal, top left").isEqualTo(RED);
    assertThat(expected.get(6 + 46 + 1, 6 + 58)).as("coronal, bottom left").isNotEqualTo(RED);
    assertThat(expected.get(6 + 92 + 0, 6 + 1)).as("sagittal, top left").isEqualTo(RED);
    assertThat(expected.get(6 + 92 + 18, 6 + 1)).as("sagittal, top right").isNotEqualTo(RED);
  }

  @Test
  void anEmptyLabelMapShowsTheMiddle() {
    Volume<ShortType> volume = scan();
    LabelMap none =
        new LabelMap(ArrayImgs.unsignedShorts(10, 10, 10), volume.geometry(), List.of());
    assertThat(Montage.render(volume, none, Window.BONE, 60).pixels()).doesNotContain(RED);
  }

  private static Volume<ShortType> scan() {
    return new Volume<>(
        ArrayImgs.shorts(10, 10, 10),
        VolumeGeometry.axisAligned(new long[] {10, 10, 10}, 2, 1, 3),
        VolumeInfo.inMemory("test", Modality.CT));
  }

  /** Two voxels at the corner that is most right, anterior and superior. */
  private static LabelMap corner(Volume<?> volume) {
    var voxels = ArrayImgs.unsignedShorts(10, 10, 10);
    voxels.getAt(0, 0, 9).set(1);
    voxels.getAt(1, 0, 9).set(1);
    return new LabelMap(voxels, volume.geometry(), List.of(new Label(1, "corner", RED, null)));
  }
}

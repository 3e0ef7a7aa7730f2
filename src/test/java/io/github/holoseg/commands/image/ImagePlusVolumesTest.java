package io.github.holoseg.commands.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images made by hand: what ImageJ shows is what the volume holds. */
class ImagePlusVolumesTest {
  @Test
  void uncalibratedPixelsAreShared() throws IOException {
    short[] pixels = {0, 1, (short) 65535, 7};
    ImagePlus image = new ImagePlus("x", new ShortProcessor(2, 2, pixels, null));
    Volume<?> volume = read(image);
    assertThat(volume.voxels().getType()).isInstanceOf(UnsignedShortType.class);
    assertThat(value(volume, 0, 1)).isEqualTo(65535);
    pixels[0] = 5;
    assertThat(value(volume, 0, 0)).isEqualTo(5);

    float[] floats = {-1000.5f, 2, 3, 4};
    Volume<?> real = read(new ImagePlus("x", new FloatProcessor(2, 2, floats)));
    assertThat(real.voxels().getType()).isInstanceOf(FloatType.class);
    floats[3] = 9;
    assertThat(value(real, 1, 1)).isEqualTo(9);
    Volume<?> bytes = read(new ImagePlus("x", new ByteProcessor(2, 2, new byte[] {-1, 2, 3, 4})));
    assertThat(bytes.voxels().getType()).isInstanceOf(UnsignedByteType.class);
    assertThat(value(bytes, 0, 0)).isEqualTo(255);
  }

  /** Stored as ImageJ stores -1024, 0, 3071 and -32768. */
  @Test
  void signedSixteenBits() throws IOException {
    short[] pixels = {31744, (short) 32768, (short) 35839, 0};
    ImagePlus image = new ImagePlus("x", new ShortProcessor(2, 2, pixels, null));
    image.getCalibration().setSigned16BitCalibration();
    Volume<?> volume = read(image);
    assertThat(volume.voxels().getType()).isInstanceOf(ShortType.class);
    assertThat(new double[] {value(volume, 0, 0), value(volume, 1, 0)}).containsExactly(-1024, 0);
    assertThat(new double[] {value(volume, 0, 1), value(volume, 1, 1)})
        .containsExactly(3071, -32768);
  }

  @ParameterizedTest
  @CsvSource({
    "-1024,1,24,-1000,ShortType",
    "-33792,1,33792,0,ShortType",
    "-1000,2,1000,1000,ShortType",
    "0.5,1,3,3.5,FloatType",
    "-1024,0.25,4100,1,FloatType",
    "0,1,41000,41000,UnsignedShortType",
    "10,1,65530,65540,FloatType"
  })
  void aStraightLine(double intercept, double slope, int stored, double shown, String type)
      throws IOException {
    ImagePlus image =
        new ImagePlus("x", new ShortProcessor(2, 1, new short[] {(short) stored, 5000}, null));
    image
        .getCalibration()
        .setFunction(Calibration.STRAIGHT_LINE, new double[] {intercept, slope}, "HU");
    Volume<?> volume = read(image);
    assertThat(volume.voxels().getType().getClass().getSimpleName()).isEqualTo(type);
    assertThat(value(volume, 0, 0)).isEqualTo(shown);
    assertThat(value(volume, 0, 0)).isEqualTo(image.getCalibration().getCValue(stored));
  }

  @Test
  void densityOfEightBits() throws IOException {
    ImagePlus image = new ImagePlus("x", new ByteProcessor(2, 1, new byte[] {-1, 0}));
    image
        .getCalibration()
        .setFunction(Calibration.STRAIGHT_LINE, new double[] {-160, 400 / 255.0}, "HU");
    assertThat(value(read(image), 0, 0)).isEqualTo(240, org.assertj.core.data.Offset.offset(1e-4));
    image.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] {-100, 1}, "HU");
    assertThat(read(image).voxels().getType()).isInstanceOf(ShortType.class);
    assertThat(value(read(image), 0, 0)).isEqualTo(155);
  }

  @Test
  void whatIsNoVolumeOfNumbersIsRefused() {
    ImagePlus curve = new ImagePlus("a curve", new ShortProcessor(2, 2));
    curve.getCalibration().setFunction(Calibration.POLY2, new double[] {0, 1, 2}, "OD");
    assertThatThrownBy(() -> read(curve))
        .hasMessage(
            "image 'a curve': its density calibration is not a plain straight line, so its values"
                + " are not known to be HU; remove it (Analyze>Calibrate...) or open the file with"
                + " Open CT...");
    assertThatThrownBy(() -> read(IJ.createImage("red", "RGB", 4, 4, 3)))
        .hasMessageContaining("image 'red': it is a colour image");
    ImagePlus hyper = IJ.createHyperStack("h", 4, 4, 2, 3, 2, 16);
    assertThatThrownBy(() -> read(hyper))
        .hasMessageContaining("it has 2 channels and 2 time points; volume=0 to 3 takes one");
    assertThatThrownBy(() -> ImagePlusVolumes.toVolume(hyper, ReadOptions.DEFAULT.withVolume(4)))
        .hasMessageContaining("there is no volume 4, it has 4");
  }

  @Test
  void oneChannelAtOneTime() throws IOException {
    ImagePlus hyper = IJ.createHyperStack("h", 2, 2, 2, 3, 2, 16);
    for (int i = 1; i <= 12; i++) {
      hyper.getStack().getProcessor(i).set(0, 0, i);
    }
    Volume<?> volume = ImagePlusVolumes.toVolume(hyper, ReadOptions.DEFAULT.withVolume(2));
    assertThat(volume.geometry().size()).containsExactly(2, 2, 3);
    for (int z = 0; z < 3; z++) {
      assertThat(volume.voxels().getAt(0, 0, z).getRealDouble())
          .isEqualTo(hyper.getStackIndex(1, z + 1, 2));
    }
  }

  @Test
  void planesThatAreCalledTimePointsAreSlices() throws IOException {
    Volume<?> volume = read(IJ.createHyperStack("h", 4, 4, 1, 1, 5, 16));
    assertThat(volume.geometry().size()).containsExactly(4, 4, 5);
    assertThat(volume.info().warnings()).anyMatch(w -> w.contains("stored as time points"));
  }

  @ParameterizedTest
  @CsvSource({
    "mm,1",
    "cm,10",
    "m,1000",
    "µm,0.001",
    "um,0.001",
    "micron,0.001",
    "microns,0.001",
    "micrometers,0.001",
    "inch,25.4",
    "inches,25.4",
    "nm,0.000001",
    "MM,1"
  })
  void unitsOfLength(String unit, double mm) throws IOException {
    ImagePlus image = stack();
    Calibration calibration = image.getCalibration();
    calibration.setUnit(unit);
    calibration.pixelWidth = 2;
    calibration.pixelHeight = 3;
    calibration.pixelDepth = 4;
    Volume<?> volume = read(image);
    assertThat(volume.geometry().spacing()).containsExactly(2 * mm, 3 * mm, 4 * mm);
    assertThat(volume.info().warnings()).singleElement().asString().startsWith("no orientation");
  }

  @Test
  void eachAxisInItsOwnUnit() throws IOException {
    ImagePlus image = stack();
    image.getCalibration().setUnit("um");
    image.getCalibration().setZUnit("mm");
    image.getCalibration().pixelWidth = 500;
    image.getCalibration().pixelHeight = 500;
    assertThat(read(image).geometry().spacing()).containsExactly(0.5, 0.5, 1);
  }

  @Test
  void pixelsAreNoLength() throws IOException {
    Volume<?> volume = read(stack());
    assertThat(volume.geometry().spacing()).containsExactly(1, 1, 1);
    assertThat(volume.info().warnings())
        .hasSize(4)
        .anyMatch(w -> w.contains("no voxel size along z") && w.contains("'1.0 pixel'"));
    assertThat(volume.info().modality()).isEqualTo(Modality.UNKNOWN);
  }

  @Test
  void theCallerSaysWhereTheAxesPoint() throws IOException {
    ImagePlus image = stack();
    image.getCalibration().setUnit("mm");
    assertThat(read(image).info().assumedOrientation()).contains("LPS");
    Volume<?> volume =
        ImagePlusVolumes.toVolume(image, ReadOptions.DEFAULT.withOrientation(AxisOrder.of("PIR")));
    assertThat(volume.geometry().axisCodes()).isEqualTo("PIR");
    assertThat(volume.info().assumedOrientation()).isEmpty();
    assertThat(volume.info().warnings()).isEmpty();
  }

  private static ImagePlus stack() {
    ImageStack stack = new ImageStack(3, 2);
    stack.addSlice("a", new short[6]);
    stack.addSlice("b", new short[6]);
    return new ImagePlus("a stack", stack);
  }

  private static Volume<?> read(ImagePlus image) throws IOException {
    return ImagePlusVolumes.toVolume(image, ReadOptions.DEFAULT);
  }

  private static double value(Volume<?> volume, int x, int y) {
    return volume.voxels().getAt(x, y, 0).getRealDouble();
  }
}

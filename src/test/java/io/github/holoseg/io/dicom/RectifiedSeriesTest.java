package io.github.holoseg.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.SlicePositions;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CancellationException;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.lifecycle.AfterProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tilted and uneven slices of bodies whose HU is known everywhere in the patient. */
class RectifiedSeriesTest {
  private static final double AIR = -1000;

  private final TiltedScan scan = new TiltedScan();
  private final Path folder = newFolder();

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("holoseg-rectify");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @AfterEach
  @AfterProperty
  void remove() throws IOException {
    clear();
    Files.delete(folder);
  }

  private void clear() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  /** Any tilt about both axes, any orientation, even or uneven steps, files in any order. */
  @Property(tries = 40)
  void aRampInThePatientStaysThatRamp(
      @ForAll long seed,
      @ForAll @DoubleRange(min = -27, max = 27) double tiltX,
      @ForAll @DoubleRange(min = -27, max = 27) double tiltY,
      @ForAll boolean even)
      throws IOException {
    clear();
    Random random = new Random(seed);
    scan.turn(random);
    scan.tiltX = tiltX + Math.copySign(3, tiltX); // less than a quarter of a pixel is no tilt
    scan.tiltY = tiltY;
    scan.steps(even ? new double[] {3, 3, 3, 3, 3} : new double[] {2, 2, 3.3, 5, 4.1});
    double[] gradient = {3 * random.nextGaussian(), 2, 4 * random.nextGaussian()};
    scan.write(folder, p -> 40 + dot(gradient, p), random);

    Volume<?> volume = rectified();

    double slope = Math.sqrt(dot(gradient, gradient));
    double reach = slope * reach(volume.geometry());
    int inside = 0;
    double[] values = Dicoms.values(volume);
    for (int n = 0; n < values.length; n++) {
      double[] index = index(n, volume.geometry());
      double[] p = volume.geometry().toPhysical(index[0], index[1], index[2]);
      double expected = 40 + dot(gradient, p);
      if (scan.isWellInside(p)) {
        inside++;
        assertThat(values[n]).as("voxel " + n).isCloseTo(expected, within(2e-2));
      } else if (values[n] != AIR) {
        // At the rim a pixel reaches half its size out, and one slice may stand for two.
        assertThat(values[n]).as("rim voxel " + n).isCloseTo(expected, within(reach));
      }
    }
    assertThat(inside).isGreaterThan(values.length / 8);
  }

  private double reach(VolumeGeometry g) {
    return Math.hypot(g.spacing()[0], g.spacing()[1]) / 2 + 5.1 + 0.02;
  }

  /** The shear must go the right way: with the wrong sign the ball becomes an egg elsewhere. */
  @ParameterizedTest
  @CsvSource({"18.5, 0", "-18.5, 0", "0, 25", "0, -25", "-12, 20"})
  void aBallStaysWhereItIsAndAsLargeAsItIs(double tiltX, double tiltY) throws IOException {
    scan.size = 96;
    scan.tiltX = tiltX;
    scan.tiltY = tiltY;
    scan.steps(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    double[] centre = scan.toPatient(48, 44, 12);
    double radius = 7.5;
    scan.write(folder, p -> distance(p, centre) <= radius ? 1000 : 0, new Random(3));

    Volume<?> volume = rectified();

    double[] sum = new double[4];
    double[] values = Dicoms.values(volume);
    for (int n = 0; n < values.length; n++) {
      if (values[n] >= 500) {
        double[] index = index(n, volume.geometry());
        double[] p = volume.geometry().toPhysical(index[0], index[1], index[2]);
        sum[3]++;
        for (int k = 0; k < 3; k++) {
          sum[k] += p[k];
        }
      }
    }
    for (int k = 0; k < 3; k++) {
      assertThat(sum[k] / sum[3]).isCloseTo(centre[k], within(0.1));
    }
    double ball = 4 * Math.PI / 3 * radius * radius * radius;
    assertThat(sum[3] * volume.geometry().voxelVolume() / ball).isCloseTo(1, within(0.02));
  }

  @Test
  void evenTiltedSlicesAreMovedWithinTheirPlaneOnly() throws IOException {
    scan.tiltX = 20;
    scan.steps(4, 4, 4);
    scan.write(folder, p -> 10 * Math.floor(p[2] + 0.5), new Random(1)); // differs by slice only

    Volume<?> volume = rectified();

    assertThat(volume.geometry().size(2)).isEqualTo(4);
    assertThat(volume.geometry().spacing()[2]).isCloseTo(4, within(1e-9));
    assertThat(volume.voxels().getType()).isInstanceOf(FloatType.class);
    double[] values = Dicoms.values(volume);
    long plane = volume.geometry().size(0) * volume.geometry().size(1);
    for (int n = 0; n < values.length; n++) {
      assertThat(values[n]).isIn(AIR, 10.0 * 4 * (n / plane));
    }
  }

  @Test
  void everyPixelOfEverySliceLiesInAVoxelOfItsOwnValue() throws IOException {
    scan.tiltX = 17;
    scan.tiltY = -8;
    scan.steps(2, 5, 2, 2, 5);
    scan.write(folder, p -> 500, new Random(5));

    Volume<?> volume = rectified();

    SlicePositions slices = volume.info().originalSlices().orElseThrow();
    assertThat(slices.size()).containsExactly(scan.size, scan.size, 6);
    var voxels = volume.voxels().randomAccess();
    for (int z = 0; z < 6; z++) {
      assertThat(slices.slices().get(z).instanceUid()).isEqualTo("1.2." + z);
      for (int y = 0; y < scan.size; y++) {
        for (int x = 0; x < scan.size; x++) {
          double[] p = slices.toPhysical(x, y, z);
          double[] q = scan.toPatient(x, y, z);
          assertThat(distance(p, q)).isLessThan(1e-6);
          double[] i = volume.geometry().toIndex(p[0], p[1], p[2]);
          voxels.setPosition(new long[] {Math.round(i[0]), Math.round(i[1]), Math.round(i[2])});
          assertThat(voxels.get().getRealDouble()).isEqualTo(500);
        }
      }
    }
  }

  @Test
  void theWarningSaysFromWhatToWhatAndHowMuchIsAir() throws IOException {
    scan.tiltX = -20;
    scan.steps(4, 4, 8);
    scan.write(folder, p -> 0, new Random(1));

    Volume<?> volume = rectified();

    long air = java.util.Arrays.stream(Dicoms.values(volume)).filter(v -> v == AIR).count();
    assertThat(volume.info().warnings())
        .anySatisfy(
            w ->
                assertThat(w)
                    .contains("resampled to a rectangular grid as asked, from 24x24x4 to 24x30x5")
                    .contains(air + " voxels")
                    .contains("set to -1000")
                    .contains("tilted by 20.0 degrees")
                    .contains("4.000 mm 2 times, 8.000 mm once"))
        .anySatisfy(
            w -> assertThat(w).startsWith("1 slice(s) seem to be missing").contains("8.000 and"));
    assertThat(air).isPositive();
  }

  @Test
  void aRegularSeriesIsReadAsItIsEvenIfRectifyIsAsked() throws IOException {
    scan.steps(3, 3);
    scan.write(folder, p -> 7, new Random(1));

    Volume<?> volume = rectified();

    assertThat(volume.voxels().getType()).isInstanceOf(ShortType.class);
    assertThat(volume.info().warnings()).isEmpty();
    assertThat(volume.info().originalSlices()).isEmpty();
  }

  @Test
  void unevenButStraightSlicesKeepTheirPixels() throws IOException {
    scan.steps(2, 2, 4, 2);
    scan.write(folder, p -> Math.rint(3 * p[0]) + Math.rint(5 * p[1]), new Random(1));

    Volume<?> volume = rectified();

    assertThat(volume.geometry().size()).containsExactly(24, 24, 6);
    double[] values = Dicoms.values(volume);
    for (int n = 0; n < values.length; n++) {
      double[] p = scan.toPatient(n % 24, n / 24 % 24, 0);
      assertThat(values[n]).isEqualTo(Math.rint(3 * p[0]) + Math.rint(5 * p[1]));
    }
  }

  @Test
  void withoutRectifyTheSlicesAreRefusedWithAngleStepsAndRemedy() throws IOException {
    scan.tiltX = 12.3;
    scan.steps(2, 2, 5);
    scan.write(folder, p -> 0, new Random(1));

    assertThatThrownBy(() -> Dicoms.read(folder))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("tilted by 12.3 degrees")
        .hasMessageContaining("2.000 mm 2 times, 5.000 mm once")
        .hasMessageContaining("5.000 mm from 4.000 to 9.000")
        .hasMessageContaining("--rectify on the command line, rectify in a macro");
  }

  @ParameterizedTest
  @CsvSource({"0, 11, 10 mm", "0, 6.2, 3 median steps", "50, 2, 45 degrees"})
  void whatCannotBeBelievedIsRefusedEvenWithRectify(double tilt, double last, String reason)
      throws IOException {
    scan.tiltX = tilt;
    scan.steps(2, 2, 2, last);
    scan.write(folder, p -> 0, new Random(1));

    assertThatThrownBy(this::rectified)
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("not to be resampled")
        .hasMessageContaining(reason);
  }

  @Test
  void slicesOnNoLineAreRefusedEvenWithRectify() throws IOException {
    scan.steps(2, 2, 2);
    scan.sideways[1] = 3;
    scan.write(folder, p -> 0, new Random(1));

    assertThatThrownBy(this::rectified).hasMessageContaining("shifted against each other");
  }

  @Test
  void wideButEvenStepsOfATiltedScanAreNoGap() throws IOException {
    scan.tiltX = 15;
    scan.steps(12, 12);
    scan.write(folder, p -> 0, new Random(1));

    assertThat(rectified().geometry().size(2)).isEqualTo(3);
  }

  @Test
  void theResultDoesNotDependOnThreads() throws IOException {
    scan.tiltX = 21;
    scan.tiltY = 4;
    scan.steps(2, 3, 2, 3.7);
    scan.write(folder, p -> 100 * Math.sin(p[0]) + 300 * Math.cos(p[1] + p[2]), new Random(1));

    double[] one = Dicoms.values(rectified(1));

    assertThat(Dicoms.values(rectified(7))).isEqualTo(one);
  }

  @Test
  void aCancelEndsTheResampling() throws IOException {
    scan.tiltX = 21;
    scan.steps(2, 2);
    scan.write(folder, p -> 0, new Random(1));
    CancellationToken cancel = new CancellationToken();

    assertThatThrownBy(
            () ->
                new DicomReader()
                    .read(
                        folder,
                        ReadOptions.DEFAULT.withRectify(true),
                        (stage, done, total) -> {
                          if (done == total) {
                            cancel.cancel(); // everything is decoded
                          }
                        },
                        cancel))
        .isInstanceOf(CancellationException.class);
  }

  private Volume<?> rectified() throws IOException {
    return rectified(2);
  }

  private Volume<?> rectified(int threads) throws IOException {
    return new DicomReader()
        .read(
            folder,
            ReadOptions.DEFAULT.withRectify(true).withThreads(threads),
            ProgressListener.NONE,
            CancellationToken.none());
  }

  private static double[] index(int n, VolumeGeometry g) {
    long x = n % g.size(0);
    long y = n / g.size(0) % g.size(1);
    return new double[] {x, y, n / (g.size(0) * g.size(1))};
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  private static double distance(double[] a, double[] b) {
    return Math.sqrt(
        Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
  }
}

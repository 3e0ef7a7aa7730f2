package io.github.holoseg.io.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Series that this test writes: what no real folder at hand shows. */
class SyntheticSeriesTest {
  private final Path folder = newFolder();

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("holoseg-dicom");
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

  /** Oblique, shuffled, slice locations backwards, its own slope and intercept in each slice. */
  @Property(tries = 60)
  void everyVoxelLiesWhereItsSliceSays(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 9) int slices) throws IOException {
    clear();
    Random random = new Random(seed);
    double[][] axes = rotation(random);
    double step = 0.3 + 5 * random.nextDouble();
    SyntheticSlice[] series = new SyntheticSlice[slices];
    for (int z = 0; z < slices; z++) {
      SyntheticSlice slice = new SyntheticSlice();
      slice.syntax =
          new String[] {SyntheticSlice.IMPLICIT, SyntheticSlice.EXPLICIT, SyntheticSlice.BIG_ENDIAN}
              [random.nextInt(3)];
      slice.orientation =
          new double[] {axes[0][0], axes[0][1], axes[0][2], axes[1][0], axes[1][1], axes[1][2]};
      slice.position = new double[3];
      for (int k = 0; k < 3; k++) {
        slice.position[k] = 40 * k - 55 + z * step * axes[2][k];
      }
      slice.sliceLocation = -z * step;
      slice.slope = 1 + random.nextInt(3);
      slice.intercept = -random.nextInt(1025);
      slice.instanceUid = "1.2." + z;
      slice.words = random.ints(35, -2000, 4000).toArray();
      series[z] = slice;
      Files.write(folder.resolve("f" + random.nextInt(1 << 28) + "-" + z), slice.bytes());
    }
    Files.writeString(folder.resolve("notes.txt"), "not an image");

    Volume<?> volume = Dicoms.read(folder);

    assertThat(volume.geometry().size()).containsExactly(7, 5, slices);
    assertThat(volume.voxels().getType()).isInstanceOf(ShortType.class);
    double[] values = Dicoms.values(volume);
    for (int z = 0; z < slices; z++) {
      SyntheticSlice s = series[z];
      for (int i = 0; i < 35; i++) {
        assertThat(values[z * 35 + i]).isEqualTo(s.words[i] * s.slope + s.intercept);
      }
      double[] corner = volume.geometry().toPhysical(6, 4, z);
      for (int k = 0; k < 3; k++) {
        double expected = s.position[k] + 6 * 0.7 * axes[0][k] + 4 * 0.9 * axes[1][k];
        assertThat(corner[k]).isCloseTo(expected, within(1e-6));
      }
    }
  }

  /** Bits beside the stored ones hold overlays or rubbish; signs are in the stored bits. */
  @Property(tries = 100)
  void bitsOutsideTheValueAreIgnored(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 16) int stored,
      @ForAll boolean signed,
      @ForAll boolean big)
      throws IOException {
    clear();
    Random random = new Random(seed);
    SyntheticSlice slice = new SyntheticSlice();
    slice.syntax = big ? SyntheticSlice.BIG_ENDIAN : SyntheticSlice.EXPLICIT;
    slice.stored = stored;
    slice.signed = signed;
    slice.intercept = 0;
    int low = signed ? -(1 << stored - 1) : 0;
    int[] wanted = random.ints(35, low, low + (1 << stored)).toArray();
    slice.words = new int[35];
    for (int i = 0; i < 35; i++) {
      int mask = (1 << stored) - 1;
      slice.words[i] = wanted[i] & mask | random.nextInt() & 0xFFFF & ~mask;
    }
    Files.write(folder.resolve("slice"), slice.bytes());

    double[] values = Dicoms.values(Dicoms.read(folder));

    assertThat(values).containsExactly(Arrays.stream(wanted).asDoubleStream().toArray());
  }

  @Test
  void whatDoesNotFitSixteenBitsBecomesFloat() throws IOException {
    SyntheticSlice slice = new SyntheticSlice();
    slice.signed = false;
    slice.words = new int[35];
    slice.words[34] = 65535;
    Files.write(folder.resolve("slice"), slice.bytes());

    Volume<?> volume = Dicoms.read(folder);

    assertThat(volume.voxels().getType()).isInstanceOf(FloatType.class);
    assertThat(Dicoms.values(volume)[34]).isEqualTo(65535 - 1024);
    assertThat(Dicoms.values(volume)[0]).isEqualTo(-1024);
  }

  @Test
  void paddingIsKeptAndCounted() throws IOException {
    SyntheticSlice slice = new SyntheticSlice();
    slice.padding = -2000;
    slice.words = new int[35];
    slice.words[3] = -2000;
    slice.words[4] = -2000;
    Files.write(folder.resolve("slice"), slice.bytes());

    Volume<?> volume = Dicoms.read(folder);

    assertThat(Dicoms.values(volume)[3]).isEqualTo(-3024);
    assertThat(volume.info().warnings())
        .anyMatch(w -> w.startsWith("2 voxels (5.7 %) hold the padding value, -3024"));
  }

  @Test
  void monochrome1IsNotInverted() throws IOException {
    SyntheticSlice slice = new SyntheticSlice();
    slice.photometric = "MONOCHROME1";
    slice.words = new int[] {77};
    Files.write(folder.resolve("slice"), slice.bytes());

    Volume<?> volume = Dicoms.read(folder);

    assertThat(Dicoms.values(volume)[0]).isEqualTo(77 - 1024);
    assertThat(volume.info().warnings()).anyMatch(w -> w.contains("MONOCHROME1"));
  }

  @Test
  void aMissingPositionIsRefused() throws IOException {
    write(0, "1.1", 0);
    SyntheticSlice slice = new SyntheticSlice();
    slice.position = null;
    Files.write(folder.resolve("1"), slice.bytes());

    assertThat(Dicoms.list(folder))
        .anySatisfy(
            s -> assertThat(s.problems()).anyMatch(p -> p.contains("Image Position (0020,0032)")));
  }

  @Test
  void roundedPositionsDoNotShiftTheFarEnd() throws IOException {
    for (int z = 0; z < 200; z++) {
      write(z, "1." + z, Math.rint(z * 0.625 * 100) / 100);
    }

    Volume<?> volume = Dicoms.read(folder);

    assertThat(volume.geometry().toPhysical(0, 0, 199)[2]).isCloseTo(199 * 0.625, within(0.006));
  }

  @Test
  void aSlightlyDriftingStepIsRefused() throws IOException {
    double z = 0;
    for (int i = 0; i < 101; i++) {
      write(i, "1." + i, z);
      z += i < 50 ? 0.995 : 1.005;
    }

    assertThatThrownBy(() -> Dicoms.read(folder))
        .isInstanceOf(VolumeFormatException.class)
        .hasMessageContaining("from its place on an even grid");
  }

  @Test
  void aTiltIsToldFromAShiftAndFromRounding() throws IOException {
    assertThat(problemsOfSidewaysShift(0.05, 0.05)).anyMatch(p -> p.contains("tilted by 2.9 deg"));
    assertThat(problemsOfSidewaysShift(0, 1)).anyMatch(p -> p.contains("shifted against each"));
    assertThat(problemsOfSidewaysShift(0.001, 0)).isEmpty();
  }

  /** Slices 1 mm apart, moved sideways with their height, and the middle one by itself. */
  private java.util.List<String> problemsOfSidewaysShift(double perMm, double middle)
      throws IOException {
    clear();
    for (int z = 0; z < 201; z++) {
      SyntheticSlice slice = new SyntheticSlice();
      slice.instanceUid = "1." + z;
      slice.position = new double[] {perMm * z + (z == 100 ? middle : 0), 0, z};
      Files.write(folder.resolve(String.valueOf(z)), slice.bytes());
    }
    return Dicoms.list(folder).get(0).problems();
  }

  private void write(int file, String uid, double z) throws IOException {
    SyntheticSlice slice = new SyntheticSlice();
    slice.instanceUid = uid;
    slice.position = new double[] {0, 0, z};
    Files.write(folder.resolve(String.valueOf(file)), slice.bytes());
  }

  /** Rows: unit vectors of line, column and normal; uniformly random. */
  static double[][] rotation(Random random) {
    double[] q = random.doubles(4, -1, 1).toArray();
    double n = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
    double w = q[0] / n;
    double x = q[1] / n;
    double y = q[2] / n;
    double z = q[3] / n;
    return new double[][] {
      {1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y)},
      {2 * (x * y - w * z), 1 - 2 * (x * x + z * z), 2 * (y * z + w * x)},
      {2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y)}
    };
  }
}

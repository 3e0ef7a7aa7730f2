package io.github.holoseg.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every scalar type in both byte orders and both versions, and what rescaling makes of it. */
class NiftiTypesTest {
  @TempDir Path folder;

  private final NiftiFixture file = new NiftiFixture();

  /** Puts the values, which repeat to fill the volume, in the fixture's type and byte order. */
  private void store(int code, int bits, double... values) {
    file.datatype = code;
    file.bitpix = bits;
    ByteBuffer b = ByteBuffer.allocate(24 * bits / 8).order(file.order);
    for (int i = 0; i < 24; i++) {
      double v = values[i % values.length];
      switch (code) {
        case 2, 256 -> b.put((byte) (int) v);
        case 4, 512 -> b.putShort((short) (int) v);
        case 8, 768 -> b.putInt((int) (long) v);
        case 16 -> b.putFloat((float) v);
        case 64 -> b.putDouble(v);
        default -> b.putLong((long) v);
      }
    }
    file.voxels = b.array();
  }

  private Volume<?> read() throws IOException {
    return VolumeReaders.read(file.write(folder.resolve("x.nii")));
  }

  private static double[] firstValues(Volume<?> volume, int n) {
    double[] all = new double[24];
    int[] i = {0};
    Views.flatIterable(volume.voxels()).forEach(v -> all[i[0]++] = v.getRealDouble());
    return Arrays.copyOf(all, n);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 8, 0, 255, UnsignedByteType",
    "256, 8, -128, 127, ByteType",
    "4, 16, -32768, 32767, ShortType",
    "512, 16, 0, 65535, UnsignedShortType",
    "8, 32, -2147483648, 2147483647, IntType",
    "768, 32, 0, 4294967295, DoubleType",
    "768, 32, 0, 1000000, FloatType",
    "768, 32, 0, 3000, ShortType",
    "1024, 64, -1024, 3071, ShortType",
    "1024, 64, -9007199254740992, 9007199254740992, DoubleType",
    "1280, 64, 0, 117, ShortType",
    "16, 32, -1.5, 3.25, FloatType",
    "64, 64, -1.1, 3.3, DoubleType",
  })
  void valuesAndTypeInBothByteOrdersAndVersions(
      int code, int bits, double low, double high, String type) throws IOException {
    for (int version : new int[] {1, 2}) {
      for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
        file.version = version;
        file.order = order;
        store(code, bits, low, high, 1);
        Volume<?> volume = read();
        assertThat(firstValues(volume, 4)).containsExactly(low, high, 1, low);
        assertThat(volume.voxels().getType().getClass().getSimpleName()).isEqualTo(type);
        assertThat(volume.info().format()).isEqualTo("NIfTI-" + version);
        assertThat(volume.info().warnings()).isEmpty();
      }
    }
  }

  @Test
  void slopeZeroAndNaNMeanNoScaling() throws IOException {
    store(4, 16, -3, 7);
    for (double slope : new double[] {0, Double.NaN}) {
      file.slope = slope;
      file.intercept = 100;
      assertThat(firstValues(read(), 2)).containsExactly(-3, 7);
    }
  }

  @Test
  void integerScalingThatFitsStaysShort() throws IOException {
    store(512, 16, 0, 4095);
    file.slope = 1;
    file.intercept = -1024;
    Volume<?> volume = read();
    assertThat(firstValues(volume, 2)).containsExactly(-1024, 3071);
    assertThat(volume.voxels().getType()).isInstanceOf(ShortType.class);
    assertThat(volume.info().properties()).containsEntry("scl_inter", "-1024.0");
  }

  @Test
  void integerScalingThatDoesNotFitBecomesFloatThenDouble() throws IOException {
    store(4, 16, -32768, 32767);
    file.slope = 2;
    file.intercept = 1;
    Volume<?> asFloat = read();
    assertThat(firstValues(asFloat, 2)).containsExactly(-65535, 65535);
    assertThat(asFloat.voxels().getType()).isInstanceOf(FloatType.class);

    store(8, 32, 5, 2_000_000_001);
    Volume<?> asDouble = read();
    assertThat(firstValues(asDouble, 2)).containsExactly(11, 4_000_000_003.0);
    assertThat(asDouble.voxels().getType()).isInstanceOf(DoubleType.class);
  }

  @Test
  void fractionsBecomeFloat() throws IOException {
    store(4, 16, 3, -4);
    file.slope = 0.5;
    file.intercept = 0.25;
    Volume<?> volume = read();
    assertThat(firstValues(volume, 2)).containsExactly(1.75, -1.75);
    assertThat(volume.voxels().getType()).isInstanceOf(FloatType.class);
  }

  @Test
  void nanAndInfinityAreCounted() throws IOException {
    store(16, 32, Double.NaN, 1, 2, Double.POSITIVE_INFINITY);
    assertThat(read().info().warnings()).containsExactly("12 voxels are NaN or infinite");
    store(64, 64, 1, Double.NaN);
    assertThat(read().info().warnings()).containsExactly("12 voxels are NaN or infinite");
  }

  @Test
  void integersBeyondDoubleAreCounted() throws IOException {
    store(1280, 64, 1);
    ByteBuffer.wrap(file.voxels).order(file.order).putLong(8, -1);
    Volume<?> volume = read();
    assertThat(firstValues(volume, 2)).containsExactly(1, 18446744073709551616.0);
    assertThat(volume.info().warnings())
        .containsExactly("1 voxels are integers beyond 2^53 and were rounded");
  }
}

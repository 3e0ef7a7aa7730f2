package io.github.holoseg.io.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.holoseg.volume.VolumeAssert;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VolumeBuilderTest {
  private static final long[] SIZE = {4, 3, 5};

  /**
   * Planes of type {@code type} whose bytes are a fixed jumble (no NaN matters: compared as is).
   */
  private static Img<?> build(VolumeBuilder builder, SampleType type) {
    for (int z = 0; z < 5; z++) {
      ByteBuffer plane = ByteBuffer.allocate(12 * type.bytes()).order(ByteOrder.BIG_ENDIAN);
      for (int i = 0; i < plane.capacity(); i++) {
        plane.put(i, (byte) (31 * i + 57 * z));
      }
      builder.addPlane(plane);
    }
    return builder.build();
  }

  @ParameterizedTest
  @EnumSource
  void onePlanePerArrayGivesTheSameVoxels(SampleType type) {
    for (double slope : new double[] {1, 0.5}) {
      Img<?> one = build(new VolumeBuilder(SIZE, type, slope, 0), type);
      Img<?> many = build(new VolumeBuilder(SIZE, type, slope, 0, 12), type);
      assertThat(one).isInstanceOf(ArrayImg.class);
      assertThat(many).isInstanceOf(PlanarImg.class);
      VolumeAssert.assertSameVoxels(cast(many), cast(one));
    }
  }

  @Test
  void wideningKeepsThePlanesBefore() {
    for (long largestArray : new long[] {1000, 12}) {
      VolumeBuilder builder = new VolumeBuilder(SIZE, SampleType.INT32, 3, 0, largestArray);
      double[] last = new double[60];
      for (int z = 0; z < 5; z++) {
        ByteBuffer plane = ByteBuffer.allocate(48);
        for (int i = 0; i < 12; i++) {
          // short until plane 2, float until plane 3, then beyond 24 bits
          int value = z < 2 ? z * 100 + i : z < 4 ? 100_000 + i : 100_000_000 + i;
          plane.putInt(4 * i, value);
          last[z * 12 + i] = 3.0 * value;
        }
        builder.addPlane(plane);
      }
      Img<DoubleType> built = builder.build();
      assertThat(built.getType()).isInstanceOf(DoubleType.class);
      int[] i = {0};
      built.forEach(v -> assertThat(v.get()).isEqualTo(last[i[0]++]));
    }
  }

  @Test
  void missingPlanesAreAnError() {
    VolumeBuilder builder = new VolumeBuilder(SIZE, SampleType.UINT8, 1, 0);
    builder.addPlane(ByteBuffer.allocate(12));
    assertThatThrownBy(builder::<FloatType>build).hasMessageContaining("1 of 5");
  }

  @SuppressWarnings("unchecked")
  private static Img<? extends net.imglib2.type.numeric.RealType<?>> cast(Img<?> image) {
    return (Img<? extends net.imglib2.type.numeric.RealType<?>>) image;
  }
}

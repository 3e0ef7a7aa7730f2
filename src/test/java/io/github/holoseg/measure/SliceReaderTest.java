package io.github.holoseg.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

class SliceReaderTest {
  private final Random random = new Random(11);

  @Test
  void rectanglesOfEveryTypeAreItsValues() {
    check(noise(ArrayImgs.bytes(9, 7, 4)));
    check(noise(ArrayImgs.unsignedBytes(9, 7, 4)));
    check(noise(PlanarImgs.shorts(9, 7, 4)));
    check(noise(ArrayImgs.unsignedShorts(9, 7, 4)));
    check(noise(ArrayImgs.ints(9, 7, 4)));
    check(noise(ArrayImgs.unsignedInts(9, 7, 4)));
    check(noise(ArrayImgs.floats(9, 7, 4)));
    check(noise(ArrayImgs.doubles(9, 7, 4)));
    check(noise(ArrayImgs.longs(9, 7, 4)));
    check(Views.permute(noise(ArrayImgs.shorts(7, 9, 4)), 0, 1));
    check(
        Converters.convert(
            (RandomAccessibleInterval<DoubleType>) noise(ArrayImgs.doubles(9, 7, 4)),
            (in, out) -> out.set(in.get() * 2),
            new DoubleType()));
  }

  private <T extends RealType<T>> Img<T> noise(Img<T> image) {
    Cursor<T> cursor = image.cursor();
    while (cursor.hasNext()) {
      cursor.next().setReal(random.nextInt(200) - (cursor.get().getMinValue() < 0 ? 100 : 0));
    }
    return image;
  }

  private <T extends RealType<T>> void check(RandomAccessibleInterval<T> image) {
    SliceReader reader = SliceReader.of(image);
    RandomAccess<T> access = image.randomAccess();
    double[] values = new double[64];
    for (int i = 0; i < 20; i++) {
      int x = random.nextInt(9);
      int y = random.nextInt(7);
      int z = random.nextInt(4);
      int width = 1 + random.nextInt(9 - x);
      int height = 1 + random.nextInt(7 - y);
      reader.read(x, y, z, width, height, values);
      for (int k = 0; k < width * height; k++) {
        assertThat(values[k])
            .isEqualTo(access.setPositionAndGet(x + k % width, y + k / width, z).getRealDouble());
      }
    }
  }
}

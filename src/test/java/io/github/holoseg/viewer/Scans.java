package io.github.holoseg.viewer;

import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.util.List;
import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.ImgFactory;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/** Small scans that are known voxel by voxel. */
public final class Scans {
  public static final int RED = 0xFFFF0000;
  public static final int GREEN = 0xFF00FF00;

  private Scans() {}

  /** 12x10x14 voxels of 2x1x3 mm, LPS. */
  public static VolumeGeometry geometry() {
    return VolumeGeometry.axisAligned(new long[] {12, 10, 14}, 2, 1, 3);
  }

  /** A value that is different in every voxel of the LPS grid, 0 to 100. */
  public static int value(long x, long y, long z) {
    return (int) ((x * 37 + y * 101 + z * 53) % 101);
  }

  /** Label 1 in a box near the right, anterior, superior corner, label 2 in one far from it. */
  public static int label(long x, long y, long z) {
    if (x >= 1 && x <= 4 && y >= 1 && y <= 4 && z >= 8 && z <= 12) {
      return 1;
    }
    return x >= 7 && x <= 9 && y >= 6 && y <= 8 && z >= 1 && z <= 9 ? 2 : 0;
  }

  /** The scan and its labels as arrays, in the axis order that is asked for. */
  public static <T extends RealType<T> & NativeType<T>> Scene scene(T type, AxisOrder order) {
    return scene(
        new ArrayImgFactory<>(type), new ArrayImgFactory<>(new UnsignedShortType()), order);
  }

  /** As above, held in another way; voxels are stored in the order, not viewed. */
  public static <T extends RealType<T>> Scene scene(
      ImgFactory<T> grey, ImgFactory<UnsignedShortType> labels, AxisOrder order) {
    VolumeGeometry stored = AxisOrder.of("LPS").turnTo(order).apply(geometry());
    Img<T> voxels = grey.create(stored.size());
    Img<UnsignedShortType> names = labels.create(stored.size());
    RandomAccessibleInterval<T> lps = order.turnTo(AxisOrder.of("LPS")).apply(voxels);
    RandomAccess<UnsignedShortType> name =
        order.turnTo(AxisOrder.of("LPS")).apply(names).randomAccess();
    Cursor<T> cursor = lps.localizingCursor();
    while (cursor.hasNext()) {
      cursor.fwd();
      long x = cursor.getLongPosition(0);
      long y = cursor.getLongPosition(1);
      long z = cursor.getLongPosition(2);
      cursor.get().setReal(value(x, y, z));
      name.setPositionAndGet(x, y, z).set(label(x, y, z));
    }
    return new Scene(
        new Volume<>(voxels, stored, VolumeInfo.inMemory("test", Modality.CT)),
        new LabelMap(
            names,
            stored,
            List.of(new Label(1, "red_box", RED, null), new Label(2, "green_box", GREEN, null))));
  }

  /** LPS position of a voxel of {@link #geometry()}. */
  public static LpsPoint at(double x, double y, double z) {
    return LpsPoint.of(geometry().toPhysical(x, y, z));
  }
}

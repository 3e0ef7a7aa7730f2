package io.github.holoseg.viewer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.render.Window;
import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.Oblique;
import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.PlaneFrame;
import io.github.holoseg.viewer.Scene;
import io.github.holoseg.viewer.Slab;
import io.github.holoseg.viewer.SlabMode;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.volume.Geometries;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/**
 * The value of every voxel is a linear function of its place in the patient; linear interpolation
 * gives that function back at every place between voxel centres, on any grid and plane.
 */
class ObliqueSamplerTest {
  private static final int N = 24;

  @Provide
  Arbitrary<VolumeGeometry> grids() {
    return Geometries.any();
  }

  private static double linear(LpsPoint p, LpsPoint origin) {
    LpsPoint d = p.minus(origin);
    return 300 * d.x() - 200 * d.y() + 100 * d.z();
  }

  private static Scene scene(VolumeGeometry g, LpsPoint origin) {
    var voxels = ArrayImgs.floats(g.size());
    var labels = ArrayImgs.unsignedShorts(g.size());
    var cursor = voxels.localizingCursor();
    while (cursor.hasNext()) {
      cursor.fwd();
      double[] p =
          g.toPhysical(
              cursor.getDoublePosition(0),
              cursor.getDoublePosition(1),
              cursor.getDoublePosition(2));
      cursor.get().set((float) linear(LpsPoint.of(p), origin));
      labels.getAt(cursor).set(1 + (int) ((p[0] + p[1] + p[2] + 4000) % 60000));
    }
    return new Scene(
        new Volume<>(voxels, g, VolumeInfo.inMemory("t", Modality.CT)),
        new LabelMap(labels, g, List.of()));
  }

  private static PlaneFrame frame(Scene scene, double a, double b) {
    ViewerSnapshot s =
        ViewerSnapshot.of(scene, Window.BONE).withOblique(Oblique.CORONAL.turned(a, b));
    return PlaneFrame.of(s, Plane.OBLIQUE, N, N);
  }

  @Property(tries = 100)
  void linearInterpolationIsExactOnLinearScans(
      @ForAll("grids") VolumeGeometry g,
      @ForAll @DoubleRange(min = -3, max = 3) double a,
      @ForAll @DoubleRange(min = -3, max = 3) double b) {
    LpsPoint origin = LpsPoint.of(g.origin());
    Scene scene = scene(g, origin);
    PlaneFrame frame = frame(scene, a, b);
    float[] values = new ObliqueSampler(scene).values(frame, Slab.NONE);
    short[] labels = new ObliqueSampler(scene).labels(frame);
    for (int i = 0; i < N * N; i++) {
      LpsPoint p = frame.toLps(i % N, i / N);
      double[] index = g.toIndex(p.x(), p.y(), p.z());
      double out = 0;
      boolean between = true;
      long[] nearest = new long[3];
      boolean tie = false;
      for (int axis = 0; axis < 3; axis++) {
        out = Math.max(out, Math.max(-index[axis], index[axis] - (g.size(axis) - 1)));
        between &= index[axis] >= 0 && index[axis] <= g.size(axis) - 1;
        nearest[axis] = Math.round(index[axis]);
        tie |= Math.abs(index[axis] - Math.floor(index[axis]) - 0.5) < 1e-6;
      }
      if (tie) {
        continue;
      }
      if (out > 0.5) {
        assertThat(values[i]).isNaN();
        assertThat(labels[i]).isZero();
        continue;
      }
      assertThat(labels[i])
          .isEqualTo(scene.labels().orElseThrow().voxels().getAt(nearest).getShort());
      if (between) {
        double size = 600 * 8 * 9;
        assertThat((double) values[i]).isCloseTo(linear(p, origin), within(1e-5 * size));
      }
    }
  }

  /**
   * 16-bit scans are read out of their arrays, a row at a time: bit for bit what single voxels
   * give.
   */
  @Property(tries = 200)
  void rowsAreWhatSingleVoxelsGive(
      @ForAll("grids") VolumeGeometry g,
      @ForAll @DoubleRange(min = -3, max = 3) double a,
      @ForAll @DoubleRange(min = -3, max = 3) double b,
      @ForAll boolean signed) {
    Random random = new Random(7);
    short[] values = new short[(int) g.voxelCount()];
    short[] names = new short[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) random.nextInt();
      names[i] = (short) random.nextInt();
    }
    RandomAccessibleInterval<? extends RealType<?>> voxels =
        signed ? ArrayImgs.shorts(values, g.size()) : ArrayImgs.unsignedShorts(values, g.size());
    LabelMap labels = new LabelMap(ArrayImgs.unsignedShorts(names, g.size()), g, List.of());
    Scene scene = new Scene(volume(voxels, g), labels);
    PlaneFrame frame = frame(scene, a, b);
    float[] fast = new ObliqueSampler(scene).values(frame, Slab.NONE);
    short[] fastLabels = new ObliqueSampler(scene).labels(frame);
    VoxelLookup grey = new VoxelLookup(scene.shown().voxels(), null, signed);
    VoxelLookup near = new VoxelLookup(scene.shownLabels().orElseThrow().voxels(), null, false);
    VolumeGeometry shown = scene.geometry();
    double[] start = index(shown, frame.toLps(0, 0));
    double[] right = minus(index(shown, frame.toLps(1, 0)), start);
    double[] down = minus(index(shown, frame.toLps(0, 1)), start);
    short[] one = new short[1];
    for (int i = 0; i < N * N; i++) {
      int x = i % N;
      int y = i / N;
      VoxelLine line =
          new VoxelLine(
              start[0] + y * down[0],
              start[1] + y * down[1],
              start[2] + y * down[2],
              right[0],
              right[1],
              right[2]);
      float value = grey.linear(line.x(x), line.y(x), line.z(x));
      assertThat(Float.floatToIntBits(fast[i])).isEqualTo(Float.floatToIntBits(value));
      one[0] = 0;
      if (value == value) {
        near.nearest(line, x, x + 1, one, -x);
      }
      assertThat(fastLabels[i]).isEqualTo(one[0]);
    }
  }

  private static <T extends RealType<T>> Volume<T> volume(
      RandomAccessibleInterval<? extends RealType<?>> voxels, VolumeGeometry g) {
    @SuppressWarnings("unchecked")
    RandomAccessibleInterval<T> typed = (RandomAccessibleInterval<T>) voxels;
    return new Volume<>(typed, g, VolumeInfo.inMemory("t", Modality.CT));
  }

  private static double[] index(VolumeGeometry g, LpsPoint p) {
    return g.toIndex(p.x(), p.y(), p.z());
  }

  private static double[] minus(double[] a, double[] b) {
    return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
  }

  /** The mean through a linear scan is the middle's value where the whole slab lies in the scan. */
  @Property(tries = 50)
  void theMeanOfASlabOfALinearScanIsItsMiddle(
      @ForAll @DoubleRange(min = -3, max = 3) double a,
      @ForAll @DoubleRange(min = -3, max = 3) double b) {
    VolumeGeometry g = VolumeGeometry.axisAligned(new long[] {20, 20, 20}, 1, 1, 1);
    Scene scene = scene(g, new LpsPoint(0, 0, 0));
    PlaneFrame frame = frame(scene, a, b);
    ObliqueSampler sampler = new ObliqueSampler(scene);
    float[] mean = sampler.values(frame, new Slab(SlabMode.MEAN, 4)).clone();
    float[] largest = sampler.values(frame, new Slab(SlabMode.MIP, 4)).clone();
    LpsPoint n = frame.normal();
    int checked = 0;
    for (int i = 0; i < N * N; i++) {
      LpsPoint p = frame.toLps(i % N, i / N);
      LpsPoint middle = p.minus(new LpsPoint(9.5, 9.5, 9.5));
      if (Math.max(Math.abs(middle.x()), Math.max(Math.abs(middle.y()), Math.abs(middle.z())))
          > 7) {
        continue;
      }
      checked++;
      double value = linear(p, new LpsPoint(0, 0, 0));
      double slope = Math.abs(linear(n, new LpsPoint(0, 0, 0)));
      assertThat((double) mean[i]).isCloseTo(value, within(0.1));
      assertThat((double) largest[i]).isCloseTo(value + 2 * slope, within(0.1));
    }
    assertThat(checked).isGreaterThan(50);
  }

  /** An editor may put another array in the place of a slice, and writes into that one. */
  @Test
  void labelsThatAreEditedAreSeen() {
    VolumeGeometry g = VolumeGeometry.axisAligned(new long[] {9, 9, 9}, 1, 1, 1);
    var labels = new PlanarImgFactory<>(new UnsignedShortType()).create(9, 9, 9);
    Scene scene =
        new Scene(
            new Volume<>(ArrayImgs.floats(9, 9, 9), g, VolumeInfo.inMemory("t", Modality.CT)),
            new LabelMap(labels, g, List.of()));
    ObliqueSampler sampler = new ObliqueSampler(scene);
    PlaneFrame frame = frame(scene, 0.3, 0.2);
    assertThat(sampler.labels(frame)).containsOnly((short) 0);
    short[] edited = new short[81];
    Arrays.fill(edited, (short) 5);
    @SuppressWarnings("unchecked")
    var planar = (PlanarImg<UnsignedShortType, ShortArray>) (Object) labels;
    for (int z = 0; z < 9; z++) {
      planar.setPlane(z, new ShortArray(edited));
    }
    assertThat(sampler.labels(frame)).contains((short) 5);
  }
}

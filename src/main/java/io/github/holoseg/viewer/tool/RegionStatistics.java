package io.github.holoseg.viewer.tool;

import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.Scene;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessible;
import net.imglib2.RealRandomAccess;
import net.imglib2.interpolation.randomaccess.ClampingNLinearInterpolatorFactory;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * The scan's values in a region.
 *
 * <p>Of a region in a plane of the grid: the voxels of that slice whose centres lie within the
 * outline, each once, as they are. Of an oblique region: samples between voxels, at distances of
 * the smallest spacing.
 *
 * @param samples voxels or samples; what lies outside of the scan or is no number does not count
 * @param mean HU for CT; NaN without samples
 * @param sd standard deviation of the population (divisor n)
 * @param min smallest value
 * @param max largest value
 * @param area of the outline, mm²
 */
public record RegionStatistics(
    long samples, double mean, double sd, double min, double max, double area) {
  private static final double ALONG_AXIS = 1 - 1e-6;

  public static RegionStatistics of(Region region, Scene scene) {
    Sums sums = new Sums();
    int axis = axis(region, scene.geometry());
    if (axis >= 0) {
      voxels(region, scene, axis, sums);
    } else {
      between(region, scene, sums);
    }
    return sums.result(region.area());
  }

  /** The grid axis at right angles to the region, -1 if there is none. */
  private static int axis(Region region, VolumeGeometry g) {
    LpsPoint normal = region.right().cross(region.down());
    for (int axis = 0; axis < 3 && normal.length() > 0; axis++) {
      double[][] d = g.direction();
      LpsPoint a = new LpsPoint(d[0][axis], d[1][axis], d[2][axis]).unit();
      if (Math.abs(a.dot(normal.unit())) > ALONG_AXIS) {
        return axis;
      }
    }
    return -1;
  }

  private static void voxels(Region region, Scene scene, int axis, Sums sums) {
    VolumeGeometry g = scene.geometry();
    long[] min = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};
    long[] max = {Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE};
    for (int corner = 0; corner < 4; corner++) {
      LpsPoint p =
          region
              .centre()
              .plus(region.right().times((corner & 1) == 0 ? -1 : 1))
              .plus(region.down().times((corner & 2) == 0 ? -1 : 1));
      double[] index = g.toIndex(p.x(), p.y(), p.z());
      for (int a = 0; a < 3; a++) {
        min[a] = Math.min(min[a], (long) Math.floor(index[a]));
        max[a] = Math.max(max[a], (long) Math.ceil(index[a]));
      }
    }
    LpsPoint c = region.centre();
    long slice = Math.round(g.toIndex(c.x(), c.y(), c.z())[axis]);
    min[axis] = slice;
    max[axis] = slice;
    RandomAccess<? extends RealType<?>> access = scene.shown().voxels().randomAccess();
    for (long k = Math.max(0, min[2]); k <= Math.min(g.size(2) - 1, max[2]); k++) {
      for (long j = Math.max(0, min[1]); j <= Math.min(g.size(1) - 1, max[1]); j++) {
        for (long i = Math.max(0, min[0]); i <= Math.min(g.size(0) - 1, max[0]); i++) {
          if (region.holds(LpsPoint.of(g.toPhysical(i, j, k)))) {
            access.setPosition(i, 0);
            access.setPosition(j, 1);
            access.setPosition(k, 2);
            sums.add(access.get().getRealDouble());
          }
        }
      }
    }
  }

  private static void between(Region region, Scene scene, Sums sums) {
    VolumeGeometry g = scene.geometry();
    double[] spacing = g.spacing();
    double step = Math.min(spacing[0], Math.min(spacing[1], spacing[2]));
    long across = Math.max(1, Math.round(2 * region.right().length() / step));
    long along = Math.max(1, Math.round(2 * region.down().length() / step));
    Sampler sampler = new Sampler(scene);
    for (long y = 0; y < along; y++) {
      for (long x = 0; x < across; x++) {
        LpsPoint p =
            region
                .centre()
                .plus(region.right().times((2 * x + 1.0) / across - 1))
                .plus(region.down().times((2 * y + 1.0) / along - 1));
        if (region.holds(p)) {
          sums.add(sampler.at(g.toIndex(p.x(), p.y(), p.z())));
        }
      }
    }
  }

  /** Values between voxels; NaN outside of the grid. */
  private static final class Sampler {
    private final long[] size;
    private final RealRandomAccess<? extends RealType<?>> access;

    Sampler(Scene scene) {
      size = scene.geometry().size();
      access = interpolated(scene.shown());
    }

    private static <T extends RealType<T>> RealRandomAccess<? extends RealType<?>> interpolated(
        Volume<T> volume) {
      RandomAccessible<T> extended = Views.extendBorder(volume.voxels());
      return Views.interpolate(extended, new ClampingNLinearInterpolatorFactory<>())
          .realRandomAccess();
    }

    double at(double[] index) {
      for (int axis = 0; axis < 3; axis++) {
        if (index[axis] < -0.5 || index[axis] > size[axis] - 0.5) {
          return Double.NaN;
        }
      }
      access.setPosition(index);
      return access.get().getRealDouble();
    }
  }

  /** Welford's running mean, exact enough for values far from zero. */
  private static final class Sums {
    private long n;
    private double mean;
    private double squares;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    void add(double value) {
      if (Double.isNaN(value)) {
        return;
      }
      n++;
      double before = value - mean;
      mean += before / n;
      squares += before * (value - mean);
      min = Math.min(min, value);
      max = Math.max(max, value);
    }

    RegionStatistics result(double area) {
      double nan = Double.NaN;
      return n == 0
          ? new RegionStatistics(0, nan, nan, nan, nan, area)
          : new RegionStatistics(n, mean, Math.sqrt(squares / n), min, max, area);
    }
  }
}

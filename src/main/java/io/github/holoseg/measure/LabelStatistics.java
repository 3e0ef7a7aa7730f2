package io.github.holoseg.measure;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * Size, place and values of one structure.
 *
 * @param label the structure; a voxel value that the label map does not name is called {@code
 *     label_<value>}
 * @param voxels number of voxels; 0 for a structure that is listed and does not occur
 * @param volumeMl in millilitres: voxels times voxel volume
 * @param mean of the scan's values (HU for CT); NaN without a scan or without a voxel. Voxels whose
 *     value is NaN count in the volume and not here
 * @param sd standard deviation of the population (divisor n)
 * @param min smallest value
 * @param max largest value
 * @param centroid LPS position in mm of the mean of the voxel centres; NaN without a voxel
 * @param boxMin first voxel along x, y, z of the label map; empty without a voxel
 * @param boxMax last voxel, inclusive; empty without a voxel
 * @param touchesBorder whether a voxel lies on the border of the label map's grid, so that the
 *     structure may go on outside and its volume be too small
 */
public record LabelStatistics(
    Label label,
    long voxels,
    double volumeMl,
    double mean,
    double sd,
    double min,
    double max,
    double[] centroid,
    long[] boxMin,
    long[] boxMax,
    boolean touchesBorder) {

  /**
   * Towards which of the patient's sides the structure reaches the border: letters of R, L, A, P,
   * I, S, of an oblique grid the nearest ones; empty if it lies inside.
   *
   * @param geometry of the label map
   */
  public String borders(VolumeGeometry geometry) {
    String codes = geometry.axisCodes();
    StringBuilder sides = new StringBuilder();
    for (int axis = 0; axis < 3 && voxels > 0; axis++) {
      if (boxMin[axis] == 0) {
        sides.append(AxisOrder.opposite(codes.charAt(axis)));
      }
      if (boxMax[axis] == geometry.size(axis) - 1) {
        sides.append(codes.charAt(axis));
      }
    }
    return sides.toString();
  }

  /**
   * Measures every structure in one pass over the voxels. Results do not depend on {@code threads}.
   *
   * @param labels structures; sizes in voxels are in its axes
   * @param volume scan on the same grid, in any axis order; null: places and sizes only
   * @param threads at least 1
   * @return the label map's structures in its order, then unnamed voxel values, ascending
   * @throws IllegalArgumentException if scan and labels lie on different grids
   * @throws java.util.concurrent.CancellationException soon after the token is cancelled
   */
  public static List<LabelStatistics> of(
      LabelMap labels, Volume<?> volume, int threads, CancellationToken cancel) {
    LabelSums sums =
        volume == null
            ? sum(labels, null, threads, cancel)
            : withValues(labels, volume, threads, cancel);
    List<LabelStatistics> statistics = new ArrayList<>();
    for (Label label : labels.labels()) {
      statistics.add(of(label, sums.of(label.value()), labels.geometry()));
    }
    for (int value : sums.values()) {
      if (labels.label(value).isEmpty()) {
        Label unnamed = Label.of(value, "label_" + value);
        statistics.add(of(unnamed, sums.of(value), labels.geometry()));
      }
    }
    return statistics;
  }

  private static <T extends RealType<T>> LabelSums withValues(
      LabelMap labels, Volume<T> volume, int threads, CancellationToken cancel) {
    RandomAccessibleInterval<T> voxels =
        Grids.onGrid(volume.voxels(), volume.geometry(), labels.geometry(), "the scan");
    return sum(labels, () -> SliceReader.of(voxels), threads, cancel);
  }

  private static LabelSums sum(
      LabelMap labels,
      java.util.function.Supplier<SliceReader> readers,
      int threads,
      CancellationToken cancel) {
    RandomAccessibleInterval<UnsignedShortType> voxels = labels.voxels();
    int nx = Math.toIntExact(voxels.dimension(0));
    int ny = Math.toIntExact(voxels.dimension(1));
    int n = Math.multiplyExact(nx, ny);
    List<LabelSums> parts =
        Slabs.run(
            voxels.dimension(2),
            threads,
            cancel,
            (from, to) -> {
              LabelSums sums = new LabelSums();
              PrimitiveBlocks<UnsignedShortType> blocks =
                  PrimitiveBlocks.of(voxels, OnFallback.ACCEPT);
              SliceReader reader = readers == null ? null : readers.get();
              short[] slice = new short[n];
              double[] values = reader == null ? null : new double[n];
              for (long z = from; z < to; z++) {
                cancel.throwIfCancelled();
                blocks.copy(new long[] {0, 0, z}, slice, new int[] {nx, ny, 1});
                if (reader != null) {
                  reader.read(z, values);
                }
                for (int y = 0; y < ny; y++) {
                  sums.addRow(slice, values, y * nx, nx, y, z);
                }
              }
              return sums;
            });
    LabelSums all = new LabelSums();
    parts.forEach(all::merge);
    return all;
  }

  private static LabelStatistics of(Label label, LabelSums.Sums s, VolumeGeometry geometry) {
    double nan = Double.NaN;
    if (s.voxels == 0) {
      double[] nowhere = {nan, nan, nan};
      return new LabelStatistics(
          label, 0, 0, nan, nan, nan, nan, nowhere, new long[0], new long[0], false);
    }
    double n = s.voxels;
    boolean border = false;
    for (int axis = 0; axis < 3; axis++) {
      border |= s.boxMin[axis] == 0 || s.boxMax[axis] == geometry.size(axis) - 1;
    }
    boolean measured = s.numbers > 0;
    return new LabelStatistics(
        label,
        s.voxels,
        s.voxels * geometry.voxelVolume() / 1000,
        measured ? s.mean() : nan,
        measured ? Math.sqrt(s.deviation() / s.numbers) : nan,
        measured ? s.min : nan,
        measured ? s.max : nan,
        geometry.toPhysical(s.indexSum[0] / n, s.indexSum[1] / n, s.indexSum[2] / n),
        s.boxMin,
        s.boxMax,
        border);
  }
}

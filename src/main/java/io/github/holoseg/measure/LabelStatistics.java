package io.github.holoseg.measure;

import io.github.holoseg.task.Parallel;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import java.util.ArrayList;
import java.util.List;

/**
 * What one structure of a label map measures.
 *
 * @param label the structure
 * @param voxels how many; 0 if it was looked for and not found
 * @param volumeMl in millilitres
 * @param meanHu mean value of the scan under the label; NaN without voxels or scan
 * @param sdHu population standard deviation of those values; NaN likewise
 * @param minHu smallest of those values; NaN likewise
 * @param maxHu largest of those values; NaN likewise
 * @param centroid centre of mass of the voxels in LPS mm; null without voxels
 * @param touchesBorder whether a voxel lies on the outermost layer of the grid, so that the
 *     structure may go on outside the field of view
 */
public record LabelStatistics(
    Label label,
    long voxels,
    double volumeMl,
    double meanHu,
    double sdHu,
    double minHu,
    double maxHu,
    double[] centroid,
    boolean touchesBorder) {

  /** As below, without a scan: no HU. */
  public static List<LabelStatistics> of(LabelMap labels, int threads) {
    return measure(labels, null, threads);
  }

  /**
   * One row for each label, display order.
   *
   * @param scan on the label map's grid
   * @param threads at least 1
   * @throws IllegalArgumentException if the grids differ by more than a hundredth of a millimetre
   */
  public static List<LabelStatistics> of(LabelMap labels, Volume<?> scan, int threads) {
    if (!labels.geometry().isSameGrid(scan.geometry(), Overlap.SAME_GRID_MM)) {
      throw new IllegalArgumentException(
          "the label map " + labels.geometry() + " is not on the scan's grid " + scan.geometry());
    }
    return measure(labels, scan, threads);
  }

  private static List<LabelStatistics> measure(LabelMap labels, Volume<?> scan, int threads) {
    SliceReader labelSlices = SliceReader.of(labels.voxels());
    SliceReader values = scan == null ? null : SliceReader.of(scan.voxels());
    LabelSums total = new LabelSums();
    int depth = labelSlices.depth();
    int pieces = Math.min(depth, 4 * threads);
    Parallel.forEach(
        threads,
        pieces,
        piece -> {
          LabelSums sums = new LabelSums();
          float[] label = new float[labelSlices.plane()];
          float[] value = values == null ? null : new float[labelSlices.plane()];
          int end = (int) ((long) depth * (piece + 1) / pieces);
          for (int z = (int) ((long) depth * piece / pieces); z < end; z++) {
            labelSlices.read(z, label);
            if (values != null) {
              values.read(z, value);
            }
            sums.add(label, value, z, labelSlices.width(), depth);
          }
          total.add(sums);
        });
    List<LabelStatistics> rows = new ArrayList<>();
    for (Label label : labels.labels()) {
      rows.add(total.statistics(label, labels.geometry(), scan != null));
    }
    return rows;
  }
}

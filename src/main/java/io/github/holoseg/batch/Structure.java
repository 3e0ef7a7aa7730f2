package io.github.holoseg.batch;

import io.github.holoseg.measure.LabelStatistics;

/**
 * One row of the result: how much of a structure was found.
 *
 * @param value voxel value in the label map
 * @param name the label's name
 * @param voxels how many; 0 if the structure was looked for and not found
 * @param volumeMl in millilitres
 * @param meanHu mean value of the scan under the label; null if there is no voxel
 * @param touchesBorder whether it reaches the border of the scan and may go on outside
 */
public record Structure(
    int value, String name, long voxels, double volumeMl, Double meanHu, boolean touchesBorder) {
  static Structure of(LabelStatistics statistics) {
    return new Structure(
        statistics.label().value(),
        statistics.label().name(),
        statistics.voxels(),
        statistics.volumeMl(),
        Double.isNaN(statistics.mean()) ? null : statistics.mean(),
        statistics.touchesBorder());
  }
}

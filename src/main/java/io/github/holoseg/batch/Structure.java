package io.github.holoseg.batch;

import io.github.holoseg.measure.LabelStatistics;
import io.github.holoseg.volume.VolumeGeometry;

/**
 * One row of the result: how much of a structure was found.
 *
 * @param value voxel value in the label map
 * @param name the label's name
 * @param voxels how many; 0 if the structure was looked for and not found
 * @param volumeMl in millilitres
 * @param meanHu mean value of the scan under the label; null if there is no voxel
 * @param truncated whether it reaches the border of the scan and may go on outside
 * @param borders at which of the patient's sides it does, letters of R, L, A, P, I, S; may be empty
 */
public record Structure(
    int value,
    String name,
    long voxels,
    double volumeMl,
    Double meanHu,
    boolean truncated,
    String borders) {
  /**
   * @param geometry of the label map
   */
  static Structure of(LabelStatistics statistics, VolumeGeometry geometry) {
    return new Structure(
        statistics.label().value(),
        statistics.label().name(),
        statistics.voxels(),
        statistics.volumeMl(),
        Double.isNaN(statistics.mean()) ? null : statistics.mean(),
        statistics.touchesBorder(),
        statistics.borders(geometry));
  }
}

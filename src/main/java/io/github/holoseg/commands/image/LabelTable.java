package io.github.holoseg.commands.image;

import ij.measure.ResultsTable;
import io.github.holoseg.measure.LabelStatistics;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.List;

/** The measures of structures as a results table of ImageJ, one row for each. */
public final class LabelTable {
  private static final int DIGITS = 3;

  private LabelTable() {}

  /**
   * Structures without a voxel have a row with 0 voxels and NaN elsewhere. Places are LPS mm,
   * values HU for CT; {@code Borders} has the patient's sides at which the scan cuts the structure
   * off.
   *
   * @param geometry of the label map
   */
  public static ResultsTable of(List<LabelStatistics> structures, VolumeGeometry geometry) {
    ResultsTable table = new ResultsTable();
    table.setPrecision(DIGITS);
    table.setNaNEmptyCells(true);
    for (LabelStatistics structure : structures) {
      table.incrementCounter();
      table.addLabel(structure.label().name());
      table.addValue("Value", structure.label().value());
      table.addValue("Voxels", structure.voxels());
      table.addValue("Volume_ml", structure.volumeMl());
      table.addValue("Mean", structure.mean());
      table.addValue("SD", structure.sd());
      table.addValue("Min", structure.min());
      table.addValue("Max", structure.max());
      double[] centroid = structure.centroid();
      table.addValue("Centroid_L_mm", centroid[0]);
      table.addValue("Centroid_P_mm", centroid[1]);
      table.addValue("Centroid_S_mm", centroid[2]);
      table.addValue("Borders", structure.borders(geometry));
    }
    return table;
  }
}

package io.github.holoseg.volume;

import java.util.List;
import java.util.Optional;

/**
 * Where the slices of a scan lay before they were resampled to a rectangular grid: parallel slices
 * of one size, each with its own place, sheared or unevenly spaced. Immutable.
 *
 * @param columns pixels of a line, the size along x
 * @param rows lines, the size along y
 * @param spacingX distance of neighbours in a line in mm
 * @param spacingY distance of lines in mm
 * @param line LPS unit vector along a line (towards higher column), three numbers
 * @param column LPS unit vector along a column (towards higher row), three numbers
 * @param slices in increasing order along the normal, line × column
 */
public record SlicePositions(
    int columns,
    int rows,
    double spacingX,
    double spacingY,
    List<Double> line,
    List<Double> column,
    List<Slice> slices) {

  /** A slice is evenly placed if it lies within this part of a pixel or step of its place. */
  private static final double EVEN = 0.1;

  /**
   * One slice.
   *
   * @param file its file, relative to the folder that was read
   * @param frame of the file, counted from 0
   * @param instanceUid SOP Instance UID (0008,0018), may be empty
   * @param x LPS position of the centre of the first pixel in mm
   * @param y see x
   * @param z see x
   */
  public record Slice(String file, int frame, String instanceUid, double x, double y, double z) {}

  public SlicePositions {
    line = List.copyOf(line);
    column = List.copyOf(column);
    slices = List.copyOf(slices);
    if (columns < 1 || rows < 1 || slices.isEmpty() || line.size() != 3 || column.size() != 3) {
      throw new IllegalArgumentException("not slices of " + columns + "x" + rows + " pixels");
    }
  }

  /** Number of slices. */
  public int count() {
    return slices.size();
  }

  /** Columns, rows, slices. */
  public long[] size() {
    return new long[] {columns, rows, slices.size()};
  }

  /** LPS position in mm of a (fractional) pixel of a slice. */
  public double[] toPhysical(double i, double j, int slice) {
    Slice s = slices.get(slice);
    double a = i * spacingX;
    double b = j * spacingY;
    return new double[] {
      s.x + line.get(0) * a + column.get(0) * b,
      s.y + line.get(1) * a + column.get(1) * b,
      s.z + line.get(2) * a + column.get(2) * b
    };
  }

  /** LPS unit vector at right angles to the slices, line × column. */
  public double[] normal() {
    double[] n = new double[3];
    for (int k = 0; k < 3; k++) {
      int p = (k + 1) % 3;
      int q = (k + 2) % 3;
      n[k] = line.get(p) * column.get(q) - line.get(q) * column.get(p);
    }
    double length = Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
    return new double[] {n[0] / length, n[1] / length, n[2] / length};
  }

  /** Mean distance of neighbouring slices along their normal in mm; NaN for a single slice. */
  public double meanStep() {
    double[] step = meanStepVector();
    double[] n = normal();
    return step[0] * n[0] + step[1] * n[1] + step[2] * n[2];
  }

  /**
   * The RAS affine of NIfTI for the slices as they lie, {@code ras = affine * (i, j, slice, 1)} in
   * mm; sheared if the gantry was tilted. Empty if a slice lies more than a tenth of a pixel or of
   * a step from where the affine has it, and for a single slice.
   */
  public Optional<double[][]> rasAffine() {
    double[] step = meanStepVector();
    double free = EVEN * Math.min(Math.min(spacingX, spacingY), meanStep());
    Slice first = slices.get(0);
    for (int k = 0; k < slices.size(); k++) {
      Slice s = slices.get(k);
      double dx = s.x - first.x - k * step[0];
      double dy = s.y - first.y - k * step[1];
      double dz = s.z - first.z - k * step[2];
      if (!(Math.sqrt(dx * dx + dy * dy + dz * dz) <= free)) {
        return Optional.empty();
      }
    }
    double[] origin = {first.x, first.y, first.z};
    double[][] affine = new double[4][4];
    for (int row = 0; row < 3; row++) {
      int sign = row == 2 ? 1 : -1;
      affine[row][0] = sign * line.get(row) * spacingX;
      affine[row][1] = sign * column.get(row) * spacingY;
      affine[row][2] = sign * step[row];
      affine[row][3] = sign * origin[row];
    }
    affine[3][3] = 1;
    return Optional.of(affine);
  }

  private double[] meanStepVector() {
    int steps = slices.size() - 1;
    Slice a = slices.get(0);
    Slice b = slices.get(steps);
    return new double[] {(b.x - a.x) / steps, (b.y - a.y) / steps, (b.z - a.z) / steps};
  }
}

package io.github.holoseg.io.dicom;

/**
 * A decoded slice moved to its place within the plane of a {@link RectifiedGrid}, line by line.
 * Linear; a pixel reaches half its spacing to each side of its centre. Not thread-safe.
 */
final class MovedSlice {
  private final SliceTarget<?> source;
  private final double shiftX;
  private final double shiftY;
  private final int columns;
  private final int rows;
  private final int slice;
  final float[] line;
  private final float[] first;
  private final float[] second;

  /** Grid columns that the slice reaches: from the first to before the last. */
  final int from;

  final int to;

  /**
   * @param slice of the stack
   * @param source its decoded voxels
   */
  MovedSlice(int slice, SliceTarget<?> source, SliceStack stack) {
    RectifiedGrid grid = stack.rectified();
    int gridColumns = (int) grid.geometry().size(0);
    this.slice = slice;
    this.source = source;
    this.shiftX = grid.shiftX()[slice];
    this.shiftY = grid.shiftY()[slice];
    this.columns = (int) stack.size()[0];
    this.rows = (int) stack.size()[1];
    this.line = new float[gridColumns];
    this.first = new float[columns];
    this.second = new float[columns];
    this.from = Math.max(0, (int) Math.ceil(shiftX - 0.5));
    this.to = Math.min(gridColumns, (int) Math.floor(shiftX + columns - 0.5) + 1);
  }

  /** Whether the slice reaches this row of the grid; its values are then in {@code line}. */
  boolean load(int gridRow) {
    double row = gridRow - shiftY;
    if (row < -0.5 || row > rows - 0.5) {
      return false;
    }
    int low = (int) Math.floor(row);
    float part = (float) (row - low);
    source.load(slice, clamp(low, rows) * columns, first);
    if (part > 0 && clamp(low + 1, rows) != clamp(low, rows)) {
      source.load(slice, (low + 1) * columns, second);
      for (int x = 0; x < columns; x++) {
        first[x] += part * (second[x] - first[x]);
      }
    }
    alongLine();
    return true;
  }

  void copyTo(float[] out, int at) {
    System.arraycopy(line, from, out, at + from, to - from);
  }

  private void alongLine() {
    int whole = (int) Math.ceil(shiftX);
    float part = (float) (whole - shiftX);
    int begin = Math.max(from, whole);
    int end = Math.min(to, whole + columns - 1);
    for (int x = begin; x < end; x++) {
      float a = first[x - whole];
      line[x] = a + part * (first[x - whole + 1] - a);
    }
    for (int x = from; x < begin; x++) {
      line[x] = first[0];
    }
    for (int x = Math.max(begin, end); x < to; x++) {
      line[x] = first[columns - 1];
    }
  }

  private static int clamp(int index, int size) {
    return Math.max(0, Math.min(size - 1, index));
  }
}

package io.github.holoseg.annotation;

/**
 * Cuts each z slice into squares: what an edit touches is remembered square by square, whole, so
 * that a long stroke over the same place costs its squares once.
 */
final class Tiles {
  /** Voxels along x and y; squares at the border are smaller. */
  static final int SIDE = 64;

  private final int width;
  private final int height;
  private final int columns;

  Tiles(int width, int height) {
    this.width = width;
    this.height = height;
    this.columns = (width + SIDE - 1) / SIDE;
  }

  int perSlice() {
    return columns * ((height + SIDE - 1) / SIDE);
  }

  /** The square with a voxel. */
  int at(int x, int y) {
    return y / SIDE * columns + x / SIDE;
  }

  int minX(int tile) {
    return tile % columns * SIDE;
  }

  int minY(int tile) {
    return tile / columns * SIDE;
  }

  int endX(int tile) {
    return Math.min(width, minX(tile) + SIDE);
  }

  int endY(int tile) {
    return Math.min(height, minY(tile) + SIDE);
  }

  int width() {
    return width;
  }

  int voxels(int tile) {
    return (endX(tile) - minX(tile)) * (endY(tile) - minY(tile));
  }
}

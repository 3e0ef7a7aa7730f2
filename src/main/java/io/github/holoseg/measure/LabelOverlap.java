package io.github.holoseg.measure;

/**
 * How well two structures agree.
 *
 * @param name of the structure
 * @param voxels of the first label map
 * @param referenceVoxels of the second
 * @param intersection voxels in both
 */
public record LabelOverlap(String name, long voxels, long referenceVoxels, long intersection) {
  /** 2 · intersection / (voxels + referenceVoxels), 0 to 1; NaN if both are empty. */
  public double dice() {
    return 2.0 * intersection / (voxels + referenceVoxels);
  }

  /** The part of the reference that was found, 0 to 1; NaN if the reference is empty. */
  public double recall() {
    return (double) intersection / referenceVoxels;
  }

  /** The part of the first that is in the reference, 0 to 1; NaN if the first is empty. */
  public double precision() {
    return (double) intersection / voxels;
  }
}

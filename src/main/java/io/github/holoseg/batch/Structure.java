package io.github.holoseg.batch;

/**
 * One row of the result: how much of a structure was found.
 *
 * @param value voxel value in the label map
 * @param name the label's name
 * @param voxels how many; 0 if the structure was looked for and not found
 * @param volumeMl in millilitres
 * @param meanHu mean value of the scan under the label; null if there is no voxel
 */
public record Structure(int value, String name, long voxels, double volumeMl, Double meanHu) {}

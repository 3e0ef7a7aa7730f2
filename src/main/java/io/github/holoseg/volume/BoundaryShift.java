package io.github.holoseg.volume;

/**
 * What moving a structure's boundary to the bone's edge did.
 *
 * @param label name of the structure
 * @param added voxels that it gained
 * @param removed voxels that it lost
 * @param meanShift mm between the boundary before (without its voxel steps) and after, averaged
 *     over the surface
 * @param largestShift the largest of these distances, mm
 * @param volumeChange ml, positive if it grew
 */
public record BoundaryShift(
    String label,
    long added,
    long removed,
    double meanShift,
    double largestShift,
    double volumeChange) {}

/**
 * What the viewer shows, without a toolkit: one mutable {@link
 * io.github.holoseg.viewer.ViewerState} makes immutable {@link
 * io.github.holoseg.viewer.ViewerSnapshot}s; {@code viewer.image} turns a snapshot into pixels,
 * {@code viewer.swing} puts the pixels on the screen.
 *
 * <p>Positions are LPS millimetres. Slices are voxel planes of the scan turned to its nearest LPS
 * order, so nothing is resampled; only the oblique plane is.
 */
package io.github.holoseg.viewer;

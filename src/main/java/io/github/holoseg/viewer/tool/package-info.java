/**
 * Measures on a scan from LPS positions, without a toolkit: distance, angle, statistics of a
 * region; saved as JSON beside the case and as CSV.
 */
package io.github.holoseg.viewer.tool;

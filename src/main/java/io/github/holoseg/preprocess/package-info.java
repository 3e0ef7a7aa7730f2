/**
 * Turns, crops, normalises and resamples a scan to the network's grid, and remembers the way back.
 */
package io.github.holoseg.preprocess;

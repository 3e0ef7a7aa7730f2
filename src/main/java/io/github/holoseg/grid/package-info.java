/**
 * Floats in the network's order, and the way back from them to the scan.
 *
 * <p>A <i>grid</i> here is what the network sees: the scan turned, cropped, normalised and
 * resampled. Its axes 0, 1, 2 are those of the tensor read backwards: axis 0 is the fastest one in
 * memory (the last letter of {@code bczyx}), axis 2 the slowest, along which slices are counted.
 * Which patient axis each one is says the {@link io.github.holoseg.grid.GridMapping}. Only this
 * package, {@code preprocess}, {@code inference} and {@code postprocess} know that order.
 */
package io.github.holoseg.grid;

/** Tile plan, blending and the sliding window; what it asks of a runtime. */
package io.github.holoseg.inference;

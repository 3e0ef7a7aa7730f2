/** From scores to labels on the scan's grid, and the clean-up after it. */
package io.github.holoseg.postprocess;

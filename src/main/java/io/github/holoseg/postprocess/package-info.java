/**
 * From scores to labels on the scan's grid, and the clean-up after it.
 *
 * <p>{@link io.github.holoseg.postprocess.LabelDecision} takes the network's scores slice by slice:
 * <i>scores first</i>, each score is interpolated on the scan's grid and the decision is made
 * there; <i>labels first</i>, the decision is made on the network's grid and labels are carried
 * over. {@link io.github.holoseg.postprocess.Postprocessor} then works on the finished label map.
 */
package io.github.holoseg.postprocess;

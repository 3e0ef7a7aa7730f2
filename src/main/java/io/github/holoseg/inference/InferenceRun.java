package io.github.holoseg.inference;

/**
 * What a pass over a grid took.
 *
 * @param tiles tiles of the plan
 * @param networkCalls network runs: tiles times mirrored passes times folds
 * @param networkNanos wall time inside these calls
 * @param peakBytes largest memory held at one time by tile tensors, running sums, weights and the
 *     finished slice, counted as they were allocated; the runtime's own memory is not in it
 */
public record InferenceRun(int tiles, int networkCalls, long networkNanos, long peakBytes) {}

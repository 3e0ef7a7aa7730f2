package io.github.holoseg.inference;

/**
 * What a pass over a grid took.
 *
 * @param tiles tiles of the plan
 * @param networkCalls network runs: tiles times mirrored passes times folds
 * @param networkNanos wall time inside these calls
 * @param peakBytes memory of tile tensors, running sums, weights and the finished slice, as {@link
 *     MemoryPlan} makes it from their sizes; the runtime's own memory is not in it
 */
public record InferenceRun(int tiles, int networkCalls, long networkNanos, long peakBytes) {}

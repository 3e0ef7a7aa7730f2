package io.github.holoseg.inference;

/**
 * What inferring one grid took.
 *
 * @param tiles tiles of the plan
 * @param networkRuns calls of the network: tiles, mirrorings and folds
 * @param networkNanos wall time inside those calls
 * @param peakBytes bytes of the buffers allocated here and in the sessions
 */
public record InferenceRecord(int tiles, int networkRuns, long networkNanos, long peakBytes) {}

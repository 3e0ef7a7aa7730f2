package io.github.holoseg.model;

/**
 * Preprocessing steps whose order a model states: nnU-Net normalises before it resamples, MONAI
 * usually the other way round.
 */
public enum StepKind {
  ORIENT,
  CROP,
  NORMALIZE,
  RESAMPLE,
  PAD
}

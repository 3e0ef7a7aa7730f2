package io.github.holoseg.volume;

/** What kind of scanner made a volume, as far as its file tells. */
public enum Modality {
  /** Computed tomography: values are Hounsfield units. */
  CT,
  /** Magnetic resonance: values have no unit. */
  MR,
  /** Anything else that the file names (CR, PT, US …). */
  OTHER,
  /** The file does not say. */
  UNKNOWN
}

package io.github.holoseg.pipeline;

/**
 * Something about a scan that a CT does not have, or that CT models were not made for.
 *
 * @param kind for programs
 * @param sentence for people, without a full stop; part of reports and logs
 */
public record CtFinding(Kind kind, String sentence) {
  /** What was found. */
  public enum Kind {
    /** The file names another modality. */
    OTHER_MODALITY,
    /** The file names none, and the values do not show that it is a CT. */
    MODALITY_UNKNOWN,
    /** NaN or infinite voxels. */
    NOT_FINITE,
    /** All voxels are equal. */
    CONSTANT,
    /** Whole slices hold one value that is not air. */
    BLANK_SLICES,
    /** Negative values were read as unsigned: air at 64536. */
    UNSIGNED_WRAP,
    /** ImageJ's signed 16-bit storage was taken literally: air at 31768. */
    SHIFTED_32768,
    /** Values are ten times HU. */
    TIMES_TEN,
    /** Values are a tenth of HU. */
    TENTH,
    /** All values lie between 0 and 255, as after windowing for display. */
    EIGHT_BIT,
    /** The values span too little for a CT, as after normalisation. */
    NARROW,
    /** The rescale intercept was not applied: soft tissue at 1064. */
    INTERCEPT_LOST,
    /** No value is negative, but for one that fills the outside. */
    NO_NEGATIVE,
    /** Neither air nor soft tissue is where HU has it. */
    NOT_HU,
    /** Many voxels hold the lowest value, which is far above that of air. */
    CLIPPED,
    /** Many different values below -2000. */
    BELOW_RANGE,
    /** Values above 20000. */
    ABOVE_RANGE,
    /** Voxels are more than 10 mm apart along an axis. */
    THICK,
    /** Fewer than 8 voxels along an axis. */
    FEW_SLICES,
    /** The file does not say where left and right are. */
    NO_ORIENTATION
  }
}

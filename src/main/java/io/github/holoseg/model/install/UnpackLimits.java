package io.github.holoseg.model.install;

/**
 * What an archive may hold at most.
 *
 * @param entries files and folders
 * @param bytes of all files together, unpacked
 */
public record UnpackLimits(int entries, long bytes) {
  /** 32 GiB: TotalSegmentator's largest archives have 0.3 GiB, five folds of a large net 4 GiB. */
  public static final UnpackLimits DEFAULT = new UnpackLimits(20_000, 32L << 30);

  /** Honest weights hardly shrink; text shrinks to a tenth. Deflate can do a thousandth. */
  static final long MOST_RATIO = 100;

  /** Up to this size a ratio says nothing. */
  static final long RATIO_FROM = 64L << 20;

  /** The same with another limit of size. */
  public UnpackLimits withBytes(long other) {
    return new UnpackLimits(entries, other);
  }
}

package io.github.holoseg.model.install;

/**
 * What to install, and how.
 *
 * @param source folder, zip archive, .onnx file, http(s) or file address, or {@code
 *     totalsegmentator:TASK}
 * @param id to install under; empty: the model's own
 * @param configuration which model of the source, see {@link ModelFinder#find}; empty: the only one
 * @param checksum SHA-256 that the file has to have, lower-case hex; empty: not checked
 * @param limit bytes that may be fetched, and unpacked
 * @param replace whether a model of this id is replaced
 */
public record InstallRequest(
    String source, String id, String configuration, String checksum, long limit, boolean replace) {
  /** With the defaults. */
  public static InstallRequest of(String source) {
    return new InstallRequest(source, "", "", "", UnpackLimits.DEFAULT.bytes(), false);
  }

  /** Where the model would come from, for people. */
  boolean isAddress() {
    return source.matches("(?i)[a-z][a-z0-9+.-]+://.*|(?i)file:.*");
  }

  InstallRequest withSource(String other) {
    return new InstallRequest(other, id, configuration, checksum, limit, replace);
  }
}

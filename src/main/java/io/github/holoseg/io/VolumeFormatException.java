package io.github.holoseg.io;

import io.github.holoseg.volume.OneLine;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A file that is damaged, or of a kind that is refused; the message is one sentence for users, on
 * one line even if it quotes the file.
 */
public final class VolumeFormatException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * Lists of series and steps are as long as that; more is text of the file, which may be anything.
   */
  static final int LONGEST = 2000;

  /**
   * @param source the file or folder, named in the message
   * @param problem what is wrong, where, and what to do about it
   */
  public VolumeFormatException(Path source, String problem) {
    super(sentence(source, problem));
  }

  /** As above, with the exception that revealed it. */
  public VolumeFormatException(Path source, String problem, Throwable cause) {
    super(sentence(source, problem), cause);
  }

  private static String sentence(Path source, String problem) {
    return OneLine.of(source + ": " + OneLine.beginning(problem, LONGEST));
  }
}

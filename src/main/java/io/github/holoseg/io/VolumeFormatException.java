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
   * @param source the file or folder, named in the message
   * @param problem what is wrong, where, and what to do about it
   */
  public VolumeFormatException(Path source, String problem) {
    super(OneLine.of(source + ": " + problem));
  }

  /** As above, with the exception that revealed it. */
  public VolumeFormatException(Path source, String problem, Throwable cause) {
    super(OneLine.of(source + ": " + problem), cause);
  }
}

package io.github.holoseg.model;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A model folder that is damaged, contradicts itself or asks for something unknown. The message is
 * one sentence for users: file, position, what is wrong and what is allowed.
 */
public final class ModelFormatException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param file the file or folder, named in the message
   * @param problem where in the file, what is wrong and what is allowed
   */
  public ModelFormatException(Path file, String problem) {
    super(file + ": " + problem);
  }

  /** As above, with the exception that revealed it. */
  public ModelFormatException(Path file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}

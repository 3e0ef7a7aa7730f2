package io.github.holoseg.io;

import io.github.holoseg.volume.OneLine;
import java.io.EOFException;
import java.nio.file.FileSystemException;
import java.util.Locale;

/**
 * Why something failed, as a part of a sentence. Java's own exceptions often come without a message
 * (the end of a file), or with a path alone (the file system).
 */
public final class Reason {
  private Reason() {}

  /** On one line; never null, never empty. */
  public static String of(Throwable failure) {
    // The message of the file system's begins with the file, which the sentence around names.
    boolean ofFileSystem = failure instanceof FileSystemException;
    String message =
        ofFileSystem ? ((FileSystemException) failure).getReason() : failure.getMessage();
    if (message != null && !OneLine.of(message).isEmpty()) {
      return OneLine.of(message);
    }
    if (ofFileSystem) {
      return words(failure.getClass().getSimpleName());
    }
    if (failure instanceof EOFException) {
      return "it ends too soon";
    }
    return failure.getCause() == null ? "no reason is given" : of(failure.getCause());
  }

  /** For example {@code access denied} for {@code AccessDeniedException}. */
  private static String words(String type) {
    String name = type.replaceFirst("Exception$", "");
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }
}

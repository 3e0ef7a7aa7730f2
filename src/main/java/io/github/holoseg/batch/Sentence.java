package io.github.holoseg.batch;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CancellationException;

/** What an exception tells a person: one line, no class names where it can be helped. */
public final class Sentence {
  private Sentence() {}

  /** One line; never empty. */
  public static String of(Throwable failure) {
    return sentence(failure).replaceAll("\\s*\\R\\s*", " ").strip();
  }

  private static String sentence(Throwable failure) {
    if (failure instanceof CancellationException) {
      return "cancelled by the user";
    }
    if (failure instanceof NoSuchFileException) {
      return failure.getMessage() + ": there is no such file or folder.";
    }
    if (failure instanceof AccessDeniedException) {
      return failure.getMessage() + ": access is denied.";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return failure.getMessage() + ": a file is in the way.";
    }
    if (failure instanceof FileSystemException f && f.getReason() != null) {
      return f.getFile() + ": " + f.getReason() + ".";
    }
    if (failure instanceof OutOfMemoryError) {
      return "Java's memory is not enough; give it more with -Xmx.";
    }
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return "unexpected " + failure.getClass().getSimpleName() + " (a fault of the program).";
    }
    boolean expected =
        failure instanceof java.io.IOException && !(failure instanceof FileSystemException)
            || failure instanceof IllegalArgumentException;
    return expected ? message : failure.getClass().getSimpleName() + ": " + message;
  }
}

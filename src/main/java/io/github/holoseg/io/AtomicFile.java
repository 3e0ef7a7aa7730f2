package io.github.holoseg.io;

import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file whole or not at all: under a temporary name in the target's folder, then moved over
 * the target. A failure or a cancel deletes the temporary file and leaves an earlier file as it
 * was. A reader of the target never sees a half-written file where the file system can move
 * atomically.
 */
public final class AtomicFile {
  private static final int BUFFER = 1 << 16;

  private AtomicFile() {}

  /**
   * @param target its folder must exist; a symbolic link is followed
   * @param writer gets a buffered stream, which is closed for it
   * @throws IOException naming the target
   */
  public static void write(Path target, IoConsumer<OutputStream> writer) throws IOException {
    Path real = Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath();
    Path folder = real.getParent();
    if (folder == null || Files.isDirectory(real)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "is a folder; give the name of a file");
    }
    if (Files.exists(real) && !Files.isRegularFile(real)) {
      // As root, moving over it would replace /dev/null by a file.
      throw new FileAlreadyExistsException(
          target + ": is a device or a pipe; give the name of an ordinary file");
    }
    if (!Files.isDirectory(folder)) {
      throw new FileNotFoundException(
          target + ": cannot be written, there is no folder " + folder + "; make it first");
    }
    // Not Files.createTempFile: that one makes files which only their owner may read.
    Path temporary = folder.resolve("." + real.getFileName() + "." + UUID.randomUUID() + ".tmp");
    boolean done = false;
    try {
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(
                  temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              BUFFER)) {
        writer.accept(out);
      }
      move(temporary, real);
      done = true;
    } catch (IOException e) {
      throw new IOException(target + ": could not be written: " + Reason.of(e), e);
    } finally {
      if (!done) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}

package io.github.holoseg.model;

import io.github.holoseg.task.CancellationToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files that a model folder names: inside the folder, and with the bytes that the model was
 * published with. Thread-safe.
 */
public final class WeightFiles {
  private static final int BUFFER = 1 << 20;
  private static final Map<Stamp, String> HASHES = new ConcurrentHashMap<>();

  private WeightFiles() {}

  /** A file as it was when its hash was taken; a change of size or time makes the hash void. */
  private record Stamp(Path file, long size, FileTime modified) {}

  /**
   * The absolute path of a file that a model folder names.
   *
   * @param folder the model folder
   * @param relative as written in the model: relative, separated by {@code /}
   * @throws ModelFormatException if the name leads out of the folder (absolute, {@code ..}, or a
   *     link to the outside), or if there is no such file; the message names {@code folder} and
   *     {@code relative}
   */
  public static Path resolve(Path folder, String relative) throws IOException {
    Path file = locate(folder, relative);
    if (!Files.isRegularFile(file)) {
      throw new ModelFormatException(
          folder, "the file '" + relative + "' is missing; copy the complete model folder again");
    }
    return file;
  }

  /**
   * As {@link #resolve}, of a file that may be missing: {@link #verify} says so when it is needed.
   */
  public static Path locate(Path folder, String relative) throws IOException {
    Path root = folder.toRealPath();
    Path file;
    try {
      file = root.resolve(relative).normalize();
    } catch (InvalidPathException e) {
      throw new ModelFormatException(folder, "'" + relative + "' is no file name", e);
    }
    if (relative.indexOf('\\') >= 0
        || relative.startsWith("/")
        || Path.of(relative).isAbsolute()
        || !file.startsWith(root)
        || file.equals(root)) {
      throw outside(folder, relative);
    }
    if (Files.exists(file) && !file.toRealPath().startsWith(root)) {
      throw outside(folder, relative);
    }
    return file;
  }

  private static ModelFormatException outside(Path folder, String relative) {
    return new ModelFormatException(
        folder,
        "'"
            + relative
            + "' leads out of the model folder; files of a model are named relative to its folder,"
            + " lie inside it, and are separated by '/'");
  }

  /**
   * Checks every file of a network against its SHA-256.
   *
   * @throws ModelFormatException naming the file, the expected and the found hash
   */
  public static void verify(NetworkSpec network) throws IOException {
    for (NetworkSpec.Weights weights : network.weights()) {
      verify(weights.file(), weights.sha256());
      for (NetworkSpec.DataFile data : weights.externalData()) {
        verify(data.file(), data.sha256());
      }
    }
  }

  private static void verify(Path file, String expected) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ModelFormatException(file, "is missing; copy the complete model folder again");
    }
    String found = sha256(file);
    if (!found.equals(expected)) {
      throw new ModelFormatException(
          file,
          "its SHA-256 is "
              + found
              + ", the model expects "
              + expected
              + "; the file is damaged or of another version, copy the model again");
    }
  }

  /**
   * The SHA-256 of a file in lower-case hex. Remembered by path, size and time of change while the
   * program runs, so that a batch hashes each file once.
   */
  public static String sha256(Path file) throws IOException {
    return sha256(file, CancellationToken.none());
  }

  /**
   * As above; a large file takes seconds.
   *
   * @throws java.util.concurrent.CancellationException soon after a cancel
   */
  public static String sha256(Path file, CancellationToken cancel) throws IOException {
    Path real = file.toRealPath();
    Stamp stamp = new Stamp(real, Files.size(real), Files.getLastModifiedTime(real));
    String known = HASHES.get(stamp);
    if (known == null) {
      known = hash(real, cancel);
      HASHES.put(stamp, known);
    }
    return known;
  }

  private static String hash(Path file, CancellationToken cancel) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        cancel.throwIfCancelled();
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The SHA-256 in lower-case hex. */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

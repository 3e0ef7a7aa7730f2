package io.github.holoseg.testing;

import com.sun.management.OperatingSystemMXBean;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeReader;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What may come of reading any bytes at all: a volume, or an {@link IOException} whose message is
 * one sentence that names the file. Anything else, a fault of the program included, is an {@link
 * AssertionError} or goes through as it is.
 */
public final class ReaderOracle {
  /** For files of some kilobytes. */
  public static final Duration LONGEST = Duration.ofSeconds(10);

  /** The same on a machine that is busy with other things: then the processor's time counts. */
  private static final Duration LONGEST_WHEN_BUSY = Duration.ofSeconds(60);

  private static final int LONGEST_SENTENCE = 2100;

  private ReaderOracle() {}

  /** One thread, this reader, whatever the file looks like. */
  public static ReadOptions options(VolumeReader reader) {
    return ReadOptions.DEFAULT.withReader(reader.key()).withThreads(1);
  }

  /**
   * Reads, and looks at what comes.
   *
   * @return whether there is a volume
   */
  public static boolean readOrRefuse(VolumeReader reader, Path source, ReadOptions options) {
    long start = System.nanoTime();
    long cpu = processorTime();
    try {
      reader.score(source);
      Volume<?> volume =
          reader.read(source, options, ProgressListener.NONE, CancellationToken.none());
      requireSound(volume);
      return true;
    } catch (IOException e) {
      requireSentence(e, source);
      return false;
    } finally {
      requireShort(
          Duration.ofNanos(System.nanoTime() - start), Duration.ofNanos(processorTime() - cpu));
    }
  }

  /** One line, no class names, the file is named. */
  public static void requireSentence(IOException e, Path source) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof FileSystemException) {
      return; // its message is the file alone; batch.Sentence puts it into words
    }
    String name = source.getFileName().toString().replaceFirst("\\..*", "");
    String words = message.replace(source.toString(), "");
    if (!message.contains(name)) {
      throw new AssertionError("does not name the file " + name + ": " + message, e);
    }
    if (message.chars().anyMatch(Character::isISOControl)) {
      throw new AssertionError("holds control characters: " + escaped(message), e);
    }
    if (words.isBlank() || words.length() > LONGEST_SENTENCE) {
      throw new AssertionError("says nothing, or too much: " + message, e);
    }
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      // Quoted text of the file may be anything, so only what the program itself could add counts.
      String type = cause.getClass().getName();
      boolean ours = type.startsWith("io.github.holoseg.");
      boolean empty = cause.getMessage() == null && words.matches("(?s).*[ (]null\\)?[.;]?");
      if (!ours && words.contains(type) && !holds(source, type) || empty) {
        throw new AssertionError("speaks of the program's insides: " + message, e);
      }
    }
  }

  /** Whether the file itself has this text, which a message may then quote. */
  private static boolean holds(Path source, String text) {
    try {
      return Files.isRegularFile(source)
          && Files.readString(source, StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      return false; // what cannot be read cannot be quoted
    }
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.chars().forEach(c -> out.append(Character.isISOControl(c) ? "\\x" + c : "" + (char) c));
    return out.toString();
  }

  /** The geometry is what {@code VolumeGeometry} checks; the rest is what everyone relies on. */
  private static void requireSound(Volume<?> volume) {
    for (int axis = 0; axis < 3; axis++) {
      if (volume.voxels().dimension(axis) != volume.geometry().size(axis)
          || !(volume.geometry().spacing()[axis] > 0)) {
        throw new AssertionError("an unsound volume: " + volume.geometry());
      }
    }
    for (String warning : volume.info().warnings()) {
      if (warning.isBlank() || warning.chars().anyMatch(Character::isISOControl)) {
        throw new AssertionError("an unsound warning: " + escaped(warning));
      }
    }
  }

  private static void requireShort(Duration took, Duration worked) {
    boolean busy = took.compareTo(LONGEST) > 0 && worked.compareTo(LONGEST) > 0;
    if (busy || took.compareTo(LONGEST_WHEN_BUSY) > 0) {
      throw new AssertionError("took " + took + ", " + worked + " of the processor");
    }
  }

  /** Of all threads of this process. */
  private static long processorTime() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}

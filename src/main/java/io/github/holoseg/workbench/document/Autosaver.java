package io.github.holoseg.workbench.document;

import io.github.holoseg.annotation.Autosave;
import io.github.holoseg.annotation.EditSession;
import io.github.holoseg.annotation.Recovery;
import io.github.holoseg.task.DaemonThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Writes what is not saved yet to a recovery file from time to time, on a thread of its own. Calls
 * come from the thread of the user interface.
 */
public final class Autosaver implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(60);
  private static final int LOOK_SECONDS = 5;

  private final Path folder;
  private final Duration every;
  private final Consumer<String> failed;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("holoseg-autosave"));
  private volatile Autosave current;

  /**
   * @param failed hears, on the autosave's thread, why a file could not be written
   */
  public Autosaver(Consumer<String> failed) {
    this(folder(), EVERY, failed);
    thread.scheduleWithFixedDelay(this::tick, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  /** Ticks only when it is told to. */
  Autosaver(Path folder, Duration every, Consumer<String> failed) {
    this.folder = folder;
    this.every = every;
    this.failed = failed;
  }

  /** Where recovery files lie: {@code ~/.holoseg/recovery}. */
  public static Path folder() {
    return Path.of(System.getProperty("user.home"), ".holoseg", "recovery");
  }

  /** Work that an earlier process left behind. */
  public static Recovery leftBehind() throws IOException {
    return Recovery.find(folder());
  }

  /**
   * Watches another session from now on; the file of the one before is deleted.
   *
   * @param unsaved whether its labels are in no file, as those of a run, so that they are kept soon
   */
  void watch(EditSession session, String caseName, Path scan, Path target, boolean unsaved) {
    Autosave before = current;
    Path from = absolute(scan); // the next start may be in another folder
    Autosave next =
        new Autosave(session, folder, caseName, from, absolute(target), every, Clock.systemUTC());
    if (unsaved) {
      next.unsaved();
    }
    current = next;
    delete(before);
  }

  private static Path absolute(Path path) {
    return path == null ? null : path.toAbsolutePath().normalize();
  }

  /** The moment of a state was saved to a file. */
  void saved(Path file, long state) {
    Autosave autosave = current;
    if (autosave == null) {
      return; // the window was closed while the file was written
    }
    thread.execute(
        () -> {
          try {
            autosave.saved(file, state);
          } catch (IOException e) {
            failed.accept(e.getMessage());
          }
        });
  }

  void tick() {
    Autosave autosave = current;
    try {
      if (autosave != null) {
        autosave.tick();
      }
    } catch (IOException | RuntimeException e) {
      failed.accept(e.getMessage());
    }
  }

  private void delete(Autosave autosave) {
    if (autosave == null) {
      return;
    }
    thread.execute(
        () -> {
          try {
            autosave.close();
          } catch (IOException e) {
            failed.accept(e.getMessage());
          }
        });
  }

  /**
   * Ends, and leaves the recovery file: the window was closed without the user, who has not been
   * asked.
   */
  void leave() {
    current = null;
    thread.shutdown();
  }

  /** Waits after the end for what is still done; whether it is. */
  boolean awaitEnd() throws InterruptedException {
    return thread.awaitTermination(10, TimeUnit.SECONDS);
  }

  /** The user has ended properly. */
  @Override
  public void close() {
    delete(current);
    current = null;
    thread.shutdown();
  }
}

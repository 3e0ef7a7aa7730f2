package io.github.holoseg.annotation;

import io.github.holoseg.task.CancellationToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Writes the labels to a recovery file from time to time, for {@link Recovery} to find after a
 * crash. The caller's timer calls {@link #tick()}, best on a thread in the background: the state of
 * the map is taken at once, and the user paints on while it is written. After a proper save, and at
 * a proper end, the file is deleted. Thread-safe.
 */
public final class Autosave implements AutoCloseable {
  /** No state has this number. */
  private static final long NEVER = -2;

  private final EditSession session;
  private final Path file;
  private final String caseName;
  private final Path scan;
  private final Duration every;
  private final Clock clock;
  private Path target;
  private long writtenState;
  private Instant due;

  /**
   * @param folder for recovery files, the same for all sessions; made when it is needed
   * @param caseName for the user
   * @param scan file or folder, null if there is none
   * @param target where the labels will be saved, null if not known
   * @param every least time between two writes
   */
  public Autosave(
      EditSession session,
      Path folder,
      String caseName,
      Path scan,
      Path target,
      Duration every,
      Clock clock) {
    this.session = session;
    this.file = folder.resolve(UUID.randomUUID() + Recovery.SUFFIX);
    this.caseName = caseName;
    this.scan = scan;
    this.target = target;
    this.every = every;
    this.clock = clock;
    this.writtenState = session.state();
    this.due = clock.instant().plus(every);
  }

  /**
   * Writes if the labels changed since the last time and it is time.
   *
   * @return whether it wrote
   * @throws IOException one sentence that names the file; the next tick tries again
   */
  public synchronized boolean tick() throws IOException {
    long state = session.state();
    if (clock.instant().isBefore(due) || state == writtenState || state < 0) {
      return false; // a stroke ends soon
    }
    due = clock.instant().plus(every);
    EditSession.Moment now = session.moment();
    RecoveryInfo info =
        new RecoveryInfo(
            caseName,
            scan,
            target,
            clock.instant(),
            RecoveryInfo.Owner.self(),
            now.labels().geometry(),
            now.labels().labels());
    RecoveryFile.write(file, info, EditableLabels.of(now.labels(), CancellationToken.none()));
    writtenState = now.state();
    return true;
  }

  /**
   * The labels were saved properly: the recovery file is deleted.
   *
   * @param to where
   * @param state of the moment that was saved; later edits are written again by the next tick
   */
  public synchronized void saved(Path to, long state) throws IOException {
    target = to;
    writtenState = state;
    Files.deleteIfExists(file);
  }

  /**
   * The labels as they are now are in no file, such as a result that was just found: they are
   * written by the next tick, not only after the first edit.
   */
  public synchronized void unsaved() {
    writtenState = NEVER;
    due = clock.instant();
  }

  /** The recovery file, which need not exist. */
  public Path file() {
    return file;
  }

  /** The user has ended properly: the recovery file is deleted. */
  @Override
  public synchronized void close() throws IOException {
    Files.deleteIfExists(file);
  }
}

package io.github.holoseg.annotation;

import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.VolumeGeometry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a recovery file says about itself.
 *
 * @param caseName for the user
 * @param scan the scan's file or folder, null if it was never a file
 * @param target where the labels would have been saved, null if that was not known yet
 * @param written when
 * @param owner the process that wrote it
 * @param geometry grid of the labels
 * @param labels structures of the map
 */
public record RecoveryInfo(
    String caseName,
    Path scan,
    Path target,
    Instant written,
    Owner owner,
    VolumeGeometry geometry,
    List<Label> labels) {
  public RecoveryInfo {
    labels = List.copyOf(labels);
  }

  public Optional<Path> scanPath() {
    return Optional.ofNullable(scan);
  }

  public Optional<Path> targetPath() {
    return Optional.ofNullable(target);
  }

  /**
   * A process on this machine.
   *
   * @param pid its number, which may be given again after it ended
   * @param start when it started, null if the system does not say
   */
  public record Owner(long pid, Instant start) {
    /** This process. */
    public static Owner self() {
      ProcessHandle self = ProcessHandle.current();
      return new Owner(self.pid(), self.info().startInstant().orElse(null));
    }

    /** Whether the process still runs. */
    public boolean isAlive() {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .map(h -> h.info().startInstant().map(s -> start == null || s.equals(start)).orElse(true))
          .orElse(false);
    }
  }
}

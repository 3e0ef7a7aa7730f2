package io.github.holoseg.workbench.segment;

import io.github.holoseg.batch.SegmentOptions;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The scan read last, so that a plan and the run after it read it once. An open image is asked each
 * time: it may have changed. Used on one thread at a time.
 */
final class ScanCache {
  private List<Object> key;
  private Volume<?> scan;

  /** Takes over a scan that was read elsewhere. */
  void know(ScanFile known) {
    key = key(known.path(), known.options());
    scan = known.scan();
  }

  /** With how many threads it was read does not matter. */
  private static List<Object> key(Path file, ReadOptions options) {
    return List.of(file.toAbsolutePath().normalize(), options.withThreads(1));
  }

  /**
   * @param image the source; null: the options' input
   */
  Volume<?> get(
      HostImage image, SegmentOptions options, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    if (image != null) {
      key = null;
      scan = image.volume(options.reading().axisOrder().orElse(null));
      return scan;
    }
    List<Object> wanted = key(options.input(), options.reading());
    if (!Objects.equals(wanted, key)) {
      key = null;
      scan = null; // two scans at once may be too many
      scan = VolumeReaders.read(options.input(), options.reading(), progress, cancel);
      key = wanted;
    }
    return scan;
  }
}

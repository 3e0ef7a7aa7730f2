package io.github.holoseg.workbench.document;

import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.workbench.segment.ScanFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A scan as it was read, with the labels that are corrected on it.
 *
 * @param labels in the scan's axis order
 * @param target where they are saved; null: nowhere yet
 */
record ScanReading(ScanFile source, LabelMap labels, Path target) {
  /** How a source is read; may take its time. */
  @FunctionalInterface
  interface Options {
    ReadOptions of(Path scan, CancellationToken cancel) throws IOException;
  }

  /**
   * Which labels a scan gets.
   *
   * @param file a label map on its grid; null: none, then there are
   * @param names to paint; empty: one that says nothing
   * @param isTarget whether the labels are saved to the file
   */
  record Labels(Path file, List<Label> names, boolean isTarget) {}

  /**
   * Reads both.
   *
   * @throws IllegalArgumentException if the labels lie on another grid, with a sentence
   */
  static ScanReading of(
      Path scan, Options how, Labels labels, ProgressListener heard, CancellationToken cancel)
      throws IOException {
    ReadOptions options = how.of(scan, cancel);
    Volume<?> volume = VolumeReaders.read(scan, options, heard, cancel);
    LabelMap map;
    if (labels.file() == null) {
      map = OpenScan.empty(volume.geometry(), labels.names());
    } else {
      ReadOptions plain = ReadOptions.DEFAULT.withThreads(options.threads());
      map = OpenScan.fitted(LabelMapReader.read(labels.file(), plain, heard, cancel), volume);
    }
    Path target = labels.isTarget() ? labels.file() : null;
    return new ScanReading(new ScanFile(scan, options, volume), map, target);
  }
}

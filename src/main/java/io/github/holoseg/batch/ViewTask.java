package io.github.holoseg.batch;

import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.measure.NearestLabels;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a viewer shows: a scan, and labels on its grid. Shows nothing itself. */
public final class ViewTask {
  private ViewTask() {}

  /**
   * What was read.
   *
   * @param labels on the volume's grid, in any axis order; null if none were asked for
   * @param resampled whether the labels were brought to that grid
   * @param warnings one sentence each
   */
  public record Viewed(
      Volume<?> volume, LabelMap labels, boolean resampled, List<String> warnings) {}

  /**
   * @param arguments of {@link Operation#VIEW}
   * @throws IOException naming the file
   */
  public static Viewed run(Arguments arguments, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    Optional<Path> labelMap = arguments.path(Parameter.LABELMAP);
    if (labelMap.isPresent() && !Files.exists(labelMap.get())) {
      throw new IOException(labelMap.get() + ": there is no such file or folder.");
    }
    Volume<?> volume =
        new RealTools()
            .read(
                arguments.path(Parameter.INPUT).orElseThrow(),
                SegmentOptions.reading(arguments),
                progress,
                cancel);
    List<String> warnings = new ArrayList<>(volume.info().warnings());
    LabelMap labels = null;
    boolean resampled = false;
    if (labelMap.isPresent()) {
      labels = LabelMapReader.read(labelMap.get(), ReadOptions.DEFAULT, progress, cancel);
      if (!NearestLabels.isSameGrid(labels.geometry(), volume.geometry())) {
        warnings.add(
            "the labels lie on another grid ("
                + labels.geometry()
                + ") than the scan ("
                + volume.geometry()
                + "); each voxel shows the nearest label, off by up to half a voxel");
        resampled = true;
        int threads = Runtime.getRuntime().availableProcessors();
        labels = NearestLabels.onGrid(labels, volume.geometry(), threads, cancel);
      }
    }
    return new Viewed(volume, labels, resampled, warnings);
  }
}

package io.github.holoseg.batch;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.SlicePositions;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is written beside the label map of a scan that was resampled from tilted or uneven slices:
 * {@code <output>.slices.nii.gz}, the labels on the original slices, and {@code
 * <output>.slices.json}, where each of these slices lies.
 */
final class SliceOutput {
  private SliceOutput() {}

  /**
   * The list of slices as JSON; LPS, mm.
   *
   * @param labels name of the file with the labels
   * @param placedByHeader whether that file's header places the slices; if not, take them from here
   * @param spacing of the pixels along a line and along a column
   * @param line unit vector along a line
   * @param column unit vector along a column
   */
  @JsonPropertyOrder({
    "labels",
    "seriesInstanceUid",
    "placedByHeader",
    "size",
    "spacing",
    "line",
    "column",
    "slices"
  })
  record SliceList(
      String labels,
      String seriesInstanceUid,
      boolean placedByHeader,
      long[] size,
      double[] spacing,
      List<Double> line,
      List<Double> column,
      List<Entry> slices) {

    /**
     * @param index plane of the file with the labels, from 0
     * @param file relative to the folder that was read
     * @param frame of that file, from 0
     * @param position of the centre of the first pixel
     */
    @JsonPropertyOrder({"index", "file", "frame", "sopInstanceUid", "position"})
    record Entry(int index, String file, int frame, String sopInstanceUid, double[] position) {}
  }

  /** The label file and the list that belong to an output. */
  static List<Path> files(Path output) {
    String stem = SegmentOptions.stem(output);
    return List.of(
        output.resolveSibling(stem + ".slices.nii.gz"),
        output.resolveSibling(stem + ".slices.json"));
  }

  /** What to say if files of an earlier run lie where this run's would, had it made some. */
  static Optional<String> leftOver(Path output) {
    return files(output).stream()
        .filter(Files::exists)
        .findFirst()
        .map(
            file ->
                file
                    + " is from an earlier run and does not belong to these labels; this scan was"
                    + " not resampled; delete or move it");
  }

  /**
   * @param volume with the positions of its slices
   */
  static RunReport.Slices write(
      Tools tools, Volume<?> volume, LabelMap labels, String provenance, Path output)
      throws IOException {
    SlicePositions slices = volume.info().slices();
    Path target = files(output).get(0);
    Path list = files(output).get(1);
    tools.writeSliceLabels(labels, slices, provenance, target);
    tools.writeText(Json.text(list(volume, target)), list);
    return new RunReport.Slices(
        target.toAbsolutePath().toString(),
        SourceHash.ofFile(target, CancellationToken.none()),
        list.toAbsolutePath().toString());
  }

  private static SliceList list(Volume<?> volume, Path target) {
    SlicePositions slices = volume.info().slices();
    List<SliceList.Entry> entries = new ArrayList<>();
    for (SlicePositions.Slice s : slices.slices()) {
      entries.add(
          new SliceList.Entry(
              entries.size(),
              s.file(),
              s.frame(),
              s.instanceUid(),
              new double[] {s.x(), s.y(), s.z()}));
    }
    return new SliceList(
        target.getFileName().toString(),
        volume.info().seriesInstanceUid(),
        slices.rasAffine().isPresent(),
        slices.size(),
        new double[] {slices.spacingX(), slices.spacingY()},
        slices.line(),
        slices.column(),
        entries);
  }
}

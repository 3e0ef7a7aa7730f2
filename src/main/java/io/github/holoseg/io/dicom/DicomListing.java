package io.github.holoseg.io.dicom;

import io.github.holoseg.io.SeriesFacts;
import java.util.ArrayList;
import java.util.List;

/** What {@code holoseg info} tells about the series of a source. */
final class DicomListing {
  private DicomListing() {}

  /**
   * Scans first, best first, then what is no scan.
   *
   * @param rectify whether tilted and uneven slices would be resampled, which makes them only odd
   */
  static List<SeriesFacts> of(DicomSeriesScanner scan, boolean rectify) {
    List<SeriesFacts> series = new ArrayList<>();
    for (FrameGroup group : scan.groups()) {
      series.add(facts(group, scan.damaged(), rectify));
    }
    for (SkippedObjects object : scan.skipped()) {
      if (!object.isDirectory()) {
        series.add(facts(object));
      }
    }
    return series;
  }

  /**
   * @param damaged files of the source that might be missing slices of this group
   */
  private static SeriesFacts facts(
      FrameGroup group, List<DicomSeriesScanner.Damaged> damaged, boolean rectify) {
    SliceStack stack = SliceStack.of(group);
    List<String> problems = new ArrayList<>();
    List<String> oddities = new ArrayList<>(stack.warnings());
    (rectify && stack.rectified() != null ? oddities : problems).addAll(stack.problems());
    damaged.stream()
        .filter(d -> d.seriesUid().isEmpty() || d.seriesUid().equals(group.seriesUid()))
        .forEach(d -> problems.add(d.error().getMessage()));
    TransferSyntax syntax = group.first().image().header().syntax();
    if (syntax.compression() == TransferSyntax.Compression.OTHER) {
      problems.add("compressed as " + syntax.name() + ", which Holoseg cannot decode");
    }
    DicomImage image = group.first().image();
    DicomDataset data = image.header().data();
    return new SeriesFacts(
        group.id(),
        group.seriesUid(),
        data.text(Tag.SERIES_NUMBER),
        data.text(Tag.SERIES_DESCRIPTION),
        image.modality(),
        group.first().kind(),
        group.label(),
        syntax.toString(),
        stack.frames().size(),
        image.format().rows(),
        image.format().columns(),
        List.of(group.first().spacingX(), group.first().spacingY(), stack.step()),
        stack.geometry() == null ? "" : stack.geometry().axisCodes(),
        problems,
        oddities);
  }

  private static SeriesFacts facts(SkippedObjects object) {
    DicomDataset data = object.first().data();
    return new SeriesFacts(
        object.seriesUid(),
        object.seriesUid(),
        data.text(Tag.SERIES_NUMBER),
        data.text(Tag.SERIES_DESCRIPTION),
        data.text(Tag.MODALITY),
        "",
        "",
        object.first().syntax().toString(),
        object.count(),
        0,
        0,
        List.of(),
        "",
        List.of(object.reason() + ", no scan"),
        List.of());
  }
}

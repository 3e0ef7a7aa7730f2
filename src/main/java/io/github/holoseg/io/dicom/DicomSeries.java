package io.github.holoseg.io.dicom;

import java.util.ArrayList;
import java.util.List;

/**
 * One stack of slices in a folder, as {@code holoseg info} lists it. A series that holds several
 * orientations, sizes or image types appears as several stacks with the same UID. Carries no
 * patient data.
 *
 * @param seriesInstanceUid (0020,000E), empty in some anonymised files
 * @param seriesNumber (0020,0011), empty if there is none
 * @param description (0008,103E), empty if there is none
 * @param modality (0008,0060), for example {@code CT}
 * @param imageKind third value of the image type, for example {@code AXIAL} or {@code LOCALIZER}
 * @param transferSyntax name and UID
 * @param slices after removal of files that are there twice
 * @param rows lines of a slice
 * @param columns pixels of a line
 * @param spacing mm along x, y and the slice normal; NaN where not known
 * @param axisCodes for example {@code LPS}; empty where not known
 * @param problems why it cannot be read; empty if it can
 * @param oddities what is unusual, but readable
 */
public record DicomSeries(
    String seriesInstanceUid,
    String seriesNumber,
    String description,
    String modality,
    String imageKind,
    String transferSyntax,
    int slices,
    int rows,
    int columns,
    List<Double> spacing,
    String axisCodes,
    List<String> problems,
    List<String> oddities) {

  public DicomSeries {
    spacing = List.copyOf(spacing);
    problems = List.copyOf(problems);
    oddities = List.copyOf(oddities);
  }

  /**
   * @param damaged files of the folder that might be missing slices of this stack
   */
  static DicomSeries of(FrameGroup group, List<DicomSeriesScanner.Damaged> damaged) {
    SliceStack stack = SliceStack.of(group);
    List<String> problems = new ArrayList<>(stack.problems());
    damaged.stream()
        .filter(d -> d.seriesUid().isEmpty() || d.seriesUid().equals(group.seriesUid()))
        .forEach(d -> problems.add(d.error().getMessage()));
    DicomImage image = group.first().image();
    DicomDataset data = image.header().data();
    return new DicomSeries(
        group.seriesUid(),
        data.text(Tag.SERIES_NUMBER),
        data.text(Tag.SERIES_DESCRIPTION),
        image.modality(),
        group.first().kind(),
        image.header().syntax().toString(),
        stack.frames().size(),
        image.format().rows(),
        image.format().columns(),
        List.of(group.first().spacingX(), group.first().spacingY(), stack.step()),
        stack.geometry() == null ? "" : stack.geometry().axisCodes(),
        problems,
        stack.warnings());
  }
}

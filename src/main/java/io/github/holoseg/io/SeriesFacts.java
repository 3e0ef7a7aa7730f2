package io.github.holoseg.io;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One stack of slices of a source. A series that holds several orientations, sizes, image types or
 * volumes at the same positions appears as several stacks. Carries no patient data.
 *
 * @param id what chooses it: the UID, with {@code #n} behind it if the series is several stacks;
 *     empty in some anonymised files
 * @param seriesInstanceUid (0020,000E), empty in some anonymised files
 * @param seriesNumber (0020,0011), empty if there is none
 * @param description (0008,103E), empty if there is none
 * @param modality (0008,0060), for example {@code CT}
 * @param kind third value of the image type, for example {@code AXIAL} or {@code LOCALIZER}
 * @param volume what tells it from others at the same positions, for example {@code Trigger Time
 *     40}; empty if there are none
 * @param encoding name and UID of the transfer syntax
 * @param slices after removal of copies; of objects without slices the number of files
 * @param rows lines of a slice, 0 where there are no slices
 * @param columns pixels of a line, 0 where there are no slices
 * @param spacing mm along x, y and the slice normal; null where not known
 * @param axes where the voxel axes point, for example {@code LPS}; empty where not known
 * @param problems why it cannot be read; empty if it can
 * @param oddities what is unusual, but readable
 */
public record SeriesFacts(
    String id,
    String seriesInstanceUid,
    String seriesNumber,
    String description,
    String modality,
    String kind,
    String volume,
    String encoding,
    int slices,
    int rows,
    int columns,
    List<Double> spacing,
    String axes,
    List<String> problems,
    List<String> oddities) {

  public SeriesFacts {
    List<Double> known = new ArrayList<>();
    spacing.forEach(mm -> known.add(mm == null || mm.isNaN() ? null : mm));
    spacing = Collections.unmodifiableList(known);
    problems = List.copyOf(problems);
    oddities = List.copyOf(oddities);
  }
}

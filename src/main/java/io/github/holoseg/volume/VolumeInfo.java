package io.github.holoseg.volume;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a volume comes from and what was odd about it. Immutable; carries no patient names.
 *
 * @param name short name for titles and tables, for example the file's stem
 * @param format who read it, for example {@code NIfTI-1} or {@code DICOM}
 * @param modality as the file says
 * @param source the file or folder, null for a volume made in memory
 * @param seriesInstanceUid DICOM (0020,000E), null where there is none
 * @param properties further facts worth keeping (description, kernel, sform code …)
 * @param warnings one sentence each, for the user; kept on one line each
 * @param slices where the slices lay, if they were resampled to this volume's grid, else null
 */
public record VolumeInfo(
    String name,
    String format,
    Modality modality,
    Path source,
    String seriesInstanceUid,
    Map<String, String> properties,
    List<String> warnings,
    SlicePositions slices) {

  /**
   * Key of the property that a reader sets when the file does not say where the voxel axes point
   * and the caller did not either; its value is what the reader assumed, for example {@code LPS}.
   */
  public static final String ASSUMED_ORIENTATION = "assumed_orientation";

  public VolumeInfo {
    properties = Map.copyOf(properties);
    warnings = warnings.stream().map(OneLine::of).toList();
  }

  /** Of a volume whose voxels are on the grid of the file. */
  public VolumeInfo(
      String name,
      String format,
      Modality modality,
      Path source,
      String seriesInstanceUid,
      Map<String, String> properties,
      List<String> warnings) {
    this(name, format, modality, source, seriesInstanceUid, properties, warnings, null);
  }

  /** A volume made in memory. */
  public static VolumeInfo inMemory(String name, Modality modality) {
    return new VolumeInfo(name, "memory", modality, null, null, Map.of(), List.of());
  }

  public Optional<Path> sourcePath() {
    return Optional.ofNullable(source);
  }

  /** The axes that the reader assumed; empty if the file or the caller says where they point. */
  public Optional<String> assumedOrientation() {
    return Optional.ofNullable(properties.get(ASSUMED_ORIENTATION));
  }

  /** The same with one more warning. */
  public VolumeInfo withWarning(String warning) {
    List<String> more = new ArrayList<>(warnings);
    more.add(warning);
    return new VolumeInfo(
        name, format, modality, source, seriesInstanceUid, properties, more, slices);
  }

  /** Where the slices lay; empty if the voxels are on the grid of the file. */
  public Optional<SlicePositions> originalSlices() {
    return Optional.ofNullable(slices);
  }

  /** The same for a volume that was resampled from these slices. */
  public VolumeInfo withSlices(SlicePositions slices) {
    return new VolumeInfo(
        name, format, modality, source, seriesInstanceUid, properties, warnings, slices);
  }
}

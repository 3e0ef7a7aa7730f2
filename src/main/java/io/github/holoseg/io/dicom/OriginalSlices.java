package io.github.holoseg.io.dicom;

import io.github.holoseg.volume.SlicePositions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Notes where the slices of a stack lie, for a volume that is resampled from them. */
final class OriginalSlices {
  private OriginalSlices() {}

  /**
   * @param frames in the order of their positions, with position, orientation and spacing
   * @param source what was read, absolute: file names are given relative to it
   */
  static SlicePositions of(List<DicomFrame> frames, Path source) {
    DicomFrame first = frames.get(0);
    Path folder = Files.isDirectory(source) ? source : source.getParent();
    double[] o = first.orientation();
    return new SlicePositions(
        first.image().format().columns(),
        first.image().format().rows(),
        first.spacingX(),
        first.spacingY(),
        List.of(o[0], o[1], o[2]),
        List.of(o[3], o[4], o[5]),
        frames.stream().map(f -> slice(f, folder)).toList());
  }

  private static SlicePositions.Slice slice(DicomFrame frame, Path folder) {
    Path file = frame.image().header().file().toAbsolutePath();
    Path shown = file.startsWith(folder) ? folder.relativize(file) : file.getFileName();
    double[] p = frame.position();
    return new SlicePositions.Slice(
        shown.toString().replace('\\', '/'),
        frame.index(),
        frame.image().instanceUid(),
        p[0],
        p[1],
        p[2]);
  }
}

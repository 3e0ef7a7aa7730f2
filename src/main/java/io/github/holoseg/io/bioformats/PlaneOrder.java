package io.github.holoseg.io.bioformats;

import io.github.holoseg.io.VolumeFormatException;
import java.nio.file.Path;
import java.util.List;
import loci.formats.IFormatReader;

/**
 * Which planes of the current series make up the volume, bottom to top as stored. Allocates nothing
 * by what the header says.
 *
 * @param count slices
 * @param volumes how many such volumes the series holds
 * @param volume number of the chosen one
 */
record PlaneOrder(
    IFormatReader reader, boolean timesAreSlices, int count, int volumes, int volume) {

  /**
   * @param volumeIndex number of the volume among channels (fastest) and time points, -1: there
   *     must be exactly one
   * @throws VolumeFormatException for colours, or if the choice is missing or out of range
   */
  static PlaneOrder of(IFormatReader reader, int volumeIndex, Path source, List<String> warnings)
      throws VolumeFormatException {
    if (reader.getRGBChannelCount() > 1 || (reader.isIndexed() && !reader.isFalseColor())) {
      throw new VolumeFormatException(
          source, "holds colours, not one number per voxel; convert it to grey values first");
    }
    int channels = reader.getSizeC();
    int times = reader.getSizeT();
    long volumes = (long) channels * times;
    if (volumes < 1 || volumes > Integer.MAX_VALUE) {
      throw new VolumeFormatException(
          source, "is damaged, it announces " + channels + " channels and " + times + " times");
    }
    if (volumeIndex < 0 && channels == 1 && reader.getSizeZ() == 1 && times > 1) {
      // A TIFF stack without any metadata is a row of pages; Bio-Formats calls them time points.
      warnings.add("its " + times + " planes, stored as time points, are taken as slices");
      return new PlaneOrder(reader, true, times, 1, 0);
    }
    if (volumeIndex < 0 && volumes > 1) {
      throw new VolumeFormatException(
          source,
          "holds "
              + volumes
              + " volumes ("
              + channels
              + " channels, "
              + times
              + " time points); say which one to read, by its number from 0 to "
              + (volumes - 1)
              + ", channels first");
    }
    if (volumeIndex >= volumes) {
      throw new VolumeFormatException(
          source, "has no volume number " + volumeIndex + ", the last one is " + (volumes - 1));
    }
    return new PlaneOrder(
        reader, false, reader.getSizeZ(), (int) volumes, Math.max(0, volumeIndex));
  }

  /** Bio-Formats' number of a slice. */
  int index(int z) {
    int channels = reader.getSizeC();
    return timesAreSlices
        ? reader.getIndex(0, 0, z)
        : reader.getIndex(z, volume % channels, volume / channels);
  }
}

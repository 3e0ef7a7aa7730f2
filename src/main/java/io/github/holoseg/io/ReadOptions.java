package io.github.holoseg.io;

import java.util.Optional;

/**
 * What the user chose about reading.
 *
 * @param seriesInstanceUid the DICOM series to take, null: the best one by the reader's rule
 * @param volumeIndex which 3-D volume of a 4-D file, −1: the file must hold exactly one
 * @param reader key of the reader to use ({@code nifti}, {@code dicom}, {@code bioformats} …),
 *     null: the one that knows the file best
 * @param threads for decoding, at least 1
 */
public record ReadOptions(String seriesInstanceUid, int volumeIndex, String reader, int threads) {
  public static final ReadOptions DEFAULT =
      new ReadOptions(null, -1, null, Runtime.getRuntime().availableProcessors());

  public Optional<String> series() {
    return Optional.ofNullable(seriesInstanceUid);
  }

  public Optional<String> readerKey() {
    return Optional.ofNullable(reader);
  }
}

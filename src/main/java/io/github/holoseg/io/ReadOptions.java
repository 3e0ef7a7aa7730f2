package io.github.holoseg.io;

import io.github.holoseg.volume.AxisOrder;
import java.util.Optional;

/**
 * What the user chose about reading.
 *
 * @param seriesInstanceUid the DICOM series to take, null: the best one by the reader's rule
 * @param volumeIndex which 3-D volume of a 4-D file, −1: the file must hold exactly one
 * @param reader key of the reader to use ({@code nifti}, {@code dicom}, {@code bioformats} …),
 *     null: the one that knows the file best
 * @param orientation where the voxel axes point, used only for files that do not say; null: they
 *     are taken as L, P, S (or what the format's standard says), with a warning
 * @param rectify whether tilted or unevenly spaced slices are resampled to a rectangular grid; if
 *     not they are refused
 * @param threads for decoding, at least 1
 */
public record ReadOptions(
    String seriesInstanceUid,
    int volumeIndex,
    String reader,
    AxisOrder orientation,
    boolean rectify,
    int threads) {
  public static final ReadOptions DEFAULT =
      new ReadOptions(null, -1, null, null, false, Runtime.getRuntime().availableProcessors());

  public Optional<String> series() {
    return Optional.ofNullable(seriesInstanceUid);
  }

  public Optional<String> readerKey() {
    return Optional.ofNullable(reader);
  }

  public Optional<AxisOrder> axisOrder() {
    return Optional.ofNullable(orientation);
  }

  /**
   * @param seriesInstanceUid null for the reader's choice
   */
  public ReadOptions withSeries(String seriesInstanceUid) {
    return new ReadOptions(seriesInstanceUid, volumeIndex, reader, orientation, rectify, threads);
  }

  /**
   * @param volumeIndex counted from 0; −1 for the only one
   */
  public ReadOptions withVolume(int volumeIndex) {
    return new ReadOptions(seriesInstanceUid, volumeIndex, reader, orientation, rectify, threads);
  }

  /**
   * @param reader null for the one that knows the file best
   */
  public ReadOptions withReader(String reader) {
    return new ReadOptions(seriesInstanceUid, volumeIndex, reader, orientation, rectify, threads);
  }

  /**
   * @param orientation null if the caller does not know either
   */
  public ReadOptions withOrientation(AxisOrder orientation) {
    return new ReadOptions(seriesInstanceUid, volumeIndex, reader, orientation, rectify, threads);
  }

  public ReadOptions withRectify(boolean rectify) {
    return new ReadOptions(seriesInstanceUid, volumeIndex, reader, orientation, rectify, threads);
  }

  /**
   * @param threads at least 1
   */
  public ReadOptions withThreads(int threads) {
    return new ReadOptions(seriesInstanceUid, volumeIndex, reader, orientation, rectify, threads);
  }
}

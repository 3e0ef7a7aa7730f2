package io.github.holoseg.pipeline;

import io.github.holoseg.inference.Device;
import java.util.Set;

/**
 * What the user chose about a segmentation.
 *
 * @param device where the network runs
 * @param threads CPU threads for network, resampling and restore; at least 1
 * @param labels names of the structures to keep; empty: all of the model's
 * @param force run although the scan's modality contradicts the model
 * @param roi the region that is segmented, found by a coarse model; null: the whole scan
 */
public record SegmenterOptions(
    Device device, int threads, Set<String> labels, boolean force, RegionOfInterest roi) {
  public static final SegmenterOptions DEFAULT =
      new SegmenterOptions(
          Device.AUTO, Runtime.getRuntime().availableProcessors(), Set.of(), false);

  public SegmenterOptions {
    labels = Set.copyOf(labels);
  }

  /** For the whole scan. */
  public SegmenterOptions(Device device, int threads, Set<String> labels, boolean force) {
    this(device, threads, labels, force, null);
  }

  /** The same for other structures and another region. */
  SegmenterOptions with(Set<String> labels, RegionOfInterest roi) {
    return new SegmenterOptions(device, threads, labels, force, roi);
  }

  /** The same for other structures. */
  SegmenterOptions withLabels(Set<String> others) {
    return with(others, roi);
  }
}

package io.github.holoseg.pipeline;

import io.github.holoseg.inference.Device;
import io.github.holoseg.volume.VolumeGeometry;

/** How much memory a single pass over a whole volume may take. */
final class MemoryBudget {
  /** Bytes per voxel that are taken for the scan (16 bit, or 32) and its label map. */
  private static final long SCAN_AND_LABELS = 6;

  private MemoryBudget() {}

  /**
   * Half of Java's memory after the scan and its labels; the other half is left to the network's
   * inner tensors and to the host.
   *
   * <p>It depends on sizes alone, not on what the heap holds at the moment, so that the same run is
   * planned the same way every time. Nothing for CUDA: a card's memory is not Java's, and tiles fit
   * where whole volumes may not.
   */
  static long forOnePass(VolumeGeometry scan, Device device) {
    if (device.kind() == Device.Kind.CUDA) {
      return 0;
    }
    long held = SCAN_AND_LABELS * scan.voxelCount();
    return Math.max(0, (Runtime.getRuntime().maxMemory() - held) / 2);
  }
}

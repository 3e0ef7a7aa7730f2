package io.github.holoseg.annotation;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.volume.VolumeGeometry;

/**
 * Parts of a structure that do not hang together by faces. Each method gives the voxels to take
 * away.
 */
public final class Islands {
  private Islands() {}

  /** All but the largest part. */
  public static BoxMask besidesLargest(BoxMask mask, CancellationToken cancel) {
    Components parts = Components.of(mask, cancel);
    int largest = parts.largest();
    return parts.mask(part -> part != largest);
  }

  /**
   * Parts of less than a volume.
   *
   * @param ml millilitres
   */
  public static BoxMask smallerThan(
      BoxMask mask, double ml, VolumeGeometry grid, CancellationToken cancel) {
    if (!(ml >= 0)) {
      throw new IllegalArgumentException(
          "islands of less than " + ml + " ml, must not be negative");
    }
    Components parts = Components.of(mask, cancel);
    double voxel = grid.voxelVolume() / 1000;
    // A part of just that volume stays, whatever the product's last bit says.
    return parts.mask(part -> parts.size(part) * voxel < ml * (1 - 1e-12));
  }

  /**
   * All but the part with a voxel.
   *
   * @throws IllegalArgumentException if the voxel is not in the mask
   */
  public static BoxMask besides(BoxMask mask, int x, int y, int z, CancellationToken cancel) {
    Components parts = Components.of(mask, cancel);
    int clicked = clicked(parts, x, y, z);
    return parts.mask(part -> part != clicked);
  }

  /** The part with a voxel; as {@link #besides}. */
  public static BoxMask at(BoxMask mask, int x, int y, int z, CancellationToken cancel) {
    Components parts = Components.of(mask, cancel);
    int clicked = clicked(parts, x, y, z);
    return parts.mask(part -> part == clicked);
  }

  private static int clicked(Components parts, int x, int y, int z) {
    int part = parts.at(x, y, z);
    if (part < 0) {
      throw new IllegalArgumentException(
          "voxel (" + x + ", " + y + ", " + z + ") is not in the structure; click on it");
    }
    return part;
  }
}

package io.github.holoseg.commands.image;

import ij.ImagePlus;
import io.github.holoseg.volume.AxisOrder;
import java.util.Arrays;
import java.util.List;

/**
 * What is to be placed in the patient.
 *
 * @param indices the slices that make the volume, counted from 1
 * @param orientation what the caller says about an image that does not say it; may be null
 * @param warnings gets what is odd
 */
record PlacementRequest(
    ImagePlus image, int[] indices, AxisOrder orientation, List<String> warnings) {
  /** The slices sorted by position, refused if they are not evenly above each other. */
  EvenSlices regular(double[][] positions, double[] normal, double pixel) throws ImageException {
    EvenSlices placed = EvenSlices.of(positions, normal, pixel);
    if (placed.problem() != null) {
      throw new ImageException(
          image,
          placed.problem()
              + "; take out slices that do not belong, or open the files with Open CT... (rectify)");
    }
    return placed;
  }

  int[] sorted(EvenSlices placed) {
    return Arrays.stream(placed.order()).map(i -> indices[i]).toArray();
  }

  long[] size() {
    return new long[] {image.getWidth(), image.getHeight(), indices.length};
  }
}

package io.github.holoseg.io.bioformats;

import io.github.holoseg.io.VolumeFormatException;
import java.nio.file.Path;

/**
 * MINC. Observed with Bio-Formats 7.3.1: the range of each slice ({@code image-min}, {@code
 * image-max}) and the direction cosines are dropped, and all voxels are loaded with the header.
 * Nothing of that can be repaired from outside, so it is refused.
 */
final class MincRule implements FormatRule {
  @Override
  public void before(Path source) throws VolumeFormatException {
    throw new VolumeFormatException(
        source,
        "is a MINC file, of which Bio-Formats drops scaling and directions; convert it to"
            + " NIfTI, for example with mnc2nii");
  }

  @Override
  public void correct(StoredImage image) {}
}

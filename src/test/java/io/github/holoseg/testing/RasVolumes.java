package io.github.holoseg.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/** Scans that a reference script stored as an array (z, y, x) and nibabel's affine. */
public final class RasVolumes {
  private RasVolumes() {}

  /**
   * @param affine four rows, voxels to RAS mm; the volume's geometry is LPS
   */
  public static Volume<FloatType> of(String resource, JsonNode affine) {
    Npy values = Npy.resource(resource);
    double[][] lps = new double[3][];
    for (int row = 0; row < 3; row++) {
      lps[row] = Golden.doubles(affine.get(row));
      for (int column = 0; column < 4 && row < 2; column++) {
        lps[row][column] = -lps[row][column];
      }
    }
    double[] spacing = new double[3];
    double[][] direction = new double[3][3];
    for (int axis = 0; axis < 3; axis++) {
      double sum = 0;
      for (int row = 0; row < 3; row++) {
        sum += lps[row][axis] * lps[row][axis];
      }
      spacing[axis] = Math.sqrt(sum);
      for (int row = 0; row < 3; row++) {
        direction[row][axis] = lps[row][axis] / spacing[axis];
      }
    }
    long[] size = {values.shape()[2], values.shape()[1], values.shape()[0]};
    double[] origin = {lps[0][3], lps[1][3], lps[2][3]};
    return new Volume<>(
        ArrayImgs.floats(values.asFloats(), size),
        new VolumeGeometry(size, spacing, origin, direction),
        VolumeInfo.inMemory("scan", Modality.CT));
  }
}

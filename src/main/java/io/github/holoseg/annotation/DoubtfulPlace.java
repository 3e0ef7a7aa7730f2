package io.github.holoseg.annotation;

/**
 * A place where the network hesitated.
 *
 * @param position LPS mm of its most doubtful voxel, where the user should look
 * @param voxels of the network's grid
 * @param ml their volume
 * @param doubt of the most doubtful voxel and its surroundings, 0 (sure) to 1 (a tie)
 */
public record DoubtfulPlace(double[] position, long voxels, double ml, double doubt) {
  public DoubtfulPlace {
    position = position.clone();
  }

  @Override
  public double[] position() {
    return position.clone();
  }

  /** By which places are ordered: how much is in doubt, in ml. */
  public double weight() {
    return ml * doubt;
  }
}

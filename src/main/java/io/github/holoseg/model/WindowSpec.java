package io.github.holoseg.model;

import java.util.List;

/**
 * How the grid is cut into tiles and the tiles' scores are put together.
 *
 * @param patch tile size along the oriented x, y, z
 * @param overlap fraction of the patch that neighbours share, 0 to below 1; 1 − nnU-Net's {@code
 *     tile_step_size}
 * @param placement the rule for tile positions
 * @param blend the rule for weights
 * @param sigma Gaussian sigma as a fraction of the patch
 * @param halo voxels along x, y, z that each tile gives up on inner sides, for {@link
 *     Blend#CROP_HALO}
 * @param padMode how a grid smaller than the patch is filled
 * @param padValue for {@link PadMode#CONSTANT}
 * @param mirrorAxes oriented axes (0 x, 1 y, 2 z) mirrored in test-time augmentation: all subsets
 * @param accumulate type in which weighted scores are summed
 * @param whole whether the grid goes through in one pass instead of tiles
 * @param padHalo whether the grid itself is surrounded by the halo, filled as {@code padMode} says,
 *     so that its outermost voxels are no nearer to a tile's border than others (bioimage.io); with
 *     {@link Blend#CROP_HALO} only
 */
public record WindowSpec(
    int[] patch,
    double overlap,
    Placement placement,
    Blend blend,
    double sigma,
    int[] halo,
    PadMode padMode,
    double padValue,
    List<Integer> mirrorAxes,
    Accumulate accumulate,
    Whole whole,
    boolean padHalo) {

  public WindowSpec {
    mirrorAxes = List.copyOf(mirrorAxes);
  }

  /** Rules for tile positions. */
  public enum Placement {
    /** nnU-Net: evenly spread, {@code ceil((n − p) / (p · step)) + 1} tiles. */
    EVEN,
    /** MONAI: every {@code floor(p · (1 − overlap))} voxels, the last tile shifted back. */
    FIXED_STEP
  }

  /** Rules for weights. */
  public enum Blend {
    CONSTANT,
    /** nnU-Net: truncated discrete Gaussian, maximum 10, rounded to half, zeros lifted. */
    GAUSSIAN_NNUNET,
    /** MONAI: sampled Gaussian, lower bound 1e-3. */
    GAUSSIAN_MONAI,
    /** No weights: each tile keeps its interior, exact when the halo is the receptive radius. */
    CROP_HALO
  }

  /** How missing voxels are filled. */
  public enum PadMode {
    CONSTANT,
    /** The nearest voxel of the grid. */
    EDGE,
    /** Mirrored at the outermost voxels, which are not repeated: numpy {@code reflect}. */
    REFLECT,
    /** Mirrored at the grid's faces, so that the outermost voxels come twice: numpy's name. */
    SYMMETRIC
  }

  /** Type of the running sums. */
  public enum Accumulate {
    FLOAT32,
    /** Rounded to half after every tile, as nnU-Net does even on the CPU. */
    FLOAT16
  }

  /** When the whole grid is one tile. */
  public enum Whole {
    NEVER,
    /**
     * When the plan says that it fits into memory and the network takes the size; with {@link
     * Blend#CROP_HALO} only, where one pass and tiles give the same scores.
     */
    AUTO,
    ALWAYS
  }
}

package io.github.holoseg.inference;

import io.github.holoseg.model.NetworkSpec;
import io.github.holoseg.model.NetworkSpec.SizeRule;
import io.github.holoseg.model.TensorAxes;
import io.github.holoseg.model.WindowSpec;
import io.github.holoseg.model.WindowSpec.Blend;
import io.github.holoseg.model.WindowSpec.Whole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which tiles of a grid the network sees, in which order, and how their scores are blended; pure
 * and immutable. All triples are in grid axes (0 fastest, 2 slowest).
 *
 * <p>Tiles go along axis 2 first, then 1, then 0 innermost, which is nnU-Net's order; sums that are
 * rounded after every tile depend on it.
 */
public final class TilePlan {
  /** A tensor of ONNX Runtime's Java interface ends at 2 GiB. */
  private static final long MAX_TENSOR_BYTES = Integer.MAX_VALUE;

  private final AxisTiles[] axes;
  private final Blend blend;
  private final WindowSpec window;
  private final List<boolean[]> mirrors;
  private final int channels;
  private final int classes;

  private TilePlan(AxisTiles[] axes, Blend blend, NetworkSpec network, WindowSpec window) {
    this.axes = axes;
    this.blend = blend;
    this.window = window;
    this.mirrors = mirrors(TensorAxes.of(network), window.mirrorAxes());
    this.channels = network.channels().size();
    this.classes = network.outputChannels();
  }

  /**
   * The plan for one grid.
   *
   * @param gridSize voxels along grid axes
   * @param freeBytes memory that a single pass over the whole grid may take, for {@link Whole#AUTO}
   * @throws IllegalArgumentException if the model's patch is none that its network takes, or if one
   *     pass is demanded and does not fit into a tensor
   */
  public static TilePlan of(
      NetworkSpec network, WindowSpec window, int[] gridSize, long freeBytes) {
    TensorAxes order = TensorAxes.of(network);
    SizeRule[] rules = new SizeRule[3];
    int[] patch = order.toGrid(window.patch());
    int[] halo = order.toGrid(window.halo());
    for (int xyz = 0; xyz < 3; xyz++) {
      rules[order.axisToGrid(xyz)] = network.size().get(xyz);
    }
    if (window.whole() != Whole.NEVER) {
      TilePlan whole = whole(network, window, gridSize, rules);
      boolean fits =
          whole.takesSizes(rules)
              && whole.tensorBytes() <= MAX_TENSOR_BYTES
              && (window.whole() == Whole.ALWAYS || whole.peakBytes() <= freeBytes);
      if (fits) {
        return whole;
      }
      if (window.whole() == Whole.ALWAYS) {
        throw new IllegalArgumentException(
            "the model takes the whole volume in one pass, but a grid of "
                + gridSize[0]
                + "x"
                + gridSize[1]
                + "x"
                + gridSize[2]
                + " voxels does not fit its size rule or one tensor of 2 GiB; crop the volume");
      }
    }
    AxisTiles[] axes = new AxisTiles[3];
    for (int a = 0; a < 3; a++) {
      axes[a] =
          window.blend() == Blend.CROP_HALO
              ? AxisTiles.interior(
                  gridSize[a],
                  gridSize[a] <= patch[a] ? rules[a].atLeast(gridSize[a]) : patch[a],
                  halo[a],
                  Math.max(1, rules[a].step()))
              : window.placement() == WindowSpec.Placement.EVEN
                  ? AxisTiles.even(gridSize[a], patch[a], window.overlap())
                  : AxisTiles.fixedStep(gridSize[a], patch[a], window.overlap());
      if (!rules[a].allows(axes[a].patch())) {
        throw new IllegalArgumentException(
            "the network does not take tiles of " + axes[a].patch() + " voxels on grid axis " + a);
      }
    }
    return new TilePlan(axes, window.blend(), network, window);
  }

  private static TilePlan whole(
      NetworkSpec network, WindowSpec window, int[] gridSize, SizeRule[] rules) {
    AxisTiles[] axes = new AxisTiles[3];
    for (int a = 0; a < 3; a++) {
      axes[a] = AxisTiles.fixedStep(gridSize[a], rules[a].atLeast(gridSize[a]), 0);
    }
    return new TilePlan(axes, Blend.CROP_HALO, network, window);
  }

  private boolean takesSizes(SizeRule[] rules) {
    boolean fits = true;
    for (int a = 0; a < 3; a++) {
      fits &= axes[a].count() == 1 && rules[a].allows(axes[a].patch());
    }
    return fits;
  }

  AxisTiles axis(int a) {
    return axes[a];
  }

  Blend blend() {
    return blend;
  }

  WindowSpec window() {
    return window;
  }

  int channels() {
    return channels;
  }

  int classes() {
    return classes;
  }

  /** The flips of each network run, identity first, in nnU-Net's order; per grid axis. */
  List<boolean[]> mirrors() {
    return mirrors;
  }

  /** Voxels of every tile along grid axes. */
  public int[] tileSize() {
    return new int[] {axes[0].patch(), axes[1].patch(), axes[2].patch()};
  }

  /** Number of tiles. */
  public int tiles() {
    return Math.multiplyExact(
        Math.multiplyExact(axes[0].count(), axes[1].count()), axes[2].count());
  }

  /** Network runs for one fold: tiles times mirrorings. */
  public int networkRuns() {
    return Math.multiplyExact(tiles(), mirrors.size());
  }

  /** Whether the whole grid is one tile, without weights. */
  public boolean isSinglePass() {
    return tiles() == 1 && blend == Blend.CROP_HALO;
  }

  /** Bytes that inferring takes for one fold: tile buffers and running sums. */
  public long peakBytes() {
    long tile = (long) axes[0].patch() * axes[1].patch() * axes[2].patch();
    long plane = (long) axes[0].size() * axes[1].size();
    long buffers = 4 * tile * (channels + classes);
    if (mirrors.size() > 1) {
      buffers += 4 * tile * classes;
    }
    if (isSinglePass()) {
      return buffers + 4 * plane * classes;
    }
    long sum = window.accumulate() == WindowSpec.Accumulate.FLOAT16 ? 2 : 4;
    int depth = Math.min(axes[2].patch(), axes[2].size());
    return buffers + sum * plane * depth * (classes + 1) + 4 * plane * classes;
  }

  private long tensorBytes() {
    long tile = (long) axes[0].patch() * axes[1].patch() * axes[2].patch();
    return 4 * tile * Math.max(channels, classes);
  }

  /** All subsets of the mirrored axes: none, singles, pairs, all; slowest tensor axis first. */
  private static List<boolean[]> mirrors(TensorAxes order, List<Integer> xyzAxes) {
    List<Integer> grid = new ArrayList<>();
    xyzAxes.forEach(axis -> grid.add(order.axisToGrid(axis)));
    grid.sort(Comparator.reverseOrder());
    List<boolean[]> subsets = new ArrayList<>();
    for (int members = 0; members <= grid.size(); members++) {
      for (int bits = (1 << grid.size()) - 1; bits >= 0; bits--) {
        if (Integer.bitCount(bits) == members) {
          boolean[] flip = new boolean[3];
          for (int i = 0; i < grid.size(); i++) {
            // The highest bit stands for the slowest axis, so that subsets come in its order.
            flip[grid.get(i)] = (bits >> (grid.size() - 1 - i) & 1) != 0;
          }
          subsets.add(flip);
        }
      }
    }
    return subsets;
  }
}

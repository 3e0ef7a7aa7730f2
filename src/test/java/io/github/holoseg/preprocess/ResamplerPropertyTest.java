package io.github.holoseg.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.holoseg.grid.SliceGrid;
import io.github.holoseg.model.ResampleSpec;
import io.github.holoseg.model.ResampleSpec.Coordinates;
import io.github.holoseg.model.ResampleSpec.Interpolation;
import io.github.holoseg.model.ResampleSpec.Separate;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.Grids;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What resampling keeps, whatever the sizes, kernels, conventions and threads. */
class ResamplerPropertyTest {
  private static final double[] UNIT = {1, 1, 1};

  @Property(tries = 200)
  void aConstantStaysThatConstant(
      @ForAll @Size(3) int[] sizes,
      @ForAll @Size(3) int[] targets,
      @ForAll Interpolation kernel,
      @ForAll Coordinates coordinates) {
    ResampleSpec spec =
        new ResampleSpec(kernel, coordinates, Separate.NEVER, Interpolation.NEAREST, false);
    Assume.that(Resampler.unsupported(spec).isEmpty());
    SliceGrid grid = new SliceGrid(1, positive(sizes));
    fill(grid, (x, y, z) -> -1024);
    float[] result = Grids.values(resample(grid, positive(targets), kernel, coordinates, 2));
    for (float value : result) {
      assertThat(value).isCloseTo(-1024, within(1e-3f));
    }
  }

  @Property(tries = 100)
  void nothingChangesWhenTheSizeStays(
      @ForAll @Size(3) int[] sizes, @ForAll Interpolation kernel, @ForAll long seed) {
    SliceGrid grid = random(seed, positive(sizes));
    float[] before = Grids.values(grid);
    assertThat(Grids.values(resample(grid, grid.size(), kernel, Coordinates.HALF_PIXEL, 1)))
        .isEqualTo(before);
  }

  @Property(tries = 100)
  void aRampStaysStraightInside(@ForAll @IntRange(min = 8, max = 40) int target) {
    SliceGrid grid = new SliceGrid(1, 12, 1, 1);
    fill(grid, (x, y, z) -> 10 * x);
    for (Interpolation kernel : new Interpolation[] {Interpolation.LINEAR, Interpolation.CUBIC}) {
      float[] result =
          Grids.values(
              resample(grid, new int[] {target, 1, 1}, kernel, Coordinates.CORNER_ALIGNED, 1));
      for (int o = 0; o < target; o++) {
        double u = o * 11.0 / (target - 1);
        if (u > 3 && u < 8) {
          // The cubic spline bends a little at the ends of the ramp, where it goes on level.
          assertThat(result[o]).isCloseTo((float) (10 * u), within(0.35f));
        }
      }
    }
  }

  @Property(tries = 100)
  void theNumberOfThreadsChangesNothing(
      @ForAll @Size(3) int[] sizes, @ForAll @Size(3) int[] targets, @ForAll long seed) {
    SliceGrid grid = random(seed, positive(sizes));
    float[] one =
        Grids.values(
            resample(grid, positive(targets), Interpolation.CUBIC, Coordinates.HALF_PIXEL, 1));
    float[] three =
        Grids.values(
            resample(grid, positive(targets), Interpolation.CUBIC, Coordinates.HALF_PIXEL, 3));
    assertThat(three).isEqualTo(one);
  }

  private static SliceGrid resample(
      SliceGrid grid, int[] size, Interpolation kernel, Coordinates coordinates, int threads) {
    ResampleSpec spec =
        new ResampleSpec(kernel, coordinates, Separate.NEVER, Interpolation.NEAREST, false);
    return new Resampler(grid.size(), size, UNIT, UNIT, spec, threads)
        .apply(grid, ProgressListener.NONE, CancellationToken.none());
  }

  private static int[] positive(int[] any) {
    return new int[] {
      1 + Math.floorMod(any[0], 13), 1 + Math.floorMod(any[1], 13), 1 + Math.floorMod(any[2], 13)
    };
  }

  private interface Value {
    float at(int x, int y, int z);
  }

  private static SliceGrid random(long seed, int[] size) {
    Random random = new Random(seed);
    SliceGrid grid = new SliceGrid(1, size);
    fill(grid, (x, y, z) -> random.nextInt(3000) - 1000);
    return grid;
  }

  private static void fill(SliceGrid grid, Value value) {
    int[] size = grid.size();
    for (int z = 0; z < size[2]; z++) {
      for (int i = 0; i < size[0] * size[1]; i++) {
        grid.slice(0, z)[i] = value.at(i % size[0], i / size[0], z);
      }
    }
  }
}

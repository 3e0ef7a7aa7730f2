package io.github.holoseg.preprocess;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.model.IntensityStep;
import io.github.holoseg.task.CancellationToken;
import java.util.ArrayList;
import java.util.List;

/** Another grid with value operations done when it is read. */
final class NormalisedGrid implements FloatGrid {
  private final FloatGrid grid;
  private final List<List<PointwiseStep>> steps = new ArrayList<>();
  private final Foreground mask;

  /**
   * @param mask the crop's mask on the same grid; null if no step needs it
   */
  NormalisedGrid(
      FloatGrid grid, List<IntensityStep> wanted, Foreground mask, CancellationToken cancel) {
    this.grid = grid;
    this.mask = mask;
    for (int channel = 0; channel < grid.channels(); channel++) {
      steps.add(new ArrayList<>());
    }
    for (IntensityStep step : wanted) {
      // The grid as it is so far: each step's statistics are of the values before it.
      List<PointwiseStep> made = new ArrayList<>();
      PointwiseStep common = isTogether(step) ? made(step, -1, cancel) : null;
      for (int channel = 0; channel < grid.channels(); channel++) {
        boolean same = common != null || step.channel() >= 0 && step.channel() != channel;
        made.add(same ? common : made(step, channel, cancel));
      }
      for (int channel = 0; channel < grid.channels(); channel++) {
        if (made.get(channel) != null) {
          steps.get(channel).add(made.get(channel));
        }
      }
    }
  }

  /**
   * @param channel whose values count; −1: those of all channels
   */
  private PointwiseStep made(IntensityStep step, int channel, CancellationToken cancel) {
    if (!(step instanceof IntensityStep.Measured measured)) {
      return made(step, this, mask, channel, cancel);
    }
    FloatGrid values = measured.raw() ? grid : this;
    if (!measured.perSlice()) {
      return made(measured.step(), values, mask, channel, cancel);
    }
    PointwiseStep[] slices = new PointwiseStep[grid.size()[2]];
    for (int z = 0; z < slices.length; z++) {
      slices[z] = made(measured.step(), new OneSlice(values, z), null, channel, cancel);
    }
    return PointwiseStep.perSlice(slices);
  }

  private static PointwiseStep made(
      IntensityStep step,
      FloatGrid values,
      Foreground mask,
      int channel,
      CancellationToken cancel) {
    return PointwiseStep.of(
        step,
        channel < 0
            ? ChannelStatistics.ofAll(values, mask, cancel)
            : ChannelStatistics.of(values, channel, mask, cancel));
  }

  /** A slice along the slowest axis as a grid of its own. */
  private record OneSlice(FloatGrid grid, int z) implements FloatGrid {
    @Override
    public int channels() {
      return grid.channels();
    }

    @Override
    public int[] size() {
      return new int[] {grid.size()[0], grid.size()[1], 1};
    }

    @Override
    public void read(int channel, int[] min, int[] size, float[] target, int offset) {
      grid.read(channel, new int[] {min[0], min[1], z + min[2]}, size, target, offset);
    }
  }

  private static boolean isTogether(IntensityStep step) {
    return step instanceof IntensityStep.Measured m && isTogether(m.step())
        || step instanceof IntensityStep.ZScore z && z.together()
        || step instanceof IntensityStep.MinMax m && m.together()
        || step instanceof IntensityStep.ScalePercentiles s && s.together()
        || step instanceof IntensityStep.ClipPercentiles c && c.together();
  }

  @Override
  public int channels() {
    return grid.channels();
  }

  @Override
  public int[] size() {
    return grid.size();
  }

  @Override
  public void read(int channel, int[] min, int[] size, float[] target, int offset) {
    grid.read(channel, min, size, target, offset);
    int n = size[0] * size[1] * size[2];
    int plane = size[0] * size[1];
    for (PointwiseStep step : steps.get(channel)) {
      if (step.perSlice()) {
        for (int z = 0; z < size[2]; z++) {
          step.ofSlice(min[2] + z).apply(target, offset + z * plane, plane);
        }
      } else if (step.masked() && mask != null) {
        applyInside(step, min, size, target, offset);
      } else {
        step.apply(target, offset, n);
      }
    }
  }

  private void applyInside(PointwiseStep step, int[] min, int[] size, float[] target, int offset) {
    int at = offset;
    for (int z = min[2]; z < min[2] + size[2]; z++) {
      for (int y = min[1]; y < min[1] + size[1]; y++) {
        for (int x = min[0]; x < min[0] + size[0]; x++, at++) {
          if (mask.contains(x, y, z)) {
            step.apply(target, at, 1);
          }
        }
      }
    }
  }
}

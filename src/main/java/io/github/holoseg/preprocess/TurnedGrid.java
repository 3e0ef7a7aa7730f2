package io.github.holoseg.preprocess;

import io.github.holoseg.grid.FloatGrid;
import io.github.holoseg.volume.AxisTurn;
import io.github.holoseg.volume.Volume;
import java.util.ArrayList;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

/** The scan's own voxels in grid axes, converted to float32 when they are read; no copy. */
final class TurnedGrid implements FloatGrid {
  private final int[] size;
  private final List<PrimitiveBlocks<FloatType>> channels = new ArrayList<>();

  TurnedGrid(List<Volume<?>> volumes, AxisTurn turn) {
    long[] turned = turn.permute(volumes.get(0).geometry().size());
    size = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      size[axis] = Math.toIntExact(turned[axis]);
    }
    volumes.forEach(volume -> channels.add(blocks(volume, turn)));
  }

  private static <T extends RealType<T>> PrimitiveBlocks<FloatType> blocks(
      Volume<T> volume, AxisTurn turn) {
    RandomAccessibleInterval<FloatType> floats =
        Converters.convert(
            turn.apply(volume.voxels()),
            (in, out) -> out.set((float) in.getRealDouble()),
            new FloatType());
    return PrimitiveBlocks.of(floats).threadSafe();
  }

  @Override
  public int channels() {
    return channels.size();
  }

  @Override
  public int[] size() {
    return size.clone();
  }

  @Override
  public void read(int channel, int[] min, int[] box, float[] target, int offset) {
    long[] position = {min[0], min[1], min[2]};
    int voxels = box[0] * box[1] * box[2];
    if (offset == 0 && target.length == voxels) {
      channels.get(channel).copy(position, target, box);
      return;
    }
    float[] block = new float[voxels];
    channels.get(channel).copy(position, block, box);
    System.arraycopy(block, 0, target, offset, voxels);
  }
}

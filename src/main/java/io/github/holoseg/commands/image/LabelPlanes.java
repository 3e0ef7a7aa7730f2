package io.github.holoseg.commands.image;

import io.github.holoseg.volume.LabelMap;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/** The slices of a label map along z as ImageJ's pixel arrays: x fastest, unsigned. */
final class LabelPlanes {
  private final PrimitiveBlocks<UnsignedShortType> blocks;
  private final int width;
  private final int height;

  LabelPlanes(LabelMap labels) {
    blocks = PrimitiveBlocks.of(labels.voxels(), OnFallback.ACCEPT);
    width = Math.toIntExact(labels.geometry().size(0));
    height = Math.toIntExact(labels.geometry().size(1));
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** A new array. */
  short[] slice(long z) {
    return part(new long[] {0, 0, z}, width, height);
  }

  /** A new array with a part of a slice. */
  short[] part(long[] min, int partWidth, int partHeight) {
    short[] pixels = new short[Math.multiplyExact(partWidth, partHeight)];
    blocks.copy(min, pixels, new int[] {partWidth, partHeight, 1});
    return pixels;
  }
}

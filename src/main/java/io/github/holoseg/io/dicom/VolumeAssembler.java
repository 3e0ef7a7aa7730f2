package io.github.holoseg.io.dicom;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.raster.JavaMemory;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeInfo;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decodes the slices of a stack into one volume, each with its own rescale.
 *
 * <p>The result is 16-bit if every value is a whole number in that range, else float. Whether it
 * fits is known only when all slices are decoded, so 16 bits are tried first if slopes and
 * intercepts are whole, and given up at the first value that does not fit.
 */
final class VolumeAssembler {
  private final SliceStack stack;
  private final PixelSources sources = new PixelSources();
  private final AtomicLong padding = new AtomicLong();
  private volatile double paddingValue;
  private long reported;

  VolumeAssembler(SliceStack stack) {
    this.stack = stack;
  }

  /**
   * @param rectify resample to the stack's rectified grid, which must be there; else the stack must
   *     have a geometry
   */
  Volume<?> assemble(
      VolumeInfo info,
      boolean rectify,
      int threads,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    long[] size = stack.size();
    for (DicomFrame frame : stack.frames()) {
      PixelDecoder.of(frame.image().header().file(), frame.image().header().syntax());
    }
    SliceTarget<?> target = null;
    double voxels = (double) size[0] * size[1] * size[2];
    JavaMemory.require(info.source(), 2 * voxels);
    if (stack.frames().stream().allMatch(VolumeAssembler::isWhole)) {
      target = fill(SliceTarget.shorts(size), threads, progress, cancel);
    }
    if (target == null) {
      padding.set(0);
      JavaMemory.require(info.source(), 4 * voxels);
      target = fill(SliceTarget.floats(size), threads, progress, cancel);
    }
    VolumeInfo complete = info;
    if (padding.get() > 0) {
      complete =
          info.withWarning(
              String.format(
                  Locale.ROOT,
                  "%d voxels (%.1f %%) hold the padding value, %.0f after rescaling: they lie"
                      + " outside the scanner's field of view; the value is kept",
                  padding.get(),
                  100.0 * padding.get() / (size[0] * size[1] * size[2]),
                  paddingValue));
    }
    return rectify
        ? new SliceRectifier(target, stack, threads, cancel).toVolume(complete)
        : target.toVolume(stack.geometry(), complete);
  }

  private static boolean isWhole(DicomFrame frame) {
    return frame.slope() == Math.rint(frame.slope())
        && frame.intercept() == Math.rint(frame.intercept())
        && Math.abs(frame.slope()) < 1 << 14
        && Math.abs(frame.intercept()) < 1 << 24;
  }

  /** Null if a value did not fit the target. */
  private SliceTarget<?> fill(
      SliceTarget<?> target, int threads, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    try {
      // A second attempt decodes everything again, but progress must not go back.
      ProgressListener onward =
          (stage, done, total) -> {
            if (done > reported) {
              reported = done;
              progress.onProgress(stage, done, total);
            }
          };
      new SlicePool(stack.frames().size(), onward, cancel).run(threads, () -> new Worker(target));
      return target;
    } catch (SliceTarget.RangeException e) {
      return null;
    }
  }

  private final class Worker implements SlicePool.Worker {
    private final SliceTarget<?> target;
    private final int[] values;
    private byte[] buffer;
    private DicomImage open;
    private ByteSource source;
    private PixelDecoder decoder;

    Worker(SliceTarget<?> target) {
      this.target = target;
      this.values = new int[stack.frames().get(0).image().format().pixels()];
    }

    @Override
    public void process(int slice) throws IOException {
      List<DicomFrame> frames = stack.frames();
      DicomFrame frame = frames.get(slice);
      DicomImage image = frame.image();
      if (open != image) {
        close();
        source = sources.open(image);
        decoder = PixelDecoder.of(image.header().file(), image.header().syntax());
        open = image;
      }
      byte[] bytes = FramePixels.read(frame, source, buffer);
      if (!image.header().pixels().isEncapsulated()) {
        buffer = bytes;
      }
      try {
        decoder.decode(bytes, image.format(), values);
      } catch (PixelDecoder.PixelException e) {
        throw new VolumeFormatException(
            image.header().file(),
            "the pixels of " + frame.name() + " cannot be decoded: " + e.getMessage(),
            e);
      }
      if (image.format().bitsStored() > 16 && target.isShort()) {
        requireShort(values);
      }
      countPadding(frame);
      target.store(slice, values, frame.slope(), frame.intercept());
    }

    /** Before the rescale, whose arithmetic has 32 bits. */
    private void requireShort(int[] values) throws SliceTarget.RangeException {
      for (int value : values) {
        if (value != (value << 15 >> 15)) {
          throw new SliceTarget.RangeException();
        }
      }
    }

    private void countPadding(DicomFrame frame) {
      DicomDataset data = frame.image().header().data();
      if (!data.has(Tag.PIXEL_PADDING_VALUE)) {
        return;
      }
      PixelFormat format = frame.image().format();
      int value = data.unsigned(Tag.PIXEL_PADDING_VALUE, 0);
      int limit = data.unsigned(Tag.PIXEL_PADDING_RANGE_LIMIT, value);
      int a = format.padding(value);
      int b = format.padding(limit);
      int low = Math.min(a, b);
      int high = Math.max(a, b);
      int count = 0;
      for (int v : values) {
        count += v >= low && v <= high ? 1 : 0;
      }
      if (count > 0) {
        paddingValue = a * frame.slope() + frame.intercept();
        padding.addAndGet(count);
      }
    }

    @Override
    public void close() throws IOException {
      if (source != null) {
        source.close();
        source = null;
      }
    }
  }
}

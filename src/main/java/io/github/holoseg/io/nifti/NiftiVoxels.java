package io.github.holoseg.io.nifti;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.raster.VolumeBuilder;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.imglib2.img.Img;

/** Streams the voxels of one volume into an image, plane by plane. */
final class NiftiVoxels {
  /** Bytes between two looks at the cancellation. */
  private static final long SKIP = 1 << 22;

  private final NiftiLayout layout;
  private final Path file;
  private final ProgressListener progress;
  private final CancellationToken cancel;

  NiftiVoxels(NiftiLayout layout, Path file, ProgressListener progress, CancellationToken cancel) {
    this.layout = layout;
    this.file = file;
    this.progress = progress;
    this.cancel = cancel;
  }

  /**
   * @param at position of the stream in the (unpacked) file
   */
  Img<?> read(InputStream in, long at, List<String> warnings) throws IOException {
    skipTo(in, at);
    VolumeBuilder builder =
        new VolumeBuilder(layout.size(), layout.type(), layout.slope(), layout.intercept());
    byte[] plane = new byte[layout.planeBytes()];
    int planes = Math.toIntExact(layout.size()[2]);
    for (int z = 0; z < planes; z++) {
      cancel.throwIfCancelled();
      int n = readUpTo(in, plane);
      if (n < plane.length) {
        throw truncated((long) z * plane.length + n, "slice " + (z + 1) + " of " + planes);
      }
      builder.addPlane(ByteBuffer.wrap(plane).order(layout.order()));
      progress.onProgress(Stage.READ, z + 1, planes);
    }
    requireSoundEnd(in);
    warn(builder, warnings);
    return builder.build();
  }

  /** Reads until the array is full or the stream, whole or broken off, ends. */
  private static int readUpTo(InputStream in, byte[] into) throws IOException {
    int n = 0;
    try {
      while (n < into.length) {
        int got = in.read(into, n, into.length - n);
        if (got < 0) {
          break;
        }
        n += got;
      }
    } catch (EOFException e) {
      // A gzip stream that breaks off: what came before it counts.
      return n;
    }
    return n;
  }

  static byte[] readUpTo(InputStream in, int length) throws IOException {
    byte[] bytes = new byte[length];
    int n = readUpTo(in, bytes);
    return Arrays.copyOf(bytes, n);
  }

  private void skipTo(InputStream in, long at) throws IOException {
    try {
      for (long left = layout.voxelsAt() - at; left > 0; ) {
        cancel.throwIfCancelled();
        long step = Math.min(left, SKIP);
        in.skipNBytes(step);
        left -= step;
      }
    } catch (EOFException e) {
      throw truncated(0, "before the first slice");
    }
  }

  /**
   * At the end of a gzip stream its checksum is compared; without this nobody would. What follows
   * the volume, such as further ones, has to be unpacked for it.
   */
  private void requireSoundEnd(InputStream in) throws IOException {
    if (!NiftiFiles.isGzip(file)) {
      return;
    }
    try {
      while (in.skip(SKIP) > 0 || in.read() >= 0) {
        cancel.throwIfCancelled();
      }
    } catch (EOFException e) {
      throw new VolumeFormatException(
          file, "is truncated, the checksum at the end of its gzip data is missing", e);
    }
  }

  private VolumeFormatException truncated(long found, String where) {
    return new VolumeFormatException(
        file,
        String.format(
            Locale.ROOT,
            "is truncated, its header announces %d bytes of voxels, the file has %d (%s)",
            layout.bytes(),
            found,
            where));
  }

  private static void warn(VolumeBuilder builder, List<String> warnings) {
    if (builder.notFinite() > 0) {
      warnings.add(builder.notFinite() + " voxels are NaN or infinite");
    }
    if (builder.rounded() > 0) {
      warnings.add(builder.rounded() + " voxels are integers beyond 2^53 and were rounded");
    }
  }
}

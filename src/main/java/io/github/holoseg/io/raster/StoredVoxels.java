package io.github.holoseg.io.raster;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.task.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.imglib2.img.Img;

/**
 * Voxels as a header says they lie in its data files: x fastest, an equal part in each file. For
 * formats with a header in text (NRRD, MetaImage).
 *
 * @param source the header, named in messages
 * @param order of the bytes of a value; of no account for {@link Encoding#ASCII}
 */
public record StoredVoxels(
    Path source,
    List<DataFile> files,
    Encoding encoding,
    SampleType type,
    ByteOrder order,
    VoxelOrder voxels) {

  /**
   * Reads one volume. Sizes are checked against the files and Java's memory before anything is
   * allocated.
   *
   * @param slope multiplies stored values, {@code intercept} is added after that
   * @throws VolumeFormatException if a file is truncated or damaged, naming it
   */
  public Img<?> read(
      double slope,
      double intercept,
      List<String> warnings,
      ProgressListener progress,
      CancellationToken cancel)
      throws IOException {
    long perFile = requireFits(slope, intercept);
    long[] size = voxels.size();
    int bytes = type.bytes();
    byte[] plane = new byte[Math.toIntExact(size[0] * size[1] * bytes)];
    int planes = Math.toIntExact(size[2]);
    try (DataStream in = new DataStream(files, encoding, type, perFile)) {
      VoxelPicker picker =
          new VoxelPicker(in, voxels.block() * bytes, voxels.count(), voxels.index(), cancel);
      VolumeBuilder builder = new VolumeBuilder(size, type, slope, intercept);
      ByteOrder bytesOrder = encoding == Encoding.ASCII ? ByteOrder.LITTLE_ENDIAN : order;
      for (int z = 0; z < planes; z++) {
        cancel.throwIfCancelled();
        picker.read(plane);
        builder.addPlane(ByteBuffer.wrap(plane).order(bytesOrder));
        progress.onProgress(Stage.READ, z + 1, planes);
      }
      picker.finish();
      warn(builder, in, warnings);
      return builder.build();
    }
  }

  /** Bytes of voxels in each file. */
  private long requireFits(double slope, double intercept) throws IOException {
    long all;
    long needed;
    long perFile;
    try {
      long[] size = voxels.size();
      Math.toIntExact(Math.multiplyExact(Math.multiplyExact(size[0], size[1]), type.bytes()));
      Math.toIntExact(size[2]);
      long one = Math.multiplyExact(Math.multiplyExact(size[0], size[1]), size[2]);
      all = Math.multiplyExact(Math.multiplyExact(one, voxels.count()), type.bytes());
      needed = Math.multiplyExact(one, VolumeBuilder.bytesPerVoxel(type, slope, intercept));
      perFile = all / files.size();
      for (DataFile file : files) {
        requireHolds(file, perFile);
      }
    } catch (ArithmeticException e) {
      throw new VolumeFormatException(
          source, "its header announces an impossible size, " + Arrays.toString(voxels.size()), e);
    }
    if (all % files.size() != 0) {
      throw new VolumeFormatException(
          source,
          String.format(
              Locale.ROOT,
              "names %d data files, among which its %d bytes of voxels cannot be divided",
              files.size(),
              all));
    }
    JavaMemory.require(source, needed);
    return perFile;
  }

  private void requireHolds(DataFile file, long bytes) throws IOException {
    long packed = file.packedBytes(bytes);
    long largest = encoding.largestContent(packed, type);
    long wanted = Math.addExact(bytes, file.unpackedSkip());
    if (encoding == Encoding.BZIP2 && wanted > largest) {
      requireUnpacksTo(file, bytes);
    } else if (wanted > largest) {
      throw new VolumeFormatException(
          file.path(),
          String.format(
              Locale.ROOT,
              "is truncated, its header announces %d bytes of voxels, but the file holds %s%d",
              wanted,
              encoding == Encoding.RAW ? "" : "at most ",
              largest));
    }
  }

  /** Counts without keeping; what is missing or damaged is an exception. */
  private void requireUnpacksTo(DataFile file, long bytes) throws IOException {
    try (InputStream in = new DataStream(List.of(file), encoding, type, bytes)) {
      in.skipNBytes(bytes);
    }
  }

  private static void warn(VolumeBuilder builder, DataStream in, List<String> warnings) {
    if (builder.notFinite() > 0) {
      warnings.add(builder.notFinite() + " voxels are NaN or infinite");
    }
    if (builder.rounded() > 0) {
      warnings.add(builder.rounded() + " voxels are integers beyond 2^53 and were rounded");
    }
    if (in.hadSurplus()) {
      warnings.add(
          "there is more data than the header announces; its sizes or its type may be wrong");
    }
  }
}

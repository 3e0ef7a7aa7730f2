package io.github.holoseg.io.nifti;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.raster.JavaMemory;
import io.github.holoseg.io.raster.SampleType;
import io.github.holoseg.io.raster.VolumeBuilder;
import io.github.holoseg.io.raster.VoxelOrder;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Where in the file the voxels of one 3-D volume lie, and how they are stored. Everything is
 * checked against overflow; nothing is allocated.
 *
 * @param size x, y, z
 * @param voxelsAt file offset of the chosen volume's first voxel
 * @param bytes of the chosen volume
 */
record NiftiLayout(
    long[] size,
    SampleType type,
    ByteOrder order,
    double slope,
    double intercept,
    long voxelsAt,
    long bytes) {

  /**
   * @param volumeIndex which volume of a 4-D file, -1: there must be exactly one
   */
  static NiftiLayout of(NiftiHeader header, int volumeIndex, Path source)
      throws VolumeFormatException {
    SampleType type = NiftiDatatype.of(header.datatype());
    if (type == null) {
      throw new VolumeFormatException(
          source,
          "its voxels are "
              + NiftiDatatype.describe(header.datatype())
              + ", not one number each; convert it to a scalar type first");
    }
    if (header.bitpix() != 0 && header.bitpix() != 8 * type.bytes()) {
      throw new VolumeFormatException(
          source,
          "its header contradicts itself, datatype is " + type + " but bitpix " + header.bitpix());
    }
    long[] dim = header.dim();
    if (dim[0] < 1 || dim[0] > 7) {
      throw new VolumeFormatException(source, "its header has dim[0] = " + dim[0] + ", not 1 to 7");
    }
    long[] sizes = new long[7];
    Arrays.fill(sizes, 1);
    for (int i = 1; i <= dim[0]; i++) {
      sizes[i - 1] = dim[i];
      if (dim[i] < 1) {
        throw new VolumeFormatException(
            source, "its header has size " + dim[i] + " along axis " + i);
      }
    }
    double[] scaling = scaling(header, source);
    try {
      long bytes = type.bytes();
      for (int i = 0; i < 3; i++) {
        bytes = Math.multiplyExact(bytes, sizes[i]);
      }
      Math.toIntExact(sizes[0] * sizes[1] * type.bytes());
      long volumes = 1;
      for (int i = 3; i < 7; i++) {
        volumes = Math.multiplyExact(volumes, sizes[i]);
      }
      long index = VoxelOrder.chosen(volumes, volumeIndex, "volumes", source);
      long at = Math.addExact(firstVoxel(header, source), Math.multiplyExact(index, bytes));
      Math.addExact(at, bytes);
      return new NiftiLayout(
          Arrays.copyOf(sizes, 3), type, header.order(), scaling[0], scaling[1], at, bytes);
    } catch (ArithmeticException e) {
      throw new VolumeFormatException(
          source, "its header announces an impossible size, " + Arrays.toString(dim), e);
    }
  }

  int planeBytes() {
    return Math.toIntExact(size[0] * size[1] * type.bytes());
  }

  /**
   * @throws IOException if the file cannot hold that much, or Java's memory cannot
   */
  void requireFits(Path file) throws IOException {
    long largest = NiftiFiles.largestContent(file);
    if (voxelsAt + bytes > largest) {
      throw new VolumeFormatException(
          file,
          String.format(
              Locale.ROOT,
              "is truncated, its header announces %d bytes of voxels from byte %d on, but the file"
                  + " holds %s%d bytes",
              bytes,
              voxelsAt,
              NiftiFiles.isGzip(file) ? "at most " : "",
              largest));
    }
    double needed =
        (double) bytes / type.bytes() * VolumeBuilder.bytesPerVoxel(type, slope, intercept);
    JavaMemory.require(file, needed);
  }

  private static long firstVoxel(NiftiHeader header, Path source) throws VolumeFormatException {
    double offset = header.voxOffset();
    long smallest = header.paired() ? 0 : header.size() + 4;
    if (offset == 0) {
      return smallest;
    }
    if (!(offset >= smallest) || offset != Math.rint(offset) || offset > Long.MAX_VALUE / 2) {
      throw new VolumeFormatException(
          source, "its header puts the voxels at byte " + offset + " (vox_offset)");
    }
    return (long) offset;
  }

  private static double[] scaling(NiftiHeader header, Path source) throws VolumeFormatException {
    if (!header.isScaled()) {
      return new double[] {1, 0};
    }
    if (!Double.isFinite(header.intercept())) {
      throw new VolumeFormatException(
          source,
          "its header has scl_slope " + header.slope() + " but scl_inter " + header.intercept());
    }
    return new double[] {header.slope(), header.intercept()};
  }
}

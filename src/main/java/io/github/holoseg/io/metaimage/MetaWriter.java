package io.github.holoseg.io.metaimage;

import io.github.holoseg.io.AtomicFile;
import io.github.holoseg.io.raster.VoxelOutput;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Writes MetaImage, zlib, little-endian: {@code .mha} as one file, {@code .mhd} with its voxels in
 * a {@code .zraw} of the same name. The same volume gives the same bytes.
 *
 * <p>The size of the packed voxels stands before them: without it SimpleITK 2.5.7 reads garbage and
 * does not say so. So they are packed into a file beside the target first.
 */
final class MetaWriter {
  static final List<String> ENDINGS = List.of(".mha", ".mhd");

  private final VolumeGeometry geometry;
  private final String more;

  /**
   * @param more further header lines, each with its end
   */
  MetaWriter(VolumeGeometry geometry, String more) {
    this.geometry = geometry;
    this.more = more;
  }

  void write(VoxelOutput voxels, Path target) throws IOException {
    if (target.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".mhd")) {
      pair(voxels, target);
    } else {
      single(voxels, target);
    }
  }

  private void single(VoxelOutput voxels, Path target) throws IOException {
    AtomicFile.write(
        target,
        out -> {
          Path packed = Files.createTempFile(target.toAbsolutePath().getParent(), ".", ".tmp");
          try {
            long size;
            try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(packed))) {
              size = voxels.zlib(to);
            }
            out.write(header(voxels, size, "LOCAL"));
            Files.copy(packed, out);
          } finally {
            Files.deleteIfExists(packed);
          }
        });
  }

  /** Both files are complete under temporary names before either is moved. */
  private void pair(VoxelOutput voxels, Path target) throws IOException {
    String name = target.getFileName().toString();
    Path data = target.resolveSibling(name.substring(0, name.length() - 4) + ".zraw");
    AtomicFile.write(
        target,
        headerOut ->
            AtomicFile.write(
                data,
                out -> {
                  long size = voxels.zlib(out);
                  out.flush();
                  headerOut.write(header(voxels, size, data.getFileName().toString()));
                  headerOut.flush();
                }));
  }

  private byte[] header(VoxelOutput voxels, long packedBytes, String dataFile) {
    double[][] d = geometry.direction();
    double[] matrix = new double[9];
    for (int i = 0; i < 9; i++) {
      matrix[i] = d[i % 3][i / 3];
    }
    long[] size = geometry.size();
    String text =
        "ObjectType = Image\n"
            + "NDims = 3\n"
            + "BinaryData = True\n"
            + "BinaryDataByteOrderMSB = False\n"
            + "CompressedData = True\n"
            + ("CompressedDataSize = " + packedBytes + "\n")
            + ("TransformMatrix = " + numbers(matrix) + "\n")
            + ("Offset = " + numbers(geometry.origin()) + "\n")
            + "CenterOfRotation = 0 0 0\n"
            + ("AnatomicalOrientation = " + anatomical() + "\n")
            + ("ElementSpacing = " + numbers(geometry.spacing()) + "\n")
            + more
            + ("DimSize = " + size[0] + " " + size[1] + " " + size[2] + "\n")
            + ("ElementType = " + MetaElementType.name(voxels.type()) + "\n")
            + ("ElementDataFile = " + dataFile + "\n");
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Where the axes come from, as ITK writes it: RAI for axes that point to L, P, S. */
  private String anatomical() {
    StringBuilder from = new StringBuilder();
    for (char to : geometry.axisCodes().toCharArray()) {
      from.append(AxisOrder.opposite(to));
    }
    return from.toString();
  }

  /** Adding zero makes -0.0 a 0.0. */
  private static String numbers(double... values) {
    StringBuilder text = new StringBuilder();
    for (double v : values) {
      text.append(text.length() == 0 ? "" : " ").append(v + 0.0);
    }
    return text.toString();
  }
}

package io.github.holoseg.io;

import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Phantom;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import net.imglib2.Cursor;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * Writes one label map in all 48 axis orders, on a straight and on two oblique grids, in every
 * format; {@code src/main/python/reference/axis_orders.py} has other programs read them.
 *
 * <p>Usage: {@code AxisOrderFiles FOLDER}. Beside the maps it writes, for each grid, the physical
 * points (LPS mm) of all labelled voxels, {@code GRID.points}, and {@code hashes.txt}.
 */
final class AxisOrderFiles {
  static final List<String> ENDINGS = List.of(".nii.gz", ".seg.nrrd", ".mha");

  private static final Map<String, VolumeGeometry> GRIDS = grids();

  private AxisOrderFiles() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    StringBuilder hashes = new StringBuilder();
    for (Map.Entry<String, VolumeGeometry> grid : GRIDS.entrySet()) {
      LabelMap labels = Phantom.truth(grid.getValue());
      Files.writeString(folder.resolve(grid.getKey() + ".points"), points(labels));
    }
    for (String ending : ENDINGS) {
      Optional<Map<String, String>> written = write(ending, folder);
      if (written.isEmpty()) {
        System.out.println("no exporter writes " + ending + " yet");
      } else {
        written.get().forEach((grid, hash) -> hashes.append(grid + ending + " " + hash + "\n"));
      }
    }
    Files.writeString(folder.resolve("hashes.txt"), hashes);
  }

  /**
   * Writes the 48 files of each grid, {@code GRID_LPS.nii.gz} and so on.
   *
   * @return for each grid the SHA-256 of the contents of its 48 files, unpacked; empty if no
   *     exporter writes such files
   */
  static Optional<Map<String, String>> write(String ending, Path folder) throws IOException {
    LabelMapExporter exporter;
    try {
      exporter = LabelMapExporters.forFile(folder.resolve("a" + ending));
    } catch (VolumeFormatException e) {
      return Optional.empty();
    }
    Map<String, String> hashes = new LinkedHashMap<>();
    for (Map.Entry<String, VolumeGeometry> grid : GRIDS.entrySet()) {
      LabelMap labels = Phantom.truth(grid.getValue());
      MessageDigest hash = sha256();
      for (AxisOrder order : AxisOrder.all()) {
        Path file = folder.resolve(grid.getKey() + "_" + order.axisCodes() + ending);
        exporter.export(labels.reoriented(order), "axis orders", file);
        hash.update(content(file));
      }
      hashes.put(grid.getKey(), HexFormat.of().formatHex(hash.digest()));
    }
    return Optional.of(hashes);
  }

  /** Header and voxels without compression, which differs between Java versions. */
  private static byte[] content(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (file.toString().endsWith(".gz")) {
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        return in.readAllBytes();
      }
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    boolean nrrd = text.startsWith("NRRD");
    String last = nrrd ? "\n\n" : "ElementDataFile = LOCAL\n";
    int end = text.indexOf(last) + last.length();
    String header = text.substring(0, end).replaceFirst("CompressedDataSize = \\d+\n", "");
    ByteArrayInputStream data = new ByteArrayInputStream(bytes, end, bytes.length - end);
    byte[] voxels;
    if (header.contains("encoding: gzip")) {
      voxels = new GZIPInputStream(data).readAllBytes();
    } else if (header.contains("CompressedData = True")) {
      voxels = new InflaterInputStream(data).readAllBytes();
    } else {
      voxels = data.readAllBytes();
    }
    byte[] start = header.getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = java.util.Arrays.copyOf(start, start.length + voxels.length);
    System.arraycopy(voxels, 0, all, start.length, voxels.length);
    return all;
  }

  private static String points(LabelMap labels) {
    StringBuilder points = new StringBuilder();
    Cursor<UnsignedShortType> cursor = labels.voxels().localizingCursor();
    while (cursor.hasNext()) {
      int label = cursor.next().get();
      if (label != 0) {
        double[] p =
            labels
                .geometry()
                .toPhysical(
                    cursor.getDoublePosition(0),
                    cursor.getDoublePosition(1),
                    cursor.getDoublePosition(2));
        points.append(label + " " + p[0] + " " + p[1] + " " + p[2] + "\n");
      }
    }
    return points.toString();
  }

  private static Map<String, VolumeGeometry> grids() {
    Map<String, VolumeGeometry> grids = new LinkedHashMap<>();
    grids.put("straight", turned(0, 0, 0));
    grids.put("oblique", turned(20, -13, 8));
    grids.put("steep", turned(41, 35, -38));
    return grids;
  }

  /** 22x26x30 voxels of 5.5x4.1x4.7 mm about the phantom's middle, turned about x, y and z. */
  private static VolumeGeometry turned(double x, double y, double z) {
    double[][] direction = multiply(about(2, z), multiply(about(1, y), about(0, x)));
    long[] size = {22, 26, 30};
    double[] spacing = {5.5, 4.1, 4.7};
    double[] middle =
        new VolumeGeometry(size, spacing, new double[3], direction).toPhysical(10.5, 12.5, 14.5);
    // Not quite in the middle, so that no flip maps the grid onto itself.
    double[] origin = {3.25 - middle[0], -1.5 - middle[1], 0.625 - middle[2]};
    return new VolumeGeometry(size, spacing, origin, direction);
  }

  private static double[][] about(int axis, double degrees) {
    double c = Math.cos(Math.toRadians(degrees));
    double s = Math.sin(Math.toRadians(degrees));
    int a = (axis + 1) % 3;
    int b = (axis + 2) % 3;
    double[][] m = new double[3][3];
    m[axis][axis] = 1;
    m[a][a] = c;
    m[b][b] = c;
    m[a][b] = -s;
    m[b][a] = s;
    return m;
  }

  private static double[][] multiply(double[][] m, double[][] n) {
    double[][] product = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 3; k++) {
          product[i][j] += m[i][k] * n[k][j];
        }
      }
    }
    return product;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}

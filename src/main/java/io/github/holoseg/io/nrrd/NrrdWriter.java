package io.github.holoseg.io.nrrd;

import io.github.holoseg.io.AtomicFile;
import io.github.holoseg.io.raster.VoxelOutput;
import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Writes NRRD0004, attached, gzip, little-endian, in left-posterior-superior. The same volume gives
 * the same bytes.
 */
final class NrrdWriter {
  private final VolumeGeometry geometry;
  private final StringBuilder pairs = new StringBuilder();

  NrrdWriter(VolumeGeometry geometry) {
    this.geometry = geometry;
  }

  /** Adds a key/value pair; empty values are left out. */
  NrrdWriter pair(String key, String value) {
    if (!value.isEmpty()) {
      String escaped =
          value
              .replace("\\", "\\\\")
              .replace("\r\n", "\n")
              .replace("\r", "\n")
              .replace("\n", "\\n");
      pairs.append(key).append(":=").append(escaped).append('\n');
    }
    return this;
  }

  void write(VoxelOutput voxels, Path target) throws IOException {
    String header = header(voxels);
    AtomicFile.write(
        target,
        out -> {
          out.write(header.getBytes(StandardCharsets.UTF_8));
          voxels.gzip(out);
        });
  }

  private String header(VoxelOutput voxels) {
    double[][] d = geometry.direction();
    double[] s = geometry.spacing();
    StringBuilder steps = new StringBuilder();
    for (int a = 0; a < 3; a++) {
      steps.append(a == 0 ? "" : " ");
      steps.append(vector(d[0][a] * s[a], d[1][a] * s[a], d[2][a] * s[a]));
    }
    return "NRRD0004\n"
        + "# http://teem.sourceforge.net/nrrd/format.html\n"
        + ("type: " + NrrdType.name(voxels.type()) + "\n")
        + "dimension: 3\n"
        + "space: left-posterior-superior\n"
        + String.format(
            Locale.ROOT, "sizes: %d %d %d\n", geometry.size(0), geometry.size(1), geometry.size(2))
        + ("space directions: " + steps + "\n")
        + "kinds: domain domain domain\n"
        + "endian: little\n"
        + "encoding: gzip\n"
        + "space units: \"mm\" \"mm\" \"mm\"\n"
        + ("space origin: " + vector(geometry.origin()) + "\n")
        + pairs
        + "\n";
  }

  /** Adding zero makes -0.0 a 0.0. */
  private static String vector(double... v) {
    return "(" + (v[0] + 0.0) + "," + (v[1] + 0.0) + "," + (v[2] + 0.0) + ")";
  }
}

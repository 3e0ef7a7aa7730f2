package io.github.holoseg.io.nrrd;

import io.github.holoseg.volume.VolumeGeometry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** An NRRD file, made by hand: 2x3x4 shorts unless changed. */
final class NrrdFixture {
  static final int VOXELS = 24;

  private final Map<String, String> fields = new LinkedHashMap<>();
  private final StringBuilder more = new StringBuilder();
  private String magic = "NRRD0005";

  NrrdFixture() {
    fields.put("type", "short");
    fields.put("dimension", "3");
    fields.put("space", "left-posterior-superior");
    fields.put("sizes", "2 3 4");
    fields.put("space directions", "(1,0,0) (0,2,0) (0,0,3)");
    fields.put("endian", "little");
    fields.put("encoding", "raw");
    fields.put("space origin", "(10,20,30)");
  }

  NrrdFixture magic(String text) {
    magic = text;
    return this;
  }

  /** Null removes a field. */
  NrrdFixture set(String name, String value) {
    if (value == null) {
      fields.remove(name);
    } else {
      fields.put(name, value);
    }
    return this;
  }

  /** A line of its own, after the fields. */
  NrrdFixture line(String line) {
    more.append(line).append('\n');
    return this;
  }

  /** 2x3x4 shorts of several volumes, on a fourth axis of that kind. */
  NrrdFixture four(int count, String kind) {
    set("dimension", "4").set("sizes", "2 3 4 " + count);
    set("space directions", "(1,0,0) (0,2,0) (0,0,3) none");
    return set("kinds", "domain domain domain " + kind);
  }

  NrrdFixture placed(VolumeGeometry g) {
    double[][] d = g.direction();
    double[] s = g.spacing();
    StringBuilder steps = new StringBuilder();
    for (int a = 0; a < 3; a++) {
      steps.append(vector(d[0][a] * s[a], d[1][a] * s[a], d[2][a] * s[a])).append(' ');
    }
    set("space directions", steps.toString());
    set("space origin", vector(g.origin()));
    return set("sizes", g.size(0) + " " + g.size(1) + " " + g.size(2));
  }

  private static String vector(double... v) {
    return "(" + v[0] + "," + v[1] + "," + v[2] + ")";
  }

  /** The numbers 0, 1, 2 ... as little-endian shorts. */
  static byte[] counting(int n) {
    byte[] bytes = new byte[2 * n];
    for (int i = 0; i < n; i++) {
      bytes[2 * i] = (byte) i;
      bytes[2 * i + 1] = (byte) (i >> 8);
    }
    return bytes;
  }

  Path write(Path file) throws IOException {
    return write(file, counting(VOXELS));
  }

  Path write(Path file, byte[] voxels) throws IOException {
    return Files.write(file, bytes(voxels));
  }

  /** Header and voxels as they stand in the file. */
  byte[] bytes(byte[] voxels) {
    StringBuilder header = new StringBuilder(magic).append('\n');
    fields.forEach((name, value) -> header.append(name).append(": ").append(value).append('\n'));
    header.append(more).append('\n');
    byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
    byte[] all = java.util.Arrays.copyOf(text, text.length + voxels.length);
    System.arraycopy(voxels, 0, all, text.length, voxels.length);
    return all;
  }
}

package io.github.holoseg.io.metaimage;

import io.github.holoseg.volume.VolumeGeometry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.DeflaterOutputStream;

/** A MetaImage header, made by hand: 2x3x4 shorts unless changed. */
final class MetaFixture {
  static final int VOXELS = 24;

  private final Map<String, String> fields = new LinkedHashMap<>();

  MetaFixture() {
    fields.put("ObjectType", "Image");
    fields.put("NDims", "3");
    fields.put("BinaryData", "True");
    fields.put("BinaryDataByteOrderMSB", "False");
    fields.put("TransformMatrix", "1 0 0 0 1 0 0 0 1");
    fields.put("Offset", "10 20 30");
    fields.put("ElementSpacing", "1 2 3");
    fields.put("DimSize", "2 3 4");
    fields.put("ElementType", "MET_SHORT");
    fields.put("ElementDataFile", "LOCAL");
  }

  /** Null removes a field. */
  MetaFixture set(String name, String value) {
    if (value == null) {
      fields.remove(name);
    } else {
      fields.put(name, value);
    }
    return this;
  }

  /** Puts the voxels into another file, unless the header already says where they are. */
  MetaFixture besides(String dataFile) {
    fields.replace("ElementDataFile", "LOCAL", dataFile);
    return this;
  }

  MetaFixture placed(VolumeGeometry g) {
    double[][] d = g.direction();
    StringBuilder matrix = new StringBuilder();
    for (int axis = 0; axis < 3; axis++) {
      for (int row = 0; row < 3; row++) {
        matrix.append(d[row][axis]).append(' ');
      }
    }
    set("TransformMatrix", matrix.toString());
    set("Offset", g.origin()[0] + " " + g.origin()[1] + " " + g.origin()[2]);
    set("ElementSpacing", g.spacing()[0] + " " + g.spacing()[1] + " " + g.spacing()[2]);
    return set("DimSize", g.size(0) + " " + g.size(1) + " " + g.size(2));
  }

  /** Deflated; the header says so. */
  byte[] pack(byte[] voxels) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(voxels);
    }
    set("CompressedData", "True");
    fields.putIfAbsent("CompressedDataSize", String.valueOf(bytes.size()));
    return bytes.toByteArray();
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

  Path write(Path file, byte[] voxels) throws IOException {
    return Files.write(file, bytes(voxels));
  }

  /** Header and voxels as they stand in the file. */
  byte[] bytes(byte[] voxels) {
    String last = fields.remove("ElementDataFile");
    String header =
        fields.entrySet().stream()
            .map(f -> f.getKey() + " = " + f.getValue() + "\n")
            .collect(Collectors.joining());
    if (last != null) {
      fields.put("ElementDataFile", last);
      header += "ElementDataFile = " + last + "\n";
    }
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    byte[] all = java.util.Arrays.copyOf(text, text.length + voxels.length);
    System.arraycopy(voxels, 0, all, text.length, voxels.length);
    return all;
  }
}

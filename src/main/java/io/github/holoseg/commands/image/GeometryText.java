package io.github.holoseg.commands.image;

import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Where an image lies in the patient, as lines of its info ({@code Image>Show Info...}, kept in
 * TIFF files that ImageJ saves), and in the labels of its slices:
 *
 * <pre>
 * Holoseg size: 512 512 20
 * Holoseg spacing: 0.9765625 0.9765625 2.0
 * Holoseg origin: -249.51171875 61.51171875 -804.5
 * Holoseg direction: 1.0 0.0 0.0 0.0 1.0 0.0 0.0 0.0 1.0
 * Holoseg modality: CT
 * </pre>
 *
 * <p>and, where they are known, name, format, series, source, assumed orientation and a line for
 * each warning of the reader.
 *
 * <p>Voxels along x, y, z; mm; LPS mm of the first voxel's centre; the 3x3 matrix row by row, whose
 * columns are the directions of x, y, z in LPS. Numbers are written so that they are read back bit
 * by bit. A slice's label is {@code LPS} and the position of its first voxel.
 */
final class GeometryText {
  private static final String PREFIX = "Holoseg ";
  private static final String LABEL = "LPS ";

  private GeometryText() {}

  static String write(VolumeGeometry geometry, VolumeInfo info) {
    StringBuilder text = new StringBuilder();
    line(text, "size", join(geometry.size()));
    line(text, "spacing", join(geometry.spacing()));
    line(text, "origin", join(geometry.origin()));
    double[][] d = geometry.direction();
    line(text, "direction", join(d[0]) + " " + join(d[1]) + " " + join(d[2]));
    line(text, "modality", info.modality().name());
    line(text, "name", info.name());
    line(text, "format", info.format());
    line(text, "series", info.seriesInstanceUid());
    line(text, "source", info.source() == null ? null : info.source().toString());
    info.assumedOrientation().ifPresent(axes -> line(text, "assumed orientation", axes));
    info.warnings().forEach(warning -> line(text, "warning", warning));
    return text.toString();
  }

  static String write(Volume<?> volume) {
    return write(volume.geometry(), volume.info());
  }

  /** The label of slice {@code z}, counted from 0. */
  static String label(VolumeGeometry geometry, long z) {
    return LABEL + join(geometry.toPhysical(0, 0, z));
  }

  /** The position in a slice's label; null if it is none of ours. */
  static double[] position(String label) {
    return label == null || !label.startsWith(LABEL)
        ? null
        : HeaderText.parse(label.substring(LABEL.length()), 3);
  }

  /** The lines of an image's info by name, without the prefix; the first of each name. */
  static Map<String, String> read(String info) {
    Map<String, String> lines = new LinkedHashMap<>();
    if (info != null) {
      for (String line : info.split("\\R")) {
        int colon = line.indexOf(": ");
        if (line.startsWith(PREFIX) && colon > 0) {
          lines.putIfAbsent(
              line.substring(PREFIX.length(), colon), line.substring(colon + 2).strip());
        }
      }
    }
    return lines;
  }

  /** What the reader of the scan had found odd. */
  static List<String> warnings(String info) {
    String start = PREFIX + "warning: ";
    return info == null
        ? List.of()
        : info.lines()
            .filter(l -> l.startsWith(start))
            .map(l -> l.substring(start.length()))
            .toList();
  }

  /** The geometry of the lines; null if it is not whole or not one. */
  static VolumeGeometry geometry(Map<String, String> lines) {
    double[] size = HeaderText.parse(lines.getOrDefault("size", ""), 3);
    double[] spacing = HeaderText.parse(lines.getOrDefault("spacing", ""), 3);
    double[] origin = HeaderText.parse(lines.getOrDefault("origin", ""), 3);
    double[] d = HeaderText.parse(lines.getOrDefault("direction", ""), 9);
    if (size == null || spacing == null || origin == null || d == null) {
      return null;
    }
    try {
      return new VolumeGeometry(
          new long[] {(long) size[0], (long) size[1], (long) size[2]},
          spacing,
          origin,
          new double[][] {{d[0], d[1], d[2]}, {d[3], d[4], d[5]}, {d[6], d[7], d[8]}});
    } catch (IllegalArgumentException e) {
      return null; // edited by hand
    }
  }

  static Modality modality(String name) {
    for (Modality modality : Modality.values()) {
      if (modality.name().equals(name)) {
        return modality;
      }
    }
    return name.isEmpty() ? Modality.UNKNOWN : Modality.OTHER;
  }

  private static void line(StringBuilder text, String name, String value) {
    if (value != null) {
      text.append(PREFIX)
          .append(name)
          .append(": ")
          .append(value.replaceAll("\\R", " "))
          .append('\n');
    }
  }

  private static String join(double[] values) {
    StringJoiner joined = new StringJoiner(" ");
    for (double value : values) {
      joined.add(Double.toString(value));
    }
    return joined.toString();
  }

  private static String join(long[] values) {
    StringJoiner joined = new StringJoiner(" ");
    for (long value : values) {
      joined.add(Long.toString(value));
    }
    return joined.toString();
  }
}

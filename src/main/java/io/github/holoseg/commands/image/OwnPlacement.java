package io.github.holoseg.commands.image;

import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The place that Holoseg itself wrote into an image's info and its slice labels. */
final class OwnPlacement {
  private OwnPlacement() {}

  /** Null if the image has no such lines. */
  static ImagePlacement of(PlacementRequest request) throws ImageException {
    Map<String, String> lines = GeometryText.read(request.image().getInfoProperty());
    VolumeGeometry whole = GeometryText.geometry(lines);
    if (whole == null) {
      return null;
    }
    request.warnings().addAll(GeometryText.warnings(request.image().getInfoProperty()));
    Map<String, String> properties = new TreeMap<>();
    properties.put("placed_by", "Holoseg's lines in the image info");
    if (lines.containsKey("assumed orientation")) {
      properties.put(VolumeInfo.ASSUMED_ORIENTATION, lines.get("assumed orientation"));
    }
    ImagePlacement placed =
        new ImagePlacement(
            request.indices(),
            whole,
            GeometryText.modality(lines.getOrDefault("modality", "")),
            lines.get("series"),
            properties);
    long[] size = request.size();
    if (size[0] != whole.size(0) || size[1] != whole.size(1)) {
      return placed.with(CalibrationPlacement.cut(request, whole));
    }
    double[][] labels =
        Arrays.stream(request.indices())
            .mapToObj(i -> GeometryText.position(request.image().getStack().getSliceLabel(i)))
            .toArray(double[][]::new);
    if (Arrays.stream(labels).allMatch(Objects::nonNull)) {
      return byLabels(request, placed, labels);
    }
    return size[2] == whole.size(2)
        ? placed
        : placed.with(CalibrationPlacement.cut(request, whole));
  }

  /** Slices may have been taken out or put into another order; each says where it is. */
  private static ImagePlacement byLabels(
      PlacementRequest request, ImagePlacement placed, double[][] labels) throws ImageException {
    VolumeGeometry whole = placed.geometry();
    int n = labels.length;
    boolean isUntouched =
        n == whole.size(2)
            && IntStream.range(0, n)
                .allMatch(z -> Arrays.equals(labels[z], whole.toPhysical(0, 0, z)));
    if (isUntouched) {
      return placed;
    }
    double[] spacing = whole.spacing();
    double[][] d = whole.direction();
    int[] slices = request.indices();
    double[] origin = labels[0];
    if (n > 1) {
      double[] normal = {d[0][2], d[1][2], d[2][2]};
      EvenSlices regular = request.regular(labels, normal, Math.min(spacing[0], spacing[1]));
      spacing[2] = regular.step();
      slices = request.sorted(regular);
      origin = labels[regular.order()[0]];
    }
    return new ImagePlacement(
        slices,
        new VolumeGeometry(request.size(), spacing, origin, d),
        placed.modality(),
        placed.seriesUid(),
        placed.properties());
  }
}

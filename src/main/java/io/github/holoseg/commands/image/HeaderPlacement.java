package io.github.holoseg.commands.image;

import io.github.holoseg.volume.Modality;
import io.github.holoseg.volume.VolumeGeometry;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * The place that the DICOM header says which ImageJ kept as text: in each slice's label, or in the
 * image's info for a single or a multi-frame file. ImageJ itself orders slices by instance number
 * and takes the slice distance from the z coordinates of two slices; here they are ordered by
 * position along their normal, as our DICOM reader does, and must be evenly above each other.
 */
final class HeaderPlacement {
  /** Two voxel sizes that differ by more than this part are not the same. */
  private static final double SAME = 1e-3;

  private static final double SAME_DIRECTION = 1e-4;

  private final PlacementRequest request;
  private final HeaderText[] headers;
  private final HeaderText first;
  private double[] orientation;
  private double[] pixel;
  private double[][] positions;

  private HeaderPlacement(PlacementRequest request, HeaderText[] headers) {
    this.request = request;
    this.headers = headers;
    this.first = headers[0];
  }

  /** Null if the image has no header, or one that does not place it. */
  static ImagePlacement of(PlacementRequest request) throws ImageException {
    HeaderText[] headers = headers(request);
    return headers == null ? null : new HeaderPlacement(request, headers).place();
  }

  /** One for each slice, or one for all; null if the image has none. */
  private static HeaderText[] headers(PlacementRequest request) {
    HeaderText[] headers =
        Arrays.stream(request.indices())
            .mapToObj(i -> new HeaderText(request.image().getStack().getSliceLabel(i)))
            .toArray(HeaderText[]::new);
    if (Arrays.stream(headers).noneMatch(HeaderText::isEmpty)) {
      return headers;
    }
    HeaderText info = new HeaderText(request.image().getInfoProperty());
    boolean isOfAll = request.indices().length == request.image().getStackSize();
    return !info.isEmpty() && isOfAll ? new HeaderText[] {info} : null;
  }

  private ImagePlacement place() throws ImageException {
    requireOneSeries();
    requireOneRescale();
    if (!collect()) {
      request
          .warnings()
          .add(
              "the DICOM header in the image does not place every slice (position, orientation and"
                  + " pixel spacing are needed); the calibration of the image is used");
      ImagePlacement plain = CalibrationPlacement.of(request);
      return new ImagePlacement(
          plain.slices(), plain.geometry(), modality(), seriesUid(), plain.properties());
    }
    double[] x = unit(orientation[0], orientation[1], orientation[2]);
    double[] y = unit(orientation[3], orientation[4], orientation[5]);
    double[] z =
        unit(x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]);
    int[] slices = request.indices();
    double[] origin = positions[0];
    double step;
    if (positions.length > 1) {
      EvenSlices regular = request.regular(positions, z, Math.min(pixel[0], pixel[1]));
      step = regular.step();
      slices = request.sorted(regular);
      origin = positions[regular.order()[0]];
    } else {
      step = thickness();
    }
    VolumeGeometry geometry = geometry(x, y, z, origin, step);
    Map<String, String> properties = new TreeMap<>();
    properties.put("placed_by", "the DICOM header in the image");
    return new ImagePlacement(slices, uncut(geometry), modality(), seriesUid(), properties);
  }

  /** False if the header leaves a slice without place. */
  private boolean collect() throws ImageException {
    positions = new double[request.indices().length][];
    if (headers.length == positions.length) {
      orientation = first.numbers(HeaderText.ORIENTATION, 6);
      pixel = first.numbers(HeaderText.PIXEL_SPACING, 2);
      for (int i = 0; i < headers.length; i++) {
        positions[i] = headers[i].numbers(HeaderText.POSITION, 3);
        double[] other = headers[i].numbers(HeaderText.ORIENTATION, 6);
        if (orientation != null && other != null && !isSameDirection(orientation, other)) {
          throw new ImageException(
              request.image(),
              "its slices have different orientations; open their files with Open CT...");
        }
      }
    }
    if (orientation == null || pixel == null || positions[0] == null) {
      // Multi-frame files have them in sequences, one after the other.
      orientation = only(first.all(HeaderText.ORIENTATION), 6);
      pixel = only(first.all(HeaderText.PIXEL_SPACING), 2);
      List<String> all = first.all(HeaderText.POSITION);
      for (int i = 0; i < positions.length && all.size() == positions.length; i++) {
        positions[i] = HeaderText.parse(all.get(i), 3);
      }
    }
    return orientation != null
        && pixel != null
        && Arrays.stream(positions).allMatch(Objects::nonNull);
  }

  private double thickness() {
    double[] thickness = first.numbers(HeaderText.THICKNESS, 1);
    double step =
        thickness != null && thickness[0] > 0
            ? thickness[0]
            : CalibrationPlacement.millimetres(request, 2).orElse(1);
    request.warnings().add("a single slice; " + step + " mm are taken as the slice spacing");
    return step;
  }

  private VolumeGeometry geometry(double[] x, double[] y, double[] z, double[] origin, double step)
      throws ImageException {
    try {
      return new VolumeGeometry(
          request.size(),
          new double[] {pixel[1], pixel[0], step},
          origin,
          new double[][] {{x[0], y[0], z[0]}, {x[1], y[1], z[1]}, {x[2], y[2], z[2]}});
    } catch (IllegalArgumentException e) {
      throw new ImageException(
          request.image(), "its DICOM header places it nowhere: " + e.getMessage());
    }
  }

  /** The same, unless the image has no longer the size that the header says. */
  private VolumeGeometry uncut(VolumeGeometry geometry) {
    double[] rows = first.numbers(HeaderText.ROWS, 1);
    double[] columns = first.numbers(HeaderText.COLUMNS, 1);
    if (rows != null
        && columns != null
        && (rows[0] != geometry.size(1) || columns[0] != geometry.size(0))) {
      long[] size = {(long) columns[0], (long) rows[0], geometry.size(2)};
      VolumeGeometry before =
          new VolumeGeometry(size, geometry.spacing(), geometry.origin(), geometry.direction());
      return CalibrationPlacement.cut(request, before);
    }
    for (int axis = 0; axis < 2; axis++) {
      OptionalDouble mm = CalibrationPlacement.millimetres(request, axis);
      double stored = geometry.spacing()[axis];
      if (mm.isPresent() && Math.abs(mm.getAsDouble() - stored) > SAME * stored) {
        request
            .warnings()
            .add(
                "the calibration of the image says %s mm along %s, its DICOM header %s mm; the header is used"
                    .formatted(mm.getAsDouble(), "xyz".charAt(axis), stored));
      }
    }
    return geometry;
  }

  private void requireOneSeries() throws ImageException {
    long series = Arrays.stream(headers).map(h -> h.text(HeaderText.SERIES_UID)).distinct().count();
    if (series > 1) {
      throw new ImageException(
          request.image(),
          "its slices are of " + series + " DICOM series; open one with Open CT...");
    }
  }

  /** ImageJ computes 32-bit images slice by slice, but gives 16-bit ones one calibration. */
  private void requireOneRescale() throws ImageException {
    Set<String> intercepts = new LinkedHashSet<>();
    Set<String> slopes = new LinkedHashSet<>();
    for (HeaderText header : headers) {
      intercepts.addAll(header.all(HeaderText.INTERCEPT));
      slopes.addAll(header.all(HeaderText.SLOPE));
    }
    if ((intercepts.size() > 1 || slopes.size() > 1) && request.image().getBitDepth() != 32) {
      throw new ImageException(
          request.image(),
          "its slices have different rescale slopes or intercepts, of which ImageJ applies the"
              + " first; open the files with Open CT...");
    }
  }

  private Modality modality() {
    return GeometryText.modality(first.text(HeaderText.MODALITY));
  }

  private String seriesUid() {
    String uid = first.text(HeaderText.SERIES_UID);
    return uid.isEmpty() ? null : uid;
  }

  private static double[] only(List<String> values, int count) {
    return values.stream().distinct().count() == 1 ? HeaderText.parse(values.get(0), count) : null;
  }

  private static boolean isSameDirection(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      if (Math.abs(a[i] - b[i]) > SAME_DIRECTION) {
        return false;
      }
    }
    return true;
  }

  private static double[] unit(double x, double y, double z) {
    double length = Math.sqrt(x * x + y * y + z * z);
    return new double[] {x / length, y / length, z / length};
  }
}

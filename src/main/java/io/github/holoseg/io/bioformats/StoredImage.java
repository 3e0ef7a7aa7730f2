package io.github.holoseg.io.bioformats;

import io.github.holoseg.io.VolumeFormatException;
import io.github.holoseg.io.raster.SampleType;
import io.github.holoseg.volume.Modality;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One volume as Bio-Formats describes it; a {@link FormatRule} corrects what it gets wrong before
 * the voxels are read. Not thread-safe.
 */
final class StoredImage {
  final Path source;

  /** All files that Bio-Formats reads from. */
  final List<Path> files;

  /** What Bio-Formats found in the header, by its own keys. */
  final Map<String, Object> metadata;

  /** Voxels of one volume along x, y, z. */
  final long[] size;

  /** How many volumes the file holds, and which one is to be read. */
  final int volumes;

  final int volume;

  SampleType type;
  ByteOrder order;
  double slope = 1;
  double intercept;
  Modality modality = Modality.UNKNOWN;

  /** Whether values are in a unit that the file names, after slope and intercept. */
  boolean unitKnown;

  /** In mm along x, y, z; NaN where the file does not say. */
  final double[] spacing;

  final List<String> warnings = new ArrayList<>();
  final Map<String, String> properties = new TreeMap<>();

  StoredImage(
      Path source,
      List<Path> files,
      Map<String, Object> metadata,
      long[] size,
      PlaneOrder planes,
      SampleType type,
      ByteOrder order,
      double[] spacing) {
    this.source = source;
    this.files = files;
    this.metadata = metadata;
    this.size = size;
    this.volumes = planes.volumes();
    this.volume = planes.volume();
    this.type = type;
    this.order = order;
    this.spacing = spacing;
  }

  /** Bytes that all volumes need without compression; as a double, since headers lie. */
  double bytes() {
    return (double) size[0] * size[1] * size[2] * volumes * type.bytes();
  }

  /** Not in the text of the header: NaN. */
  double number(String key) {
    Object value = metadata.get(key);
    try {
      return value == null ? Double.NaN : Double.parseDouble(value.toString().strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Not in the header: empty. */
  String text(String key) {
    Object value = metadata.get(key);
    return value == null ? "" : value.toString().replace("\0", "").strip();
  }

  /** Each by the length of the unit in mm; what is not positive becomes unknown. */
  void setSpacing(double unit, double... lengths) {
    for (int axis = 0; axis < 3; axis++) {
      double mm = lengths[axis] * unit;
      spacing[axis] = mm > 0 && Double.isFinite(mm) ? mm : Double.NaN;
    }
  }

  /**
   * @throws VolumeFormatException if the file ends before the voxels do
   */
  void requireBytes(long available) throws VolumeFormatException {
    if (bytes() > available) {
      throw new VolumeFormatException(
          source,
          String.format(
              java.util.Locale.ROOT,
              "is truncated or damaged, its header announces %.0f bytes of voxels %s, the file has"
                  + " %d",
              bytes(),
              Arrays.toString(size),
              Math.max(0, available)));
    }
  }

  VolumeFormatException refusal(String problem) {
    return new VolumeFormatException(source, problem);
  }
}

package io.github.holoseg.io;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.holoseg.io.raster.PlaneSource;
import io.github.holoseg.volume.AxisOrder;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.volume.VolumeGeometry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * A volume turned to LPS and described as compare_readers.py does it, to be compared with what
 * another program made of the same file.
 */
final class ComparedReader {
  private static final double PLACE_MM = 2e-3;
  private static final double RELATIVE = 1e-5;

  private final VolumeGeometry geometry;
  private final double[][] planes;
  private final boolean whole;
  private final long crc;

  ComparedReader(Volume<?> read) {
    Volume<?> volume = read.reoriented(AxisOrder.of("LPS"));
    geometry = volume.geometry();
    PlaneSource source = new PlaneSource(volume.voxels());
    int plane = (int) (geometry.size(0) * geometry.size(1));
    planes = new double[(int) geometry.size(2)][plane];
    boolean allWhole = true;
    for (int z = 0; z < planes.length; z++) {
      source.doubles(z, planes[z]);
      for (double v : planes[z]) {
        allWhole &= v == Math.rint(v) && Math.abs(v) < 1L << 31;
      }
    }
    whole = allWhole;
    CRC32 sum = new CRC32();
    ByteBuffer bytes = ByteBuffer.allocate(4 * plane).order(ByteOrder.LITTLE_ENDIAN);
    for (double[] values : planes) {
      bytes.clear();
      for (double v : values) {
        if (whole) {
          bytes.putInt((int) v);
        } else {
          bytes.putFloat((float) v);
        }
      }
      sum.update(bytes.array());
    }
    crc = sum.getValue();
  }

  /** What differs: size, place, values; empty if nothing does. */
  Set<String> differences(JsonNode theirs) {
    Set<String> found = new TreeSet<>();
    for (int axis = 0; axis < 3; axis++) {
      if (theirs.get("size").get(axis).asLong() != geometry.size(axis)) {
        found.add("size");
      }
    }
    if (!found.isEmpty()) {
      return found;
    }
    if (placeDifference(theirs.get("affine")) > PLACE_MM) {
      found.add("place");
    }
    boolean bothWhole = whole && theirs.get("whole").asBoolean();
    boolean same = theirs.get("crc32").asLong() == crc;
    if (bothWhole ? !same : !same && !closeValues(theirs, 0)) {
      found.add("values");
    }
    return found;
  }

  /** Whether no single voxel that was stored, and no extreme, differs by more. */
  boolean isWithin(JsonNode theirs, double tolerance) {
    return closeValues(theirs, tolerance);
  }

  /** The largest distance of a corner, mm. */
  double placeDifference(JsonNode affine) {
    double worst = 0;
    for (int corner = 0; corner < 8; corner++) {
      double[] index = new double[4];
      index[3] = 1;
      for (int axis = 0; axis < 3; axis++) {
        index[axis] = (corner >> axis & 1) * (geometry.size(axis) - 1.0);
      }
      double[] ours = geometry.toPhysical(index[0], index[1], index[2]);
      double square = 0;
      for (int row = 0; row < 3; row++) {
        double at = 0;
        for (int column = 0; column < 4; column++) {
          at += affine.get(row).get(column).asDouble() * index[column];
        }
        square += (at - ours[row]) * (at - ours[row]);
      }
      worst = Math.max(worst, Math.sqrt(square));
    }
    return worst;
  }

  /** Sum, extremes and single voxels, for values that programs round each in its own way. */
  private boolean closeValues(JsonNode theirs, double atLeast) {
    double sum = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    long notFinite = 0;
    long count = 0;
    for (double[] plane : planes) {
      for (double v : plane) {
        if (Double.isFinite(v)) {
          sum += v;
          min = Math.min(min, v);
          max = Math.max(max, v);
          count++;
        } else {
          notFinite++;
        }
      }
    }
    double scale = Math.max(Math.abs(min), Math.abs(max));
    double tolerance = Math.max(atLeast, RELATIVE * scale);
    boolean close =
        notFinite == theirs.get("notFinite").asLong()
            && Math.abs(sum - theirs.get("sum").asDouble()) <= tolerance * count
            && Math.abs(min - theirs.get("min").asDouble()) <= tolerance
            && Math.abs(max - theirs.get("max").asDouble()) <= tolerance;
    for (JsonNode voxel : theirs.get("voxels")) {
      int at = (int) (voxel.get(1).asInt() * geometry.size(0) + voxel.get(0).asInt());
      double ours = planes[voxel.get(2).asInt()][at];
      close &=
          voxel.get(3).isNull()
              ? !Double.isFinite(ours)
              : Math.abs(ours - voxel.get(3).asDouble()) <= tolerance;
    }
    return close;
  }
}

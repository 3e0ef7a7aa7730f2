package io.github.holoseg.io.raster;

import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelMap;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Which values a label map holds. */
public final class LabelValues {
  private LabelValues() {}

  /**
   * Whether bytes hold all values. Listed labels count too, so that the type depends on the model
   * more than on the patient.
   */
  public static boolean fitBytes(LabelMap labels) {
    if (labels.labels().stream().mapToInt(Label::value).anyMatch(v -> v > 255)) {
      return false;
    }
    PlaneSource planes = new PlaneSource(labels.voxels());
    int n = Math.toIntExact(labels.geometry().size(0) * labels.geometry().size(1));
    int high = 0;
    for (long z = 0; z < labels.geometry().size(2) && high == 0; z++) {
      ByteBuffer plane = planes.bytes(z);
      for (int i = 0; i < n; i++) {
        high |= plane.get(2 * i + 1);
      }
    }
    return high == 0;
  }

  /** The labels as listed, then one {@code label_<value>} for each value that has no name. */
  public static List<Label> withUnnamed(LabelMap labels) {
    BitSet present = new BitSet();
    PlaneSource planes = new PlaneSource(labels.voxels());
    int n = Math.toIntExact(labels.geometry().size(0) * labels.geometry().size(1));
    for (long z = 0; z < labels.geometry().size(2); z++) {
      ByteBuffer plane = planes.bytes(z);
      int last = 0;
      for (int i = 0; i < n; i++) {
        int value = plane.getShort(2 * i) & 0xFFFF;
        if (value != last) {
          present.set(value);
          last = value;
        }
      }
    }
    present.clear(0);
    List<Label> all = new ArrayList<>(labels.labels());
    labels.labels().forEach(l -> present.clear(l.value()));
    present.stream().forEach(v -> all.add(Label.of(v, "label_" + v)));
    return all;
  }
}

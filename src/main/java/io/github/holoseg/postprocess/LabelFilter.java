package io.github.holoseg.postprocess;

import io.github.holoseg.model.ModelSpec;
import io.github.holoseg.volume.Label;
import java.util.List;
import java.util.Set;

/**
 * Which labels are written.
 *
 * @param labels those that may occur in the result
 * @param drop indexed by label value: whether it becomes 0; null: nothing is dropped
 */
record LabelFilter(List<Label> labels, boolean[] drop) {

  /**
   * @param keep names, null for all
   * @throws IllegalArgumentException naming a label that the model does not have
   */
  static LabelFilter of(ModelSpec model, Set<String> keep) {
    if (keep == null) {
      return new LabelFilter(model.labels(), null);
    }
    List<String> names = model.labels().stream().map(Label::name).toList();
    for (String name : keep) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "Model '" + model.id() + "' has no label '" + name + "'; it has " + names + ".");
      }
    }
    boolean[] drop = new boolean[65536];
    java.util.Arrays.fill(drop, true);
    List<Label> kept = model.labels().stream().filter(l -> keep.contains(l.name())).toList();
    kept.forEach(label -> drop[label.value()] = false);
    return new LabelFilter(kept, drop);
  }

  /** Drops, in place. */
  void apply(short[] row, int n) {
    if (drop != null) {
      for (int x = 0; x < n; x++) {
        if (drop[row[x] & 0xffff]) {
          row[x] = 0;
        }
      }
    }
  }
}

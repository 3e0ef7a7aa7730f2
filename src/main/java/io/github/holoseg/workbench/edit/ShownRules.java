package io.github.holoseg.workbench.edit;

import io.github.holoseg.annotation.EditRules;
import io.github.holoseg.viewer.LabelStyles;
import java.util.HashSet;
import java.util.Set;

/** What may be changed, from what the viewer shows of the labels and what is set for the tools. */
final class ShownRules {
  private ShownRules() {}

  /**
   * @param active the label that is painted
   * @param limited whether the range of HU counts
   */
  static EditRules of(LabelStyles styles, int active, ToolSettings settings, boolean limited) {
    Set<Integer> locked = new HashSet<>();
    Set<Integer> hidden = new HashSet<>();
    for (int value : styles.values()) {
      if (styles.get(value).locked()) {
        locked.add(value);
      }
      if (!styles.get(value).visible()) {
        hidden.add(value);
      }
    }
    return new EditRules(
        active, settings.overwrite(), locked, hidden, limited ? settings.hu() : null);
  }
}

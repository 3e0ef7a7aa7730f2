package io.github.holoseg.workbench.edit;

import io.github.holoseg.annotation.BooleanEdit;
import io.github.holoseg.annotation.BoxMask;
import io.github.holoseg.annotation.EditableLabels;
import io.github.holoseg.annotation.GrowShrink;
import io.github.holoseg.annotation.LabelMask;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.workbench.Texts;
import java.util.Locale;

/**
 * What the active structure does with another one, of the same map or of another map on its grid.
 *
 * @param operation what
 * @param map where the other one is, on the grid of the labels; null: among the labels themselves
 * @param other its value there
 * @param marginMm by how much the other one is grown before it is taken away from the structure, or
 *     cuts it; 0 for what adds
 */
public record Combination(BooleanEdit operation, LabelMap map, int other, double marginMm) {
  /** Whether the operation asks how far from the other structure it reaches. */
  public static boolean takesMargin(BooleanEdit operation) {
    return operation == BooleanEdit.SUBTRACT || operation == BooleanEdit.INTERSECT;
  }

  /** For the undo list. */
  public String title() {
    return title(operation);
  }

  /** For lists of operations. */
  public static String title(BooleanEdit operation) {
    return Texts.get("combine." + operation.name().toLowerCase(Locale.ROOT));
  }

  /**
   * In words, what it will do.
   *
   * @param structure name of the structure that changes
   * @param with name of the other one
   */
  public String explained(String structure, String with) {
    String key = "combine." + operation.name().toLowerCase(Locale.ROOT);
    boolean shared = map == null;
    if (takesMargin(operation)) {
      if (shared && !(marginMm > 0)) {
        return Texts.get("combine.needsMargin");
      }
      return marginMm > 0
          ? Texts.get(key + ".margin", structure, with, StructureEdit.number(marginMm))
          : Texts.get(key + ".does", structure, with);
    }
    return Texts.get(key + (shared ? ".shared" : ".does"), structure, with);
  }

  /** Whether it can change anything: in one map a voxel has one label, so nothing overlaps. */
  public boolean makesSense() {
    return map != null || !takesMargin(operation) || marginMm > 0;
  }

  /** Whether the other structure loses what the active one gets. */
  boolean takesFromOther() {
    return map == null && !takesMargin(operation);
  }

  Change change(EditableLabels labels, int label, Workers workers, CancellationToken cancel) {
    EditableLabels there = map == null ? labels : EditableLabels.of(map, cancel);
    BoxMask with = LabelMask.of(there, other, workers, cancel);
    if (takesMargin(operation) && marginMm > 0) {
      with = GrowShrink.grow(with, marginMm, labels.geometry(), workers, cancel);
    }
    BoxMask own = LabelMask.of(labels, label, workers, cancel);
    return new Change(operation.added(own, with), operation.removed(own, with));
  }
}

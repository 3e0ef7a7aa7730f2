package io.github.holoseg.annotation;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Workers;

/**
 * What one structure does to another. The other may be a label of the same map or the mask of
 * another map on the same grid (an earlier result); the edit's rules say what may change.
 */
public enum BooleanEdit {
  /** The structure gets the other's voxels. */
  UNION,
  /** The structure loses the voxels that the other has. */
  SUBTRACT,
  /** The structure loses the voxels that the other does not have. */
  INTERSECT,
  /** The structure becomes what the other is. */
  COPY;

  /**
   * Does it.
   *
   * @param label the structure that changes
   * @param other read from before the edit
   * @return voxels changed
   */
  public long apply(
      Edit edit,
      EditableLabels labels,
      int label,
      BoxMask other,
      Workers workers,
      CancellationToken cancel) {
    BoxMask own = LabelMask.of(labels, label, workers, cancel);
    long changed = 0;
    if (this == SUBTRACT) {
      own.and(other);
      changed += edit.set(own, 0);
    }
    if (this == INTERSECT || this == COPY) {
      own.andNot(other);
      changed += edit.set(own, 0);
    }
    if (this == UNION || this == COPY) {
      changed += edit.set(other, label);
    }
    return changed;
  }
}

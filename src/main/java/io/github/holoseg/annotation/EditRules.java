package io.github.holoseg.annotation;

import java.util.Optional;
import java.util.Set;

/**
 * What an edit may change. Immutable.
 *
 * @param active the label that is painted, 1 to 65535
 * @param overwrite what may be replaced
 * @param locked labels that neither lose nor win a voxel
 * @param hidden labels that are not shown; matters for {@link Overwrite#VISIBLE}
 * @param hu only voxels of the scan with these values change; null for all
 */
public record EditRules(
    int active, Overwrite overwrite, Set<Integer> locked, Set<Integer> hidden, HuRange hu) {
  private static final int VALUES = 1 << 16;

  public EditRules {
    if (active < 1 || active >= VALUES) {
      throw new IllegalArgumentException("active label is " + active + ", must be 1 to 65535");
    }
    locked = Set.copyOf(locked);
    hidden = Set.copyOf(hidden);
  }

  /** Everything may be replaced by this label. */
  public static EditRules painting(int active) {
    return new EditRules(active, Overwrite.EVERYTHING, Set.of(), Set.of(), null);
  }

  public EditRules withActive(int label) {
    return new EditRules(label, overwrite, locked, hidden, hu);
  }

  public EditRules withOverwrite(Overwrite mode) {
    return new EditRules(active, mode, locked, hidden, hu);
  }

  public EditRules withLocked(Set<Integer> labels) {
    return new EditRules(active, overwrite, labels, hidden, hu);
  }

  public EditRules withHidden(Set<Integer> labels) {
    return new EditRules(active, overwrite, locked, labels, hu);
  }

  /**
   * @param range null for all values
   */
  public EditRules withHu(HuRange range) {
    return new EditRules(active, overwrite, locked, hidden, range);
  }

  public Optional<HuRange> huRange() {
    return Optional.ofNullable(hu);
  }

  /** Whether a voxel may go from one label to another; 0 is background. */
  public boolean allows(int from, int to) {
    if (from == to || locked.contains(from) || locked.contains(to)) {
      return false;
    }
    return switch (overwrite) {
      case EVERYTHING -> true;
      case VISIBLE -> !hidden.contains(from);
      case BACKGROUND -> from == 0 || to == 0 && from == active;
    };
  }

  /** {@link #allows} for every old value, so that a loop over voxels needs no sets. */
  boolean[] allowedFrom(int to) {
    boolean[] allowed = new boolean[VALUES];
    for (int from = 0; from < VALUES; from++) {
      allowed[from] = from != to;
    }
    if (locked.contains(to)) {
      return new boolean[VALUES];
    }
    if (overwrite == Overwrite.BACKGROUND) {
      allowed = new boolean[VALUES];
      allowed[0] = to != 0;
      allowed[active] = to == 0;
    } else if (overwrite == Overwrite.VISIBLE) {
      for (int label : hidden) {
        allowed[label] = false;
      }
    }
    for (int label : locked) {
      allowed[label] = false;
    }
    return allowed;
  }
}

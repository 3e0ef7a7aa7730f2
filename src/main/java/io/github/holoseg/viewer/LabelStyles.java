package io.github.holoseg.viewer;

import io.github.holoseg.volume.Label;
import io.github.holoseg.volume.LabelColors;
import io.github.holoseg.volume.LabelMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The styles of all labels. Immutable. A value without an entry, which a label map may hold without
 * naming it, has the colour of {@link LabelColors} and is visible.
 */
public final class LabelStyles {
  /** No label has a style of its own. */
  public static final LabelStyles NONE = new LabelStyles(Map.of());

  private final Map<Integer, LabelStyle> byValue;

  private LabelStyles(Map<Integer, LabelStyle> byValue) {
    this.byValue = byValue;
  }

  /** The map's own colours; everything visible and unlocked. */
  public static LabelStyles of(LabelMap labels) {
    Map<Integer, LabelStyle> styles = new HashMap<>();
    for (Label label : labels.labels()) {
      styles.put(label.value(), new LabelStyle(label.argb(), true, 1, false));
    }
    return new LabelStyles(styles);
  }

  /** As {@link #of}, but values that have a style here keep it. */
  public LabelStyles joinedBy(LabelMap labels) {
    Map<Integer, LabelStyle> styles = new HashMap<>(of(labels).byValue);
    styles.putAll(byValue);
    return new LabelStyles(styles);
  }

  /**
   * @param value 1 to 65535
   */
  public LabelStyle get(int value) {
    LabelStyle style = byValue.get(value);
    return style != null ? style : new LabelStyle(LabelColors.colorOf(value), true, 1, false);
  }

  /** The values with a style of their own. */
  public Set<Integer> values() {
    return Set.copyOf(byValue.keySet());
  }

  /** The same with one label changed. */
  public LabelStyles with(int value, UnaryOperator<LabelStyle> change) {
    Map<Integer, LabelStyle> styles = new HashMap<>(byValue);
    styles.put(value, change.apply(get(value)));
    return new LabelStyles(styles);
  }

  /** The same with all of these labels changed. */
  public LabelStyles with(Iterable<Integer> values, UnaryOperator<LabelStyle> change) {
    Map<Integer, LabelStyle> styles = new HashMap<>(byValue);
    for (int value : values) {
      styles.put(value, change.apply(get(value)));
    }
    return new LabelStyles(styles);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof LabelStyles other && byValue.equals(other.byValue);
  }

  @Override
  public int hashCode() {
    return byValue.hashCode();
  }
}

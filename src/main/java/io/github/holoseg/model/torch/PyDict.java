package io.github.holoseg.model.torch;

import java.math.BigInteger;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A mapping of a pickle in its order; users see it as a map that cannot be changed.
 *
 * <p>Keys are text, numbers, truth values, None, or tuples of these. Many keys with one hash value
 * make Java's maps slow unless all keys are of one comparable class; so mappings whose keys are
 * neither all text nor all whole numbers are kept small.
 */
final class PyDict extends AbstractMap<Object, Object> implements PyContainer {
  private static final int MOST_MIXED_KEYS = 10_000;
  private static final int LONGEST_TUPLE = 16;

  private final Map<Object, Object> entries = new LinkedHashMap<>();
  private final boolean takesAttributes;
  private Extent extent;
  private Class<?> keyClass;
  private boolean mixed;

  /**
   * @param takesAttributes whether it is an OrderedDict, which can carry attributes; they are
   *     dropped (those of a state dict are version numbers of its modules)
   */
  PyDict(boolean takesAttributes) {
    this.takesAttributes = takesAttributes;
  }

  boolean takesAttributes() {
    return takesAttributes;
  }

  void set(Object key, Object value) throws Refusal {
    requirePlain(key);
    Class<?> type = key instanceof String || key instanceof Long ? key.getClass() : null;
    mixed |= type == null || keyClass != null && keyClass != type;
    keyClass = type;
    if (mixed && entries.size() >= MOST_MIXED_KEYS) {
      throw new Refusal("holds a mapping with more than 10000 keys of several kinds");
    }
    entries.put(key, value);
  }

  private static void requirePlain(Object key) throws Refusal {
    boolean plain = isPlain(key);
    if (key instanceof PyList list && list.isTuple() && list.size() <= LONGEST_TUPLE) {
      plain = list.stream().allMatch(PyDict::isPlain);
    }
    if (!plain) {
      throw new Refusal("holds a mapping with a key that is neither text, a number nor a tuple");
    }
  }

  private static boolean isPlain(Object key) {
    return key == null
        || key instanceof String
        || key instanceof Long
        || key instanceof Double
        || key instanceof Boolean
        || key instanceof BigInteger;
  }

  @Override
  public Set<Map.Entry<Object, Object>> entrySet() {
    return Collections.unmodifiableMap(entries).entrySet();
  }

  @Override
  public Object get(Object key) {
    return entries.get(key);
  }

  @Override
  public boolean containsKey(Object key) {
    return entries.containsKey(key);
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public Iterator<Object> children() {
    return entries.values().iterator();
  }

  @Override
  public Extent extent() {
    if (extent == null) {
      extent = new Extent();
    }
    return extent;
  }
}

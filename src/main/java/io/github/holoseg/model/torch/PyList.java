package io.github.holoseg.model.torch;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.RandomAccess;

/** A list, tuple or set of a pickle; users see it as a list that cannot be changed. */
final class PyList extends AbstractList<Object> implements PyContainer, RandomAccess {
  private final boolean tuple;
  private final List<Object> items;
  private Extent extent;

  private PyList(boolean tuple, List<Object> items) {
    this.tuple = tuple;
    this.items = items;
  }

  /** An empty list, to which the machine appends. */
  static PyList list() {
    return new PyList(false, new ArrayList<>());
  }

  static PyList list(List<Object> items) {
    return new PyList(false, new ArrayList<>(items));
  }

  static PyList tuple(Object... items) {
    return new PyList(true, Collections.unmodifiableList(Arrays.asList(items)));
  }

  boolean isTuple() {
    return tuple;
  }

  void append(Object value) {
    items.add(value);
  }

  @Override
  public Object get(int index) {
    return items.get(index);
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public Iterator<Object> children() {
    return items.iterator();
  }

  @Override
  public Extent extent() {
    if (extent == null) {
      extent = new Extent();
    }
    return extent;
  }
}

package io.github.holoseg.viewer.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All measures of a case, in the order in which they were made. Used on one thread. */
public final class Measures {
  private final List<Measure> all = new ArrayList<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private List<Measure> saved = List.of();

  public List<Measure> all() {
    return List.copyOf(all);
  }

  public void add(Measure measure) {
    all.add(measure);
    tell();
  }

  /** Puts a measure in the place of another; nothing happens if that one is gone. */
  public void replace(Measure old, Measure next) {
    int index = index(old);
    if (index >= 0) {
      all.set(index, next);
      tell();
    }
  }

  public void remove(Measure measure) {
    int index = index(measure);
    if (index >= 0) {
      all.remove(index);
      tell();
    }
  }

  /** All others instead of those that are there. */
  public void setAll(List<Measure> measures) {
    all.clear();
    all.addAll(measures);
    tell();
  }

  /** What is there now is in a file. */
  public void markSaved() {
    saved = List.copyOf(all);
  }

  /** Whether all is as it was saved or read last; nothing at all need not be saved. */
  public boolean isSaved() {
    return saved.equals(all);
  }

  /** The very object: two equal measures are still two. */
  private int index(Measure measure) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) == measure) {
        return i;
      }
    }
    return -1;
  }

  private void tell() {
    listeners.forEach(Runnable::run);
  }

  /** Hears every change. */
  public void addListener(Runnable listener) {
    listeners.add(listener);
  }
}

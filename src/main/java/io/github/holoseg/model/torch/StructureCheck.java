package io.github.holoseg.model.torch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Refuses what would make a walk through the values endless or huge: containers that contain
 * themselves, deep nesting, and few containers that repeat each other into very many values.
 * Without recursion, in time proportional to the pickle.
 */
final class StructureCheck {
  private static final int DEEPEST = 100;
  private static final long MOST_VALUES = 32_000_000;

  private record Step(PyContainer container, Iterator<Object> rest) {
    static Step into(PyContainer container) {
      container.extent().entered = true;
      container.extent().values = 1;
      return new Step(container, container.children());
    }
  }

  private StructureCheck() {}

  static void check(Object root) throws Refusal {
    if (!(root instanceof PyContainer top)) {
      return;
    }
    Deque<Step> path = new ArrayDeque<>();
    path.push(Step.into(top));
    while (!path.isEmpty()) {
      PyContainer here = path.peek().container();
      if (!path.peek().rest().hasNext()) {
        here.extent().done = true;
        path.pop();
        if (!path.isEmpty()) {
          add(path.peek().container(), here);
        }
        continue;
      }
      Object next = path.peek().rest().next();
      if (!(next instanceof PyContainer child)) {
        here.extent().values++;
      } else if (child.extent().done) {
        add(here, child);
      } else if (child.extent().entered) {
        throw new Refusal("holds a list or mapping that contains itself");
      } else {
        path.push(Step.into(child));
      }
    }
  }

  private static void add(PyContainer parent, PyContainer child) throws Refusal {
    PyContainer.Extent extent = parent.extent();
    extent.values += child.extent().values;
    extent.depth = Math.max(extent.depth, child.extent().depth + 1);
    if (extent.depth > DEEPEST) {
      throw new Refusal("nests its lists and mappings more than " + DEEPEST + " deep");
    }
    if (extent.values > MOST_VALUES) {
      throw new Refusal("repeats its lists and mappings into more than 32 million values");
    }
  }
}

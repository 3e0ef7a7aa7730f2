package io.github.holoseg.model.torch;

import java.util.Iterator;

/** A list or a mapping of a pickle, as far as {@link StructureCheck} needs to see it. */
interface PyContainer {
  /** The values in it; the keys of a mapping are plain. */
  Iterator<Object> children();

  Extent extent();

  /** What the check has found out about a container. */
  final class Extent {
    boolean entered;
    boolean done;
    int depth;
    long values;
  }
}

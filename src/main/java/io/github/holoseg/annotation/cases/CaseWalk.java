package io.github.holoseg.annotation.cases;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** From one case to another, round and round in the list's order. */
public final class CaseWalk {
  private CaseWalk() {}

  /**
   * The next case after one that is wanted, from the start again after the last; the one itself
   * comes last.
   *
   * @param id null or unknown to begin at the start, backwards at the end
   */
  public static Optional<AnnotationCase> next(
      List<AnnotationCase> cases, String id, boolean forwards, Predicate<AnnotationCase> wanted) {
    int n = cases.size();
    int at = forwards ? -1 : n;
    for (int i = 0; i < n; i++) {
      at = cases.get(i).id().equals(id) ? i : at;
    }
    for (int i = 1; i <= n; i++) {
      AnnotationCase candidate = cases.get(Math.floorMod(forwards ? at + i : at - i, n));
      if (wanted.test(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}

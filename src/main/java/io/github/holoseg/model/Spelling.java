package io.github.holoseg.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what someone probably meant. */
final class Spelling {
  private Spelling() {}

  /**
   * The candidate with the fewest edits, if they are at most two or a third of its letters, and
   * fewer than the letters of either word: otherwise the two have nothing in common.
   */
  static Optional<String> nearest(String typed, List<String> candidates) {
    String best = null;
    int bestEdits = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int edits = edits(typed.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      int allowed = Math.max(2, candidate.length() / 3);
      allowed = Math.min(allowed, Math.min(typed.length(), candidate.length()) - 1);
      if (edits < bestEdits && edits <= allowed) {
        bestEdits = edits;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Insertions, deletions, replacements and swaps of neighbours between two words. */
  private static int edits(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}

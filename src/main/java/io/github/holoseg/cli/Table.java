package io.github.holoseg.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Text in columns: the first one to the left, numbers to the right. */
final class Table {
  private final List<String[]> rows = new ArrayList<>();
  private final boolean[] right;

  /**
   * @param heads one per column; a head that begins with {@code >} makes a column of numbers
   */
  Table(String... heads) {
    right = new boolean[heads.length];
    String[] names = new String[heads.length];
    for (int i = 0; i < heads.length; i++) {
      right[i] = heads[i].startsWith(">");
      names[i] = right[i] ? heads[i].substring(1) : heads[i];
    }
    rows.add(names);
  }

  Table row(String... cells) {
    rows.add(cells);
    return this;
  }

  @Override
  public String toString() {
    int[] widths = new int[right.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        char[] space = new char[widths[i] - row[i].length()];
        Arrays.fill(space, ' ');
        line.append(i == 0 ? "" : "  ");
        line.append(right[i] ? new String(space) + row[i] : row[i] + new String(space));
      }
      text.append(text.isEmpty() ? "" : System.lineSeparator())
          .append(line.toString().stripTrailing());
    }
    return text.toString();
  }
}

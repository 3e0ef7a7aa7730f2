package io.github.holoseg.workbench.swing;

import io.github.holoseg.io.SeriesFacts;
import io.github.holoseg.workbench.Texts;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.swing.JTable;
import javax.swing.ListSelectionModel;
import javax.swing.table.AbstractTableModel;

/** The series of a source as rows. */
final class SeriesTable extends AbstractTableModel {
  private static final List<String> COLUMNS =
      List.of("description", "modality", "slices", "size", "spacing", "state");

  private static final int[] WIDTHS = {170, 45, 50, 80, 130, 260};

  private List<SeriesFacts> rows = List.of();

  /** A table of them; what does not fit into a cell is told by its tool tip. */
  JTable table(String name) {
    JTable table =
        new JTable(this) {
          @Override
          public String getToolTipText(MouseEvent e) {
            int row = rowAtPoint(e.getPoint());
            int column = columnAtPoint(e.getPoint());
            return row < 0 || column < 0 ? null : String.valueOf(getValueAt(row, column));
          }
        };
    table.setName(name);
    table.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    for (int column = 0; column < WIDTHS.length; column++) {
      table.getColumnModel().getColumn(column).setPreferredWidth(WIDTHS[column]);
    }
    return table;
  }

  void show(List<SeriesFacts> series) {
    if (!rows.equals(series)) {
      rows = series;
      fireTableDataChanged();
    }
  }

  String id(int row) {
    return rows.get(row).id();
  }

  /** -1 if it is none of them. */
  int row(String id) {
    for (int row = 0; row < rows.size(); row++) {
      if (rows.get(row).id().equals(id)) {
        return row;
      }
    }
    return -1;
  }

  @Override
  public int getRowCount() {
    return rows.size();
  }

  @Override
  public int getColumnCount() {
    return COLUMNS.size();
  }

  @Override
  public String getColumnName(int column) {
    return Texts.get("series." + COLUMNS.get(column));
  }

  @Override
  public Object getValueAt(int row, int column) {
    SeriesFacts facts = rows.get(row);
    return switch (COLUMNS.get(column)) {
      case "description" ->
          facts.description().isEmpty() ? facts.seriesNumber() : facts.description();
      case "modality" -> facts.modality();
      case "slices" -> Integer.toString(facts.slices());
      case "size" -> facts.columns() + " x " + facts.rows();
      case "spacing" ->
          facts.spacing().stream()
              .map(mm -> mm == null ? "?" : String.format(Locale.ROOT, "%.2f", mm))
              .collect(Collectors.joining(" x "));
      default ->
          facts.problems().isEmpty()
              ? String.join("; ", facts.oddities())
              : String.join("; ", facts.problems());
    };
  }
}

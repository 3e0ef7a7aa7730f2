package io.github.holoseg.viewer.swing;

import java.awt.Color;
import java.awt.Component;
import javax.swing.JLabel;
import javax.swing.JTable;
import javax.swing.SwingConstants;
import javax.swing.table.DefaultTableCellRenderer;
import javax.swing.table.TableColumn;

/** How the label table's cells look: an eye, a swatch, a name, millilitres, a lock. */
final class LabelCells extends DefaultTableCellRenderer {
  private static final int[] WIDTHS = {26, 26, 150, 64, 26};

  private LabelCells() {}

  static void install(JTable table) {
    LabelCells cells = new LabelCells();
    table.setDefaultRenderer(Boolean.class, cells);
    table.setDefaultRenderer(Color.class, cells);
    table.setDefaultRenderer(String.class, cells);
    table.setDefaultRenderer(Double.class, cells);
    for (int i = 0; i < WIDTHS.length; i++) {
      TableColumn column = table.getColumnModel().getColumn(i);
      column.setPreferredWidth(WIDTHS[i]);
      if (i != LabelRows.NAME) {
        column.setMinWidth(WIDTHS[i]);
        column.setMaxWidth(i == LabelRows.VOLUME ? 110 : WIDTHS[i]);
      }
    }
    table.getTableHeader().setReorderingAllowed(false);
  }

  @Override
  public Component getTableCellRendererComponent(
      JTable table, Object value, boolean selected, boolean focus, int row, int column) {
    JLabel cell =
        (JLabel)
            super.getTableCellRendererComponent(table, value, selected, false, row, column);
    cell.setIcon(null);
    int model = table.convertColumnIndexToModel(column);
    cell.setHorizontalAlignment(
        model == LabelRows.NAME
            ? SwingConstants.LEADING
            : model == LabelRows.VOLUME ? SwingConstants.TRAILING : SwingConstants.CENTER);
    switch (model) {
      case LabelRows.VISIBLE -> icon(cell, Icons.eye((Boolean) value), "labels.visible.tip");
      case LabelRows.LOCKED -> icon(cell, Icons.lock((Boolean) value), "labels.locked.tip");
      case LabelRows.COLOUR -> icon(cell, Icons.swatch((Color) value), "labels.colour.tip");
      case LabelRows.VOLUME -> {
        cell.setText(LabelRows.millilitres((Double) value));
        cell.setToolTipText(Texts.get("labels.volume.tip"));
      }
      default -> {
        cell.setText(value.toString().replace('_', ' '));
        cell.setToolTipText(Texts.get("labels.name.tip", value));
      }
    }
    return cell;
  }

  private static void icon(JLabel cell, javax.swing.Icon icon, String tip) {
    cell.setText("");
    cell.setIcon(icon);
    cell.setToolTipText(Texts.get(tip));
  }
}

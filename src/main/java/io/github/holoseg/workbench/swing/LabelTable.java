package io.github.holoseg.workbench.swing;

import io.github.holoseg.volume.Label;
import io.github.holoseg.workbench.segment.ModelChoice;
import io.github.holoseg.workbench.segment.SegmentModel;
import java.util.List;
import javax.swing.table.AbstractTableModel;

/** A model's structures with a box to tick each. */
final class LabelTable extends AbstractTableModel {
  private final SegmentModel model;
  private final Runnable changed;
  private List<Label> labels = List.of();

  /**
   * @param changed called after the user has ticked
   */
  LabelTable(SegmentModel model, Runnable changed) {
    this.model = model;
    this.changed = changed;
  }

  /** Shows the structures whose names contain the text. */
  void show(String search) {
    List<Label> all = model.model().map(ModelChoice::labels).orElse(List.of());
    labels = all.stream().filter(label -> label.name().contains(search)).toList();
    fireTableDataChanged();
  }

  void all(boolean wanted) {
    labels.forEach(label -> model.want(label.name(), wanted));
    fireTableDataChanged();
    changed.run();
  }

  Label label(int row) {
    return labels.get(row);
  }

  @Override
  public int getRowCount() {
    return labels.size();
  }

  @Override
  public int getColumnCount() {
    return 2;
  }

  @Override
  public Class<?> getColumnClass(int column) {
    return column == 0 ? Boolean.class : Label.class;
  }

  @Override
  public boolean isCellEditable(int row, int column) {
    return column == 0;
  }

  @Override
  public Object getValueAt(int row, int column) {
    return column == 0 ? model.isWanted(labels.get(row).name()) : labels.get(row);
  }

  @Override
  public void setValueAt(Object value, int row, int column) {
    model.want(labels.get(row).name(), (Boolean) value);
    changed.run();
  }
}

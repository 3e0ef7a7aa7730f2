package io.github.holoseg.viewer.swing;

import io.github.holoseg.measure.LabelStatistics;
import io.github.holoseg.viewer.LabelStyle;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.viewer.ViewerState;
import io.github.holoseg.volume.Label;
import java.awt.Color;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.swing.table.AbstractTableModel;

/** The rows of the label table: the map's labels, then voxel values that it does not name. */
final class LabelRows extends AbstractTableModel {
  static final int VISIBLE = 0;
  static final int COLOUR = 1;
  static final int NAME = 2;
  static final int VOLUME = 3;
  static final int LOCKED = 4;

  private static final String[] COLUMNS = {"visible", "colour", "name", "volume", "locked"};

  private final transient ViewerState state;
  private final transient List<Label> labels = new ArrayList<>();
  private final transient Map<Integer, LabelStatistics> statistics = new HashMap<>();
  private transient List<Label> named = List.of();

  LabelRows(ViewerState state) {
    this.state = state;
  }

  /** Shows names and styles of a snapshot. */
  void show(ViewerSnapshot s, boolean styled) {
    List<Label> next = s.scene().labels().map(map -> map.labels()).orElse(List.of());
    if (!next.equals(named)) {
      named = next;
      fill();
    } else if (styled && !labels.isEmpty()) {
      fireTableRowsUpdated(0, labels.size() - 1);
    }
  }

  void setStatistics(List<LabelStatistics> measured) {
    List<Integer> before = labels.stream().map(Label::value).toList();
    statistics.clear();
    measured.forEach(m -> statistics.put(m.label().value(), m));
    List<Label> all = all();
    if (all.stream().map(Label::value).toList().equals(before)) {
      if (!labels.isEmpty()) {
        fireTableRowsUpdated(0, labels.size() - 1);
      }
    } else {
      fill();
    }
  }

  private List<Label> all() {
    List<Label> all = new ArrayList<>(named);
    statistics.values().stream()
        .map(LabelStatistics::label)
        .filter(label -> named.stream().noneMatch(n -> n.value() == label.value()))
        .sorted(java.util.Comparator.comparingInt(Label::value))
        .forEach(all::add);
    return all;
  }

  private void fill() {
    labels.clear();
    labels.addAll(all());
    fireTableDataChanged();
  }

  Label label(int row) {
    return labels.get(row);
  }

  /** The row of a label value, -1 if it has none. */
  int row(int value) {
    for (int row = 0; row < labels.size(); row++) {
      if (labels.get(row).value() == value) {
        return row;
      }
    }
    return -1;
  }

  List<Integer> values() {
    return labels.stream().map(Label::value).toList();
  }

  Optional<double[]> centroid(int value) {
    return Optional.ofNullable(statistics.get(value))
        .filter(s -> s.voxels() > 0)
        .map(LabelStatistics::centroid);
  }

  private LabelStyle style(int row) {
    return state.snapshot().styles().get(labels.get(row).value());
  }

  @Override
  public int getRowCount() {
    return labels.size();
  }

  @Override
  public int getColumnCount() {
    return COLUMNS.length;
  }

  @Override
  public String getColumnName(int column) {
    return Texts.get("labels." + COLUMNS[column]);
  }

  @Override
  public Class<?> getColumnClass(int column) {
    return switch (column) {
      case VISIBLE, LOCKED -> Boolean.class;
      case COLOUR -> Color.class;
      case VOLUME -> Double.class;
      default -> String.class;
    };
  }

  @Override
  public Object getValueAt(int row, int column) {
    return switch (column) {
      case VISIBLE -> style(row).visible();
      case COLOUR -> new Color(style(row).argb());
      case VOLUME ->
          Optional.ofNullable(statistics.get(labels.get(row).value()))
              .map(LabelStatistics::volumeMl)
              .orElse(null);
      case LOCKED -> style(row).locked();
      default -> labels.get(row).name();
    };
  }

  /** For example {@code 12.3}, {@code 0.004}, {@code –} while it is not known. */
  static String millilitres(Double ml) {
    if (ml == null) {
      return "–";
    }
    return String.format(Locale.ROOT, ml >= 0.1 || ml == 0 ? "%.1f" : "%.3f", ml);
  }
}

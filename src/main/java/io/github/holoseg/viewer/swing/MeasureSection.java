package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.tool.Measure;
import io.github.holoseg.viewer.tool.Measures;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.event.ActionEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.KeyStroke;
import javax.swing.ListSelectionModel;
import javax.swing.table.AbstractTableModel;

/**
 * The list of measures: what they are called and what they say. A click goes there, a double click
 * on the name (or F2) renames.
 */
final class MeasureSection extends JPanel {
  private static final int ROW = 22;
  private static final int MOST_ROWS = 5;
  private static final int NAME = 0;

  private final transient ViewerPanel panel;
  private final transient Measures measures;
  private final transient MeasurePainter painter;
  private final transient MeasureText words;
  private final Rows rows = new Rows();
  private final JTable table = new JTable(rows);
  private final JScrollPane scroll = new JScrollPane(table);
  private boolean showing;

  MeasureSection(ViewerPanel panel, Measures measures, MeasurePainter painter, MeasureText words) {
    super(new BorderLayout());
    this.panel = panel;
    this.measures = measures;
    this.painter = painter;
    this.words = words;
    table.setName("measures");
    table.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    table.setShowGrid(false);
    table.setRowHeight(ROW);
    table.setTableHeader(null);
    table.setToolTipText(Texts.get("measures.tip"));
    table.putClientProperty("terminateEditOnFocusLost", true);
    table.getInputMap().put(KeyStroke.getKeyStroke("DELETE"), "remove");
    table
        .getActionMap()
        .put(
            "remove",
            new AbstractAction() {
              @Override
              public void actionPerformed(ActionEvent e) {
                drop(table.getSelectedRow());
              }
            });
    table.getSelectionModel().addListSelectionListener(e -> selected());
    table.addMouseListener(new Mouse());
    scroll.setBorder(BorderFactory.createEmptyBorder());
    add(scroll);
    measures.addListener(this::update);
    update();
  }

  private void update() {
    List<Measure> all = measures.all();
    showing = true;
    rows.show(all);
    for (int row = 0; row < all.size(); row++) {
      if (all.get(row) == painter.selected(all)) {
        table.setRowSelectionInterval(row, row);
      }
    }
    showing = false;
    int height = ROW * Math.max(1, Math.min(MOST_ROWS, all.size()));
    scroll.setPreferredSize(new Dimension(100, height + 2));
    if (getParent() != null) {
      getParent().setVisible(!all.isEmpty()); // with the heading
    }
    revalidate();
  }

  /** A measure was chosen by the user. */
  private void selected() {
    int row = table.getSelectedRow();
    if (!showing && row >= 0 && row < measures.all().size()) {
      goTo(measures.all().get(row));
    }
  }

  /** Brings its slice into the planes. */
  private void goTo(Measure measure) {
    LpsPoint sum = new LpsPoint(0, 0, 0);
    List<LpsPoint> points = measure.handles();
    for (LpsPoint p : points) {
      sum = sum.plus(p);
    }
    painter.select(measure);
    panel.state().setCrosshair(sum.times(1.0 / points.size()));
    panel.repaintPlanes();
  }

  private void drop(int row) {
    if (row >= 0 && row < measures.all().size()) {
      measures.remove(measures.all().get(row));
    }
  }

  private JPopupMenu menu(int row) {
    JPopupMenu menu = new JPopupMenu();
    PopupItems.add(menu, "measures.jump", () -> goTo(measures.all().get(row)));
    PopupItems.add(menu, "measures.rename", () -> table.editCellAt(row, NAME));
    PopupItems.add(menu, "measures.remove", () -> drop(row));
    return menu;
  }

  private final class Mouse extends MouseAdapter {
    @Override
    public void mousePressed(MouseEvent e) {
      popup(e);
    }

    @Override
    public void mouseReleased(MouseEvent e) {
      popup(e);
    }

    @Override
    public void mouseClicked(MouseEvent e) {
      selected(); // also if it was selected before
    }

    private void popup(MouseEvent e) {
      int row = table.rowAtPoint(e.getPoint());
      if (e.isPopupTrigger() && row >= 0) {
        menu(row).show(table, e.getX(), e.getY());
      }
    }
  }

  private final class Rows extends AbstractTableModel {
    private transient List<Measure> all = List.of();

    void show(List<Measure> now) {
      boolean sameRows = now.size() == all.size();
      all = now;
      if (sameRows && !all.isEmpty()) {
        fireTableRowsUpdated(0, all.size() - 1); // the selection stays while something is dragged
      } else {
        fireTableDataChanged();
      }
    }

    @Override
    public int getRowCount() {
      return all.size();
    }

    @Override
    public int getColumnCount() {
      return 2;
    }

    @Override
    public boolean isCellEditable(int row, int column) {
      return column == NAME;
    }

    @Override
    public Object getValueAt(int row, int column) {
      Measure measure = all.get(row);
      return column == NAME
          ? MeasureText.name(measure)
          : words.value(measure, panel.state().snapshot().scene());
    }

    @Override
    public void setValueAt(Object value, int row, int column) {
      Measure measure = all.get(row);
      String name = value.toString().strip();
      if (!name.equals(MeasureText.name(measure))) {
        Measure next = measure.named(name);
        painter.select(next);
        measures.replace(measure, next);
      }
    }
  }
}

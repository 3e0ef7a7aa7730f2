package io.github.holoseg.viewer.swing;

import io.github.holoseg.measure.LabelStatistics;
import io.github.holoseg.viewer.LabelStyle;
import io.github.holoseg.viewer.LabelStyles;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.viewer.ViewerState;
import io.github.holoseg.volume.Label;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.swing.BorderFactory;
import javax.swing.JColorChooser;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.JScrollPane;
import javax.swing.JSlider;
import javax.swing.JTable;
import javax.swing.JTextField;
import javax.swing.ListSelectionModel;
import javax.swing.RowFilter;
import javax.swing.table.TableRowSorter;

/** The labels: search, table, what can be done with one or with all. */
final class LabelSection extends JPanel {
  private final transient ViewerPanel panel;
  private final transient ViewerState state;
  private final LabelRows rows;
  private final JTable table;
  private final transient TableRowSorter<LabelRows> sorter;
  private final JTextField search = new JTextField();
  private transient LabelStyles styles;
  private boolean showing;

  LabelSection(ViewerPanel panel) {
    super(new BorderLayout(0, 6));
    this.panel = panel;
    this.state = panel.state();
    this.rows = new LabelRows(state);
    this.table = new JTable(rows);
    this.sorter = new TableRowSorter<>(rows);
    table.setRowSorter(sorter);
    table.setName("labels");
    table.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    table.setShowGrid(false);
    table.setIntercellSpacing(new Dimension(0, 0));
    table.setRowHeight(24);
    table.setFillsViewportHeight(true);
    table.putClientProperty("terminateEditOnFocusLost", true);
    LabelCells.install(table);
    table.getSelectionModel().addListSelectionListener(e -> selected());
    table.addMouseListener(new Mouse());
    search.setName("labels.search");
    search.setToolTipText(Texts.get("labels.search.tip"));
    search.putClientProperty("JTextField.placeholderText", Texts.get("labels.search"));
    TextChanges.of(search, this::filter);
    JScrollPane scroll = new JScrollPane(table);
    scroll.setBorder(BorderFactory.createEmptyBorder());
    add(search, BorderLayout.NORTH);
    add(scroll, BorderLayout.CENTER);
  }

  void search() {
    search.requestFocusInWindow();
    search.selectAll();
  }

  void setStatistics(List<LabelStatistics> statistics) {
    showing = true;
    rows.setStatistics(statistics);
    showing = false;
    select(state.snapshot().activeLabel());
  }

  Optional<double[]> centroid(int label) {
    return rows.centroid(label);
  }

  void show(ViewerSnapshot s) {
    showing = true;
    rows.show(s, s.styles() != styles);
    styles = s.styles();
    showing = false;
    select(s.activeLabel());
  }

  private void select(int value) {
    showing = true;
    int row = rows.row(value);
    int view = row < 0 ? -1 : table.convertRowIndexToView(row);
    if (view < 0) {
      table.clearSelection();
    } else if (table.getSelectedRow() != view) {
      table.setRowSelectionInterval(view, view);
      table.scrollRectToVisible(table.getCellRect(view, 0, true));
    }
    showing = false;
  }

  private void selected() {
    if (!showing && table.getSelectedRow() >= 0) {
      state.setActiveLabel(label(table.getSelectedRow()).value());
    }
  }

  private Label label(int viewRow) {
    return rows.label(table.convertRowIndexToModel(viewRow));
  }

  private void all(UnaryOperator<LabelStyle> change) {
    state.update(s -> s.withStyles(s.styles().with(rows.values(), change)));
  }

  private JPopupMenu menu(int value) {
    JPopupMenu menu = new JPopupMenu();
    PopupItems.add(menu, "labels.jump", () -> panel.jumpTo(value));
    PopupItems.add(menu, "labels.colour", () -> chooseColour(value));
    menu.addSeparator();
    PopupItems.add(
        menu,
        "labels.only",
        () ->
            state.update(
                s ->
                    s.withStyles(
                        s.styles()
                            .with(rows.values(), style -> style.withVisible(false))
                            .with(value, style -> style.withVisible(true)))));
    PopupItems.add(menu, "labels.showall", () -> all(style -> style.withVisible(true)));
    PopupItems.add(menu, "labels.hideall", () -> all(style -> style.withVisible(false)));
    menu.addSeparator();
    PopupItems.add(menu, "labels.lockall", () -> all(style -> style.withLocked(true)));
    PopupItems.add(menu, "labels.unlockall", () -> all(style -> style.withLocked(false)));
    menu.addSeparator();
    JPanel row = new JPanel(new BorderLayout(6, 0));
    row.setOpaque(false);
    row.setBorder(BorderFactory.createEmptyBorder(2, 12, 4, 12));
    JSlider opacity =
        new JSlider(0, 100, (int) (100 * state.snapshot().styles().get(value).opacity()));
    opacity.addChangeListener(
        e -> state.style(value, style -> style.withOpacity(opacity.getValue() / 100.0)));
    row.add(new javax.swing.JLabel(Texts.get("labels.opacity")), BorderLayout.WEST);
    row.add(opacity, BorderLayout.CENTER);
    menu.add(row);
    return menu;
  }

  private void chooseColour(int value) {
    Color chosen =
        JColorChooser.showDialog(
            this,
            Texts.get("labels.colour.title"),
            new Color(state.snapshot().styles().get(value).argb()));
    if (chosen != null) {
      state.style(value, style -> style.withColour(chosen.getRGB()));
    }
  }

  private final class Mouse extends MouseAdapter {
    @Override
    public void mousePressed(MouseEvent e) {
      int row = table.rowAtPoint(e.getPoint());
      int column = table.convertColumnIndexToModel(table.columnAtPoint(e.getPoint()));
      if (row < 0) {
        return;
      }
      int value = label(row).value();
      if (e.isPopupTrigger()) {
        menu(value).show(table, e.getX(), e.getY());
      } else if (e.getButton() != MouseEvent.BUTTON1) {
        state.setActiveLabel(value);
      } else if (column == LabelRows.VISIBLE) {
        state.style(value, style -> style.withVisible(!style.visible()));
      } else if (column == LabelRows.LOCKED) {
        state.style(value, style -> style.withLocked(!style.locked()));
      } else if (column == LabelRows.COLOUR && e.getClickCount() == 2) {
        chooseColour(value);
      } else if (e.getClickCount() == 2) {
        panel.jumpTo(value);
      }
    }

    @Override
    public void mouseReleased(MouseEvent e) {
      int row = table.rowAtPoint(e.getPoint());
      if (e.isPopupTrigger() && row >= 0) {
        menu(label(row).value()).show(table, e.getX(), e.getY());
      }
    }
  }

  private void filter() {
    String wanted = search.getText().strip().toLowerCase(Locale.ROOT);
    sorter.setRowFilter(
        new RowFilter<>() {
          @Override
          public boolean include(Entry<? extends LabelRows, ? extends Integer> entry) {
            Label label = entry.getModel().label(entry.getIdentifier());
            String name = label.name().toLowerCase(Locale.ROOT);
            return name.contains(wanted)
                || label.readableName().toLowerCase(Locale.ROOT).contains(wanted)
                || Integer.toString(label.value()).equals(wanted);
          }
        });
  }
}

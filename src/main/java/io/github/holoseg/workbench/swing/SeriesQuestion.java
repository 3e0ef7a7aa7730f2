package io.github.holoseg.workbench.swing;

import io.github.holoseg.io.SeriesFacts;
import io.github.holoseg.workbench.Texts;
import java.awt.Component;
import java.awt.Dimension;
import java.util.List;
import java.util.Optional;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import net.miginfocom.swing.MigLayout;

/** Asks which series of a DICOM source is opened. */
final class SeriesQuestion {
  private static final Dimension SIZE = new Dimension(780, 260);

  private SeriesQuestion() {}

  /**
   * Shows the list; the best by the reader's rule is selected.
   *
   * @return the id of a series; empty if the user wants none
   */
  static Optional<String> ask(Component parent, List<SeriesFacts> all) {
    SeriesTable rows = new SeriesTable();
    rows.show(all);
    JTable table = rows.table("series.choice");
    table.setRowSelectionInterval(0, 0);
    JScrollPane pane = new JScrollPane(table);
    pane.setPreferredSize(SIZE);
    JPanel panel = new JPanel(new MigLayout("insets 0, fill, wrap 1", "[grow,fill]"));
    panel.add(new JLabel(Texts.get("series.question")));
    panel.add(pane, "grow, push");
    int answer =
        JOptionPane.showConfirmDialog(
            parent,
            panel,
            Texts.get("series.title"),
            JOptionPane.OK_CANCEL_OPTION,
            JOptionPane.PLAIN_MESSAGE);
    int row = table.getSelectedRow();
    return answer == JOptionPane.OK_OPTION && row >= 0
        ? Optional.of(rows.id(row))
        : Optional.empty();
  }
}

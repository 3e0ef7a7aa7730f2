package io.github.holoseg.workbench.swing;

import io.github.holoseg.annotation.cases.AnnotationCase;
import io.github.holoseg.annotation.cases.CaseStatus;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.document.CaseDesk;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javax.swing.DefaultCellEditor;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.table.AbstractTableModel;
import net.miginfocom.swing.MigLayout;

/** The cases of a folder, at the left: which is open, how far each is, notes. */
final class CasePanel extends JPanel {
  private static final int STATUS = 1;
  private static final int NOTES = 3;
  private static final int[] WIDTHS = {88, 60, 48, 84};
  private static final List<String> COLUMNS = List.of("case", "status", "time", "notes");

  private final transient CaseDesk desk;
  private final Rows rows = new Rows();
  private final JTable table =
      new JTable(rows) {
        @Override
        public String getToolTipText(MouseEvent e) {
          int row = rowAtPoint(e.getPoint());
          return row < 0 ? null : tip(desk.cases().get(row));
        }
      };
  private final JLabel title = new JLabel();
  private final JTextArea said = new JTextArea();
  private final JButton finish = new JButton(Texts.get("cases.finish"));

  /**
   * @param actions what leaves the present case
   */
  CasePanel(CaseDesk desk, CaseActions actions) {
    super(new MigLayout("insets 8, fill, hidemode 3", "[grow,fill][][][]", "[][grow][][]"));
    this.desk = desk;
    setName("cases");
    table.setName("cases.table");
    table.setRowHeight(24);
    table.putClientProperty("terminateEditOnFocusLost", true);
    for (int column = 0; column < WIDTHS.length; column++) {
      table.getColumnModel().getColumn(column).setPreferredWidth(WIDTHS[column]);
    }
    JComboBox<String> states = new JComboBox<>();
    for (CaseStatus status : CaseStatus.values()) {
      states.addItem(text(status));
    }
    table.getColumnModel().getColumn(STATUS).setCellEditor(new DefaultCellEditor(states));
    table.addMouseListener(
        new MouseAdapter() {
          @Override
          public void mouseClicked(MouseEvent e) {
            int row = table.rowAtPoint(e.getPoint());
            boolean edits = rows.isCellEditable(row, table.columnAtPoint(e.getPoint()));
            if (row >= 0 && !edits && e.getClickCount() == 2) {
              actions.open(desk.cases().get(row).id());
            }
          }
        });
    JButton previous = new JButton("<");
    JButton next = new JButton(">");
    previous.setName("cases.previous");
    next.setName("cases.next");
    previous.setToolTipText(Texts.get("cases.previous"));
    next.setToolTipText(Texts.get("cases.next"));
    previous.addActionListener(e -> actions.neighbour(false));
    next.addActionListener(e -> actions.neighbour(true));
    JButton hide = new JButton("\u00d7");
    hide.setName("cases.hide");
    hide.setToolTipText(Texts.get("cases.hide"));
    hide.addActionListener(e -> actions.hide());
    add(title);
    add(previous);
    add(next);
    add(hide, "wrap");
    add(new JScrollPane(table), "span, grow, w 280!, wrap");
    finish.setName("cases.finish");
    finish.setToolTipText(Texts.get("cases.finish.tip"));
    finish.addActionListener(e -> actions.finish());
    add(finish, "span, growx, wrap");
    said.setName("cases.said");
    said.setLineWrap(true);
    said.setWrapStyleWord(true);
    said.setEditable(false);
    said.setOpaque(false);
    add(said, "span, w 280!, wrap");
    add(setButton("import", JFileChooser.OPEN_DIALOG, desk::importSet), "span, split 2, right");
    add(setButton("export", JFileChooser.SAVE_DIALOG, desk::export));
    update();
  }

  /** Asks for the folder of a training set and gives it to the desk. */
  private JButton setButton(String key, int dialogType, Consumer<Path> action) {
    JButton button = new JButton(Texts.get("cases." + key));
    button.setName("cases." + key);
    button.setToolTipText(Texts.get("cases." + key + ".tip"));
    button.addActionListener(
        e -> {
          JFileChooser chooser = new JFileChooser();
          chooser.setDialogType(dialogType);
          chooser.setDialogTitle(Texts.get("cases." + key + ".title"));
          chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
          if (chooser.showDialog(this, null) == JFileChooser.APPROVE_OPTION) {
            action.accept(chooser.getSelectedFile().toPath());
          }
        });
    return button;
  }

  private static String tip(AnnotationCase c) {
    String tip = Texts.get("cases.tip", c.id());
    return c.notes().isBlank() ? tip : tip + " - " + c.notes();
  }

  private static String text(CaseStatus status) {
    return Texts.get("case." + status.name().toLowerCase(Locale.ROOT));
  }

  /** Takes over what the desk knows. */
  void update() {
    if (!table.isEditing()) {
      rows.fireTableDataChanged();
    }
    int row = desk.current().map(desk.cases()::indexOf).orElse(-1);
    if (row >= 0) {
      table.setRowSelectionInterval(row, row);
    }
    long done = desk.cases().stream().filter(c -> c.status() == CaseStatus.DONE).count();
    title.setText(
        Texts.get("cases.title", Long.toString(done), Integer.toString(desk.cases().size())));
    finish.setEnabled(row >= 0);
    said.setText(desk.message());
    said.setVisible(!desk.message().isEmpty());
  }

  private final class Rows extends AbstractTableModel {
    @Override
    public int getRowCount() {
      return desk.cases().size();
    }

    @Override
    public int getColumnCount() {
      return COLUMNS.size();
    }

    @Override
    public String getColumnName(int column) {
      return Texts.get("cases." + COLUMNS.get(column));
    }

    @Override
    public boolean isCellEditable(int row, int column) {
      return column == STATUS || column == NOTES;
    }

    @Override
    public Object getValueAt(int row, int column) {
      AnnotationCase c = desk.cases().get(row);
      return switch (column) {
        case 0 -> c.id();
        case STATUS -> text(c.status());
        case NOTES -> c.notes();
        default ->
            String.format(Locale.ROOT, "%d:%02d", c.spent().toHours(), c.spent().toMinutesPart());
      };
    }

    @Override
    public void setValueAt(Object value, int row, int column) {
      String id = desk.cases().get(row).id();
      if (column == NOTES) {
        desk.setNotes(id, value.toString());
        return;
      }
      for (CaseStatus status : CaseStatus.values()) {
        if (text(status).equals(value)) {
          desk.setStatus(id, status);
        }
      }
    }
  }
}

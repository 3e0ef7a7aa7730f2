package io.github.holoseg.workbench.swing;

import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.segment.HostImage;
import io.github.holoseg.workbench.segment.SegmentModel;
import io.github.holoseg.workbench.segment.SegmentSession;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import javax.swing.BorderFactory;
import javax.swing.ButtonGroup;
import javax.swing.JButton;
import javax.swing.JFileChooser;
import javax.swing.JPanel;
import javax.swing.JRadioButton;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.JTextField;
import net.miginfocom.swing.MigLayout;

/** Chooses the scan: an open image, or a file with its series. */
final class SourcePanel extends JPanel {
  private final SegmentSession session;
  private final HostImage image;
  private final JRadioButton open = new JRadioButton();
  private final JRadioButton file = new JRadioButton(Texts.get("source.file"));
  private final JTextField path = new JTextField(30);
  private final JButton browse = new JButton(Texts.get("source.browse"));
  private final SeriesTable series = new SeriesTable();
  private final JTable table = series.table("source.series");
  private final JScrollPane tablePane = new JScrollPane(table);
  private final OrientationPanel orientation;
  private boolean updating;

  /**
   * @param image what is open in the host; null: nothing
   */
  SourcePanel(SegmentSession session, HostImage image) {
    super(new MigLayout("insets 8, fillx, hidemode 3", "[][grow,fill][]"));
    this.session = session;
    this.image = image;
    orientation = new OrientationPanel(session);
    setBorder(BorderFactory.createTitledBorder(Texts.get("source.title")));
    open.setText(
        image == null ? Texts.get("source.noOpen") : Texts.get("source.open", image.title()));
    open.setEnabled(image != null);
    ButtonGroup group = new ButtonGroup();
    group.add(open);
    group.add(file);
    (image == null ? file : open).setSelected(true);
    path.setName("source.path");
    browse.setName("source.browse");
    browse.setToolTipText(Texts.get("source.browse.tip"));
    tablePane.setVisible(false);
    add(open, "span, wrap");
    add(file);
    add(path);
    add(browse, "wrap");
    add(tablePane, "span, growx, h 80:110:160, wrap");
    add(orientation, "span, growx");
    open.addActionListener(e -> useImage());
    file.addActionListener(e -> useFile());
    path.addActionListener(e -> useFile());
    browse.addActionListener(e -> browse());
    table
        .getSelectionModel()
        .addListSelectionListener(
            e -> {
              int row = table.getSelectedRow();
              if (!updating && row >= 0) {
                model().chooseSeries(series.id(row));
                session.choicesChanged();
              }
            });
  }

  private SegmentModel model() {
    return session.model();
  }

  private void useImage() {
    model().useImage(image);
    session.lookAtSource();
  }

  private void useFile() {
    file.setSelected(true);
    String text = path.getText().strip();
    try {
      model().useFile(text.isEmpty() ? null : Path.of(text));
    } catch (InvalidPathException e) {
      model().useFile(null);
    }
    session.choicesChanged();
    if (model().file().filter(Files::exists).isPresent()) {
      session.lookAtSource();
    }
  }

  private void browse() {
    JFileChooser chooser = new JFileChooser(path.getText());
    chooser.setFileSelectionMode(JFileChooser.FILES_AND_DIRECTORIES);
    if (chooser.showOpenDialog(this) == JFileChooser.APPROVE_OPTION) {
      File chosen = chooser.getSelectedFile();
      path.setText(chosen.getPath());
      useFile();
    }
  }

  /** Shows a file as if the user had typed it. */
  void show(Path chosen) {
    path.setText(chosen.toString());
    useFile();
  }

  /** Shows the file that the session has as its source. */
  void showKnown(Path chosen) {
    open.setVisible(image != null); // the file is open, in the workbench
    path.setText(chosen.toString());
    file.setSelected(true);
  }

  /** Takes over what the session knows. */
  void update() {
    boolean idle = session.state() == SegmentSession.State.IDLE;
    open.setEnabled(idle && image != null);
    file.setEnabled(idle);
    path.setEnabled(idle);
    browse.setEnabled(idle);
    table.setEnabled(idle);
    updating = true;
    series.show(model().seriesList());
    int row = series.row(model().series());
    if (row >= 0) {
      table.setRowSelectionInterval(row, row);
    } else {
      table.clearSelection();
    }
    updating = false;
    tablePane.setVisible(series.getRowCount() > 0);
    orientation.update();
    revalidate();
  }
}

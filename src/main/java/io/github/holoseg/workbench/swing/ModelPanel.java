package io.github.holoseg.workbench.swing;

import io.github.holoseg.viewer.swing.TextChanges;
import io.github.holoseg.volume.Label;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.segment.ModelChoice;
import io.github.holoseg.workbench.segment.SegmentSession;
import java.awt.Color;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.JTextField;
import javax.swing.table.DefaultTableCellRenderer;
import net.miginfocom.swing.MigLayout;

/** Chooses the model and which of its structures are wanted. */
final class ModelPanel extends JPanel {
  private final SegmentSession session;
  private final JComboBox<ModelChoice> models = new JComboBox<>();
  private final JLabel description = new JLabel();
  private final JTextField search = new JTextField(12);
  private final LabelTable labels;
  private final JTable table;
  private final JButton all = new JButton(Texts.get("model.all"));
  private final JButton none = new JButton(Texts.get("model.none"));
  private List<ModelChoice> shown = List.of();
  private String shownModel = "";
  private boolean updating;

  ModelPanel(SegmentSession session) {
    super(new MigLayout("insets 8, fillx", "[grow,fill][][]"));
    this.session = session;
    labels = new LabelTable(session.model(), session::choicesChanged);
    table = new JTable(labels);
    setBorder(BorderFactory.createTitledBorder(Texts.get("model.title")));
    models.setName("model.models");
    table.setName("model.labels");
    all.setName("model.all");
    none.setName("model.none");
    table.setTableHeader(null);
    table.getColumnModel().getColumn(0).setMaxWidth(28);
    table.setDefaultRenderer(Label.class, new Colours());
    add(models, "span, wrap");
    add(description, "span, growx, wmin 100, wrap");
    add(new JLabel(Texts.get("model.search")), "split 2");
    add(search, "growx");
    add(all);
    add(none, "wrap");
    add(new JScrollPane(table), "span, grow, h 90:130:, wrap");
    models.addActionListener(e -> chosen());
    all.addActionListener(e -> labels.all(true));
    none.addActionListener(e -> labels.all(false));
    TextChanges.of(search, () -> labels.show(search.getText().strip().replace(' ', '_')));
  }

  private void chosen() {
    if (!updating && models.getSelectedItem() instanceof ModelChoice choice) {
      session.model().chooseModel(choice.id());
      session.choicesChanged();
    }
  }

  void update() {
    boolean idle = session.state() == SegmentSession.State.IDLE;
    for (var component : List.of(models, all, none, table)) {
      component.setEnabled(idle);
    }
    updating = true;
    if (!shown.equals(session.model().models())) {
      shown = session.model().models();
      models.removeAllItems();
      shown.forEach(models::addItem);
    }
    ModelChoice choice = session.model().model().orElse(null);
    models.setSelectedItem(choice);
    updating = false;
    if (choice != null && !choice.id().equals(shownModel)) {
      shownModel = choice.id();
      String text = choice.description() + " " + choice.notice();
      description.setText("<html>" + text.replace("<", "&lt;") + "</html>");
      labels.show(search.getText().strip());
    }
  }

  /** A structure's name with a patch of its colour. */
  private static final class Colours extends DefaultTableCellRenderer {
    @Override
    protected void setValue(Object value) {
      Label label = (Label) value;
      setText(label.readableName());
      setIcon(new ColourIcon(new Color(label.argb())));
    }
  }
}

package io.github.holoseg.workbench.swing;

import io.github.holoseg.task.Stage;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.document.WorkbenchModel;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.Timer;
import net.miginfocom.swing.MigLayout;

/** At the bottom while a file is read: what happens, how far it is, and Cancel. */
final class BusyStrip extends JPanel {
  private static final int MILLIS = 150;
  private static final int PARTS = 1000;

  private final transient WorkbenchModel model;
  private final JLabel stage = new JLabel();
  private final JProgressBar bar = new JProgressBar(0, PARTS);
  private final transient Timer timer = new Timer(MILLIS, e -> look());

  BusyStrip(WorkbenchModel model) {
    super(new MigLayout("insets 4 8 4 8, fillx", "[][grow,fill][]"));
    this.model = model;
    setName("busy");
    JButton cancel = new JButton(Texts.get("run.cancel"));
    cancel.setName("busy.cancel");
    cancel.setFocusable(false);
    cancel.addActionListener(e -> model.cancel());
    add(stage);
    add(bar);
    add(cancel);
    setVisible(false);
  }

  /** Takes over whether something is done; what takes no time is not shown at all. */
  void update() {
    if (model.isBusy()) {
      timer.start();
    } else {
      timer.stop();
      setVisible(false);
    }
  }

  void close() {
    timer.stop();
  }

  private void look() {
    if (model.stage() == Stage.WRITE) {
      return; // people paint on meanwhile, and the panes must not move under the brush
    }
    double done = model.progress();
    stage.setText(model.stage().title() + " ...");
    bar.setIndeterminate(Double.isNaN(done));
    bar.setValue((int) Math.round(PARTS * (Double.isNaN(done) ? 0 : done)));
    setVisible(true);
  }
}

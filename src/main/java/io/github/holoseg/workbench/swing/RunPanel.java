package io.github.holoseg.workbench.swing;

import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.Segmented;
import io.github.holoseg.batch.Sentence;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.segment.Host;
import io.github.holoseg.workbench.segment.SegmentSession;
import io.github.holoseg.workbench.segment.SessionText;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JScrollPane;
import javax.swing.JSpinner;
import javax.swing.JTextArea;
import javax.swing.SpinnerNumberModel;
import javax.swing.SwingUtilities;
import net.miginfocom.swing.MigLayout;

/** Device, plan, progress, and what is done with the result. */
final class RunPanel extends JPanel {
  private static final List<String> DEVICES = List.of("auto", "cpu", "cuda");

  private final SegmentSession session;
  private final JComboBox<String> device = new JComboBox<>(DEVICES.toArray(String[]::new));
  private final JSpinner threads = new JSpinner(new SpinnerNumberModel(0, 0, 1024, 1));
  private final JTextArea text = new JTextArea(5, 50);
  private final JProgressBar bar = new JProgressBar(0, 1000);
  private final JLabel stage = new JLabel(" ");
  private final JButton plan = button("plan", this::plan);
  private final JButton run = button("run", this::run);
  private final JButton cancel = button("cancel", this::cancel);
  private final List<JButton> hostButtons = new ArrayList<>();
  private final JButton save = button("save", this::save);
  private final JButton copy = button("copy", this::copy);

  RunPanel(SegmentSession session, Host host) {
    super(new MigLayout("insets 8, fill, hidemode 3", "[][][][][grow]", "[][grow][][]"));
    this.session = session;
    setBorder(BorderFactory.createTitledBorder(Texts.get("run.title")));
    device.setEditable(true); // cuda:1 …
    device.setName("run.device");
    device.setToolTipText(Texts.get("run.device.tip"));
    threads.setName("run.threads");
    threads.setToolTipText(Texts.get("run.threads.tip"));
    text.setName("run.text");
    text.setEditable(false);
    text.setLineWrap(true);
    text.setWrapStyleWord(true);
    add(new JLabel(Texts.get("run.device")));
    add(device, "w 110!");
    add(new JLabel(Texts.get("run.threads")));
    add(threads, "w 70!");
    add(plan, "split 3, right, sg b");
    add(run, "sg b");
    add(cancel, "sg b, wrap");
    add(new JScrollPane(text), "span, grow, h 90:120:, wrap");
    add(bar, "span, growx, split 2");
    add(stage, "w 200!, wrap");
    JPanel last = new JPanel(new MigLayout("insets 0, right"));
    last.add(copy);
    for (Host.Action action : host.actions()) {
      JButton button = new JButton(action.title());
      button.addActionListener(e -> session.segmented().ifPresent(result -> act(action, result)));
      hostButtons.add(button);
      last.add(button);
    }
    last.add(save, "sg b");
    last.add(button("close", () -> SwingUtilities.getWindowAncestor(this).dispose()), "sg b");
    add(last, "span, growx");
    device.addActionListener(e -> chosen());
    threads.addChangeListener(e -> chosen());
  }

  private static JButton button(String key, Runnable action) {
    JButton button = new JButton(Texts.get("run." + key));
    button.setName("run." + key);
    if (!key.equals("cancel")) {
      button.setToolTipText(Texts.get("run." + key + ".tip"));
    }
    button.addActionListener(e -> action.run());
    return button;
  }

  private void chosen() {
    session.model().device(String.valueOf(device.getEditor().getItem()));
    session.model().threads((Integer) threads.getValue());
    if (session.state() == SegmentSession.State.IDLE) {
      session.choicesChanged();
    }
  }

  private boolean isReady() {
    return session.state() == SegmentSession.State.IDLE && session.model().problems().isEmpty();
  }

  private void plan() {
    if (isReady()) {
      session.makePlan();
    }
  }

  private void run() {
    if (isReady() && session.beforeRun().map(this::isConfirmed).orElse(true)) {
      session.run();
    }
  }

  private boolean isConfirmed(String question) {
    int answer =
        JOptionPane.showConfirmDialog(
            this, question, Texts.get("run.title"), JOptionPane.OK_CANCEL_OPTION);
    return answer == JOptionPane.OK_OPTION;
  }

  private void cancel() {
    session.cancel();
  }

  private void act(Host.Action action, Segmented result) {
    try {
      action.run(result.volume(), result.result().labels());
    } catch (IOException | RuntimeException e) {
      text.setText(Sentence.of(e));
    }
  }

  private void save() {
    JFileChooser chooser = new JFileChooser();
    chooser.setDialogTitle(Texts.get("save.title"));
    chooser.setFileFilter(new Endings(Operation.SEGMENT.endings()));
    session
        .model()
        .file()
        .map(Path::toFile)
        .ifPresent(file -> chooser.setCurrentDirectory(file.getParentFile()));
    if (chooser.showSaveDialog(this) == JFileChooser.APPROVE_OPTION) {
      session.save(Endings.completed(chooser.getSelectedFile().toPath()));
    }
  }

  private void copy() {
    session
        .saved()
        .ifPresentOrElse(
            saved -> {
              StringSelection line = new StringSelection(saved.options().toMacroLine());
              Toolkit.getDefaultToolkit().getSystemClipboard().setContents(line, null);
              stage.setText(Texts.get("run.copied"));
            },
            () -> stage.setText(Texts.get("run.macroNeedsOutput")));
  }

  /** Takes over what the session knows. */
  void update() {
    boolean idle = session.state() == SegmentSession.State.IDLE;
    boolean done = idle && session.segmented().isPresent();
    device.setEnabled(idle);
    threads.setEnabled(idle);
    plan.setEnabled(isReady());
    run.setEnabled(isReady());
    cancel.setEnabled(!idle);
    hostButtons.forEach(button -> button.setEnabled(done));
    save.setEnabled(done);
    copy.setEnabled(done);
    text.setText(String.join("\n", SessionText.lines(session)));
    text.setCaretPosition(0);
    tick();
  }

  /** Called often while a job is at work. */
  void tick() {
    boolean idle = session.state() == SegmentSession.State.IDLE;
    SegmentSession.Progress progress = session.progress().orElse(null);
    boolean known = progress != null && progress.total() > 0;
    bar.setIndeterminate(!idle && !known);
    bar.setValue(idle || !known ? 0 : (int) (1000 * progress.done() / progress.total()));
    stage.setText(idle ? " " : SessionText.progress(session));
  }
}

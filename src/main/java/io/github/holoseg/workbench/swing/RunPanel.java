package io.github.holoseg.workbench.swing;

import io.github.holoseg.batch.Segmented;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.segment.Host;
import io.github.holoseg.workbench.segment.SegmentSession;
import io.github.holoseg.workbench.segment.SessionText;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.datatransfer.StringSelection;
import java.awt.event.WindowEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
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
  private final JCheckBox watch = new JCheckBox(Texts.get("run.watch"), true);
  private final JButton plan = button("plan", this::plan);
  private final JButton run = button("run", this::run);
  private final JButton cancel = button("cancel", this::cancel);
  private Segmented passedOn;
  private final List<JButton> hostButtons = new ArrayList<>();
  private final JButton save = button("save", this::save);
  private final JButton copy = button("copy", this::copy);

  /**
   * @param mayWatch whether the user is asked if a workbench is opened for the labels
   */
  RunPanel(SegmentSession session, Host host, boolean mayWatch) {
    super(new MigLayout("insets 8, fill, hidemode 3", "[][][][][grow]", "[][grow][][][]"));
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
    watch.setName("run.watch");
    watch.setToolTipText(Texts.get("run.watch.tip"));
    watch.setVisible(mayWatch);
    add(plan, "split 3, right, sg b");
    add(run, "sg b");
    add(cancel, "sg b, wrap");
    add(new JScrollPane(text), "span, grow, h 90:120:, wrap");
    add(bar, "span, growx, split 2");
    add(stage, "w 260!, wrap");
    add(watch, "span, wrap");
    JPanel last = new JPanel(new MigLayout("insets 0, right"));
    last.add(copy);
    for (Host.Action action : host.actions()) {
      JButton button = new JButton(action.title());
      button.addActionListener(
          e -> session.segmented().ifPresent(result -> act(action, result, button)));
      hostButtons.add(button);
      last.add(button);
    }
    last.add(save, "sg b");
    last.add(button("close", this::close), "sg b");
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

  private void close() {
    Window window = SwingUtilities.getWindowAncestor(this);
    window.dispatchEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSING));
  }

  /** Whether the labels are to be seen in a workbench. */
  boolean isWatched() {
    return watch.isSelected();
  }

  /** Whether no run is at work, or the user wants it to end. */
  boolean mayEnd() {
    return session.state() != SegmentSession.State.RUNNING || isConfirmed(Texts.get("run.end"));
  }

  /** Asks what becomes of a result that is nowhere else; then goes on, unless the user stays. */
  void leave(Runnable next) {
    Segmented result = session.segmented().orElse(null);
    boolean busy = session.state() != SegmentSession.State.IDLE;
    if (result == null || busy || session.saved().isPresent() || passedOn == result) {
      next.run();
      return;
    }
    int answer = Choice.whatIsUnsaved(this, Texts.get("dialog.title"), Texts.get("unsaved.labels"));
    if (answer == Choice.SAVE) {
      save(result, next);
    } else if (answer == Choice.DISCARD) {
      next.run();
    }
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

  private void act(Host.Action action, Segmented result, JButton button) {
    button.setEnabled(false);
    stage.setText(Texts.get("bar.working"));
    HostWork.start(
        action,
        result.volume(),
        result.result().labels(),
        failure -> {
          update();
          failure.ifPresent(text::setText);
          if (failure.isEmpty() && action.takesOver()) {
            passedOn = result;
          }
        });
  }

  private void save() {
    session.segmented().ifPresent(result -> save(result, () -> {}));
  }

  /** Asks for a file and writes the result to it. */
  private void save(Segmented result, Runnable next) {
    Path scan = session.model().file().orElse(null);
    LabelFileChooser.ask(this, scan, result.volume().info().name())
        .ifPresent(file -> session.save(file, next));
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

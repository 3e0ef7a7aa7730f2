package io.github.holoseg.workbench.swing;

import io.github.holoseg.annotation.Recovery;
import io.github.holoseg.annotation.RecoveryInfo;
import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.Sentence;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.viewer.swing.LayoutStore;
import io.github.holoseg.viewer.swing.ViewerFiles;
import io.github.holoseg.viewer.swing.ViewerMenu;
import io.github.holoseg.viewer.swing.ViewerPanel;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.document.Autosaver;
import io.github.holoseg.workbench.document.CaseDesk;
import io.github.holoseg.workbench.document.OpenScan;
import io.github.holoseg.workbench.document.ScanResults;
import io.github.holoseg.workbench.document.WorkbenchModel;
import io.github.holoseg.workbench.edit.EditDesk;
import io.github.holoseg.workbench.edit.LabelAxes;
import io.github.holoseg.workbench.segment.Host;
import io.github.holoseg.workbench.segment.HostImage;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.IOException;
import java.nio.file.Path;
import javax.swing.JFileChooser;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.SwingConstants;

/**
 * The workbench's window: the viewer, the tools that correct labels, and the way to the segment
 * dialog. Made and used on the event thread.
 */
public final class WorkbenchFrame extends JFrame {
  private static final Dimension LEAST = new Dimension(900, 600);

  private final transient WorkbenchModel model =
      new WorkbenchModel(EventQueue::invokeLater, new Autosaver(this::autosaveFailed));
  private final transient CaseDesk cases = new CaseDesk(EventQueue::invokeLater, model);
  private final transient Host host;
  private final transient LayoutStore store = LayoutStore.standard();
  private final transient EditTools tools = new EditTools(this::desk);
  private final JLabel empty = new JLabel("", SwingConstants.CENTER);
  private final BusyStrip busy = new BusyStrip(model);
  private transient ViewerPanel viewer;
  private transient EditBar bar;
  private transient EditSection section;
  private transient SegmentDialog dialog;
  private transient CasePanel casePanel;

  /** Empty and not visible yet. */
  public WorkbenchFrame(Host host) {
    super(Texts.get("frame.title"));
    this.host = host;
    setName("workbench");
    setMinimumSize(LEAST);
    Rectangle screen = GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
    setSize(Math.min(1440, screen.width), Math.min(960, screen.height));
    setJMenuBar(WorkbenchMenu.alone(this));
    empty.setName("workbench.empty");
    empty.setText(Texts.get("frame.empty"));
    add(empty);
    add(busy, BorderLayout.SOUTH);
    setDefaultCloseOperation(DO_NOTHING_ON_CLOSE);
    addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosing(WindowEvent e) {
            if (mayLeave()) {
              dispose();
            }
          }

          @Override
          public void windowClosed(WindowEvent e) {
            end();
          }
        });
    model.onOpen(this::opened);
    model.onChange(this::update);
    model.onSave(cases::saved);
    cases.onChange(this::update);
  }

  /** What the window works with. */
  public WorkbenchModel model() {
    return model;
  }

  /** The viewer; null while no scan is open. */
  public ViewerPanel viewer() {
    return viewer;
  }

  Host host() {
    return host;
  }

  /** Gives the scan and the labels as they are to the program around us. */
  void sendTo(Host.Action action) {
    OpenScan scan = model.current().orElse(null);
    if (scan == null) {
      return;
    }
    try {
      action.run(scan.volume(), scan.desk().session().labels().view());
    } catch (IOException | RuntimeException e) {
      viewer.say(Sentence.of(e));
    }
  }

  EditTools tools() {
    return tools;
  }

  /** Of the scan that is open. */
  EditDesk desk() {
    return model.current().orElseThrow().desk();
  }

  /** The axis of the label grid across which the plane lies that was used last. */
  int sliceAxis() {
    return LabelAxes.across(desk().session().labels().geometry(), viewer.activePlane());
  }

  private void autosaveFailed(String why) {
    EventQueue.invokeLater(
        () -> {
          if (viewer != null) {
            viewer.say(Texts.get("autosave.failed", why));
          }
        });
  }

  /** Offers what a crash left behind, newest first; the user opens it or lets it lie. */
  public void offerRecovery() {
    try {
      Recovery left = Autosaver.leftBehind();
      if (left.found().isEmpty() && viewer != null) {
        viewer.say(Texts.get("recovery.none"));
      }
      for (Recovery.Found found : left.found()) {
        RecoveryInfo info = found.info();
        String scan = info.scanPath().map(Path::toString).orElse(info.caseName());
        if (info.scanPath().isEmpty()) {
          continue; // its image is opened by the host; the file stays
        }
        int answer =
            JOptionPane.showConfirmDialog(
                this,
                Texts.get("recovery.found", scan, info.written().toString()),
                Texts.get("recovery.title"),
                JOptionPane.YES_NO_OPTION);
        if (answer == JOptionPane.YES_OPTION) {
          model.recover(info.scan(), found);
          return;
        }
      }
    } catch (IOException e) {
      empty.setText(e.getMessage());
    }
  }

  private void opened(OpenScan scan) {
    getContentPane().removeAll();
    if (viewer != null) {
      viewer.setTool(null);
      viewer.close();
    }
    scan.state().update(store::applied);
    viewer = new ViewerPanel(scan.state());
    viewer.setDivision(store.division());
    viewer.addActions(WorkbenchKeys.of(this));
    ViewerMenu menu = new ViewerMenu(this, viewer);
    WorkbenchMenu.fill(menu.getMenu(0), this);
    setJMenuBar(menu);
    ViewerFiles.loadMeasures(viewer);
    bar = new EditBar(this);
    section = new EditSection(this::desk);
    viewer.addSection(Texts.get("edit.title"), section);
    add(bar, BorderLayout.NORTH);
    add(viewer, BorderLayout.CENTER);
    add(busy, BorderLayout.SOUTH);
    if (casePanel != null) {
      add(casePanel, BorderLayout.WEST);
    }
    scan.onDesk(
        desk -> {
          desk.onChange(this::update);
          update();
        });
    revalidate();
    repaint();
    viewer.focus(viewer.activePlane());
  }

  private void update() {
    String name = model.current().map(s -> s.volume().info().name()).orElse("");
    boolean saved = model.current().map(OpenScan::isSaved).orElse(true);
    setTitle(
        name.isEmpty()
            ? Texts.get("frame.title")
            : Texts.get(saved ? "frame.named" : "frame.changed", name));
    if (casePanel != null) {
      casePanel.update();
    }
    cases.active();
    busy.update();
    if (viewer == null) {
      String said = model.isBusy() ? model.stage().title() + " ..." : model.message();
      empty.setText(said.isEmpty() ? Texts.get("frame.empty") : said);
      return;
    }
    bar.update();
    section.update();
    if (model.hasFailed()) {
      viewer.say(model.message());
    }
  }

  /** Asks for a folder of cases and shows its list. */
  void openCases() {
    JFileChooser chooser = new JFileChooser();
    chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
    if (chooser.showOpenDialog(this) == JFileChooser.APPROVE_OPTION) {
      openCases(chooser.getSelectedFile().toPath());
    }
  }

  /** Shows the list of a folder of cases. */
  public void openCases(Path folder) {
    if (casePanel == null) {
      casePanel = new CasePanel(cases, this::openCase);
      add(casePanel, BorderLayout.WEST);
      revalidate();
    }
    cases.open(folder);
  }

  private void openCase(String id) {
    if (mayLeave()) {
      cases.select(id);
    }
  }

  /** The folder of cases that is gone through. */
  public CaseDesk cases() {
    return cases;
  }

  /** Asks for a file and opens it. */
  void open() {
    if (!mayLeave()) {
      return;
    }
    JFileChooser chooser = new JFileChooser();
    chooser.setFileSelectionMode(JFileChooser.FILES_AND_DIRECTORIES);
    if (chooser.showOpenDialog(this) == JFileChooser.APPROVE_OPTION) {
      open(chooser.getSelectedFile().toPath(), null);
    }
  }

  /**
   * Opens a scan.
   *
   * @param labels null for none
   */
  public void open(Path scan, Path labels) {
    model.open(scan, ReadOptions.DEFAULT, labels);
  }

  /** Shows an image of the host; where its axes point is asked if it does not say so. */
  public void open(HostImage image) {
    try {
      Volume<?> scan = image.volume(null);
      String assumed = scan.info().assumedOrientation().orElse(null);
      if (assumed != null) {
        scan = image.volume(AxisChoice.ask(this, assumed).orElse(null));
      }
      model.open(scan, null);
    } catch (IOException e) {
      empty.setText(Sentence.of(e));
    }
  }

  /** Opens the segment dialog for the scan that is shown. */
  public void segment() {
    if (dialog != null && dialog.isDisplayable()) {
      dialog.toFront();
      return;
    }
    OpenScan scan = model.current().orElse(null);
    HostImage image =
        scan != null && scan.source().isEmpty()
            ? new ShownScan(scan.volume())
            : scan == null ? host.activeImage().orElse(null) : null;
    dialog = new SegmentDialog(this, image, new ScanResults(model), host);
    if (scan != null) {
      scan.source().ifPresent(dialog::use);
    }
    dialog.setVisible(true);
  }

  /** The segment dialog; null if it was not opened. */
  public SegmentDialog dialog() {
    return dialog;
  }

  /** Saves to the file that the labels have, or asks for one. */
  void save() {
    model
        .current()
        .ifPresent(
            scan ->
                scan.labelFile().or(cases::labelFile).ifPresentOrElse(model::save, this::saveAs));
  }

  void saveAs() {
    JFileChooser chooser = new JFileChooser();
    chooser.setDialogTitle(Texts.get("save.title"));
    chooser.setFileFilter(new Endings(Operation.SEGMENT.endings()));
    model
        .current()
        .flatMap(OpenScan::source)
        .ifPresent(file -> chooser.setCurrentDirectory(file.path().toFile().getParentFile()));
    if (chooser.showSaveDialog(this) == JFileChooser.APPROVE_OPTION) {
      model.save(Endings.completed(chooser.getSelectedFile().toPath()));
    }
  }

  void addLabel() {
    String name = JOptionPane.showInputDialog(this, Texts.get("label.name"));
    if (name == null) {
      return;
    }
    try {
      model.current().orElseThrow().addLabel(name.strip());
    } catch (IllegalArgumentException e) {
      JOptionPane.showMessageDialog(this, e.getMessage());
    }
    update();
  }

  /** Brings the crosshair to the next place where the network hesitated. */
  void nextDoubt() {
    OpenScan scan = model.current().orElseThrow();
    int number = scan.nextDoubt();
    viewer.say(
        number == 0
            ? Texts.get("doubt.none")
            : Texts.get(
                "doubt.place", Integer.toString(number), Integer.toString(scan.doubtfulPlaces())));
  }

  /** Whether the labels are saved, or the user does not want them. */
  private boolean mayLeave() {
    if (model.current().map(OpenScan::isSaved).orElse(true)) {
      return true;
    }
    int answer =
        JOptionPane.showConfirmDialog(
            this,
            Texts.get("frame.unsaved"),
            Texts.get("frame.title"),
            JOptionPane.OK_CANCEL_OPTION,
            JOptionPane.WARNING_MESSAGE);
    return answer == JOptionPane.OK_OPTION;
  }

  private void end() {
    if (dialog != null) {
      dialog.dispose();
    }
    if (viewer != null) {
      store.save(getBounds(), viewer.division(), viewer.state().snapshot());
      viewer.close();
    }
    busy.close();
    cases.close();
    model.close();
  }
}

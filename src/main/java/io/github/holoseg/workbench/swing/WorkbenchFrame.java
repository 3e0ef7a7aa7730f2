package io.github.holoseg.workbench.swing;

import io.github.holoseg.batch.Sentence;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.viewer.swing.LayoutStore;
import io.github.holoseg.viewer.swing.PlaneTool;
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
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.IOException;
import java.nio.file.Path;
import javax.swing.JFrame;
import javax.swing.JLabel;
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
  private final transient EditActions edits = new EditActions(this);
  private final transient FileActions files = new FileActions(this, model);
  private final transient Host host;
  private final transient LayoutStore store = LayoutStore.standard();
  private final transient EditTools tools = new EditTools(this::desk);
  private final JLabel empty = new JLabel("", SwingConstants.CENTER);
  private final transient UnsavedWork unsaved = new UnsavedWork(this);
  private final BusyStrip busy = new BusyStrip(model);
  private transient ViewerPanel viewer;
  private transient EditBar bar;
  private transient EditSection section;
  private transient SegmentDialog dialog;
  private final transient CaseActions caseActions = new CaseActions(this, cases);
  private transient CasePanel casePanel;

  /** Empty and not visible yet. */
  public WorkbenchFrame(Host host) {
    super(Texts.get("frame.title"));
    this.host = host;
    setName("workbench");
    setMinimumSize(LEAST);
    setBounds(store.place());
    getRootPane().setTransferHandler(new FileDrop(files::dropped));
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
            unsaved.then(WorkbenchFrame.this::dispose);
          }

          @Override
          public void windowClosed(WindowEvent e) {
            end();
          }
        });
    model.onOpen(this::opened);
    model.onChange(this::update);
    model.onSave(cases::saved);
    model.onSeries(all -> SeriesQuestion.ask(this, all));
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
    viewer.say(Texts.get("bar.working"));
    HostWork.start(
        action,
        scan.volume(),
        scan.desk().session().snapshot(),
        failure -> viewer.say(failure.orElse("")));
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

  /**
   * Offers what a crash left behind, newest first; the user opens it, lets it lie or deletes it.
   */
  public void offerRecovery() {
    unsaved.then(
        () -> {
          try {
            if (!new RecoveryOffer(this).all() && viewer != null) {
              viewer.say(Texts.get("recovery.none"));
            }
          } catch (IOException e) {
            complain(e);
          }
        });
  }

  private void complain(IOException e) {
    if (viewer == null) {
      empty.setText(Sentence.of(e));
    } else {
      viewer.say(Sentence.of(e));
    }
  }

  private void opened(OpenScan scan) {
    cases.shown(scan);
    getContentPane().removeAll();
    PlaneTool tool = null;
    if (viewer != null) { // who goes on to another scan wants to see and do the same there
      tool = tools.all().containsValue(viewer.tool()) ? viewer.tool() : null;
      store.save(getBounds(), viewer.division(), viewer.state().snapshot());
      viewer.setTool(null);
      viewer.close();
    }
    scan.state().update(store::applied);
    viewer = new ViewerPanel(scan.state());
    viewer.setDivision(store.division());
    viewer.addActions(WorkbenchKeys.of(this));
    ViewerMenu menu = new ViewerMenu(this, viewer);
    WorkbenchMenu.fill(menu.getMenu(0), this);
    menu.add(new StructureMenu(this).whole(), menu.getMenuCount() - 1); // before Help
    setJMenuBar(menu);
    bar = new EditBar(this);
    section = new EditSection(this::desk);
    viewer.addSection(Texts.get("edit.title"), section);
    add(bar, BorderLayout.NORTH);
    add(viewer, BorderLayout.CENTER);
    add(busy, BorderLayout.SOUTH);
    if (casePanel != null) {
      add(casePanel, BorderLayout.WEST);
    }
    scan.state().addListener((now, before) -> EventQueue.invokeLater(this::looked));
    scan.onDesk(
        desk -> {
          desk.onChange(this::update);
          update();
        });
    revalidate();
    repaint();
    viewer.setTool(tool);
    viewer.focus(viewer.activePlane());
    EventQueue.invokeLater(() -> offerRecovery(scan));
  }

  /** A crash may have left newer labels of the scan that has just been opened. */
  private void offerRecovery(OpenScan scan) {
    if (model.current().filter(s -> s == scan && s.isSaved()).isEmpty()) {
      return; // it has gone, or is recovered already
    }
    try {
      new RecoveryOffer(this).forScan(scan);
    } catch (IOException e) {
      complain(e);
    }
  }

  /** The picture has changed: who looks works, too. */
  private void looked() {
    cases.active();
    if (viewer != null && model.current().isPresent()) {
      section.showActive();
    }
  }

  /** Takes over what the model does. */
  void update() {
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

  /** Shows the list of a folder of cases. */
  public void openCases(Path folder) {
    caseActions.show(folder);
  }

  /** Gives the list of cases its place. */
  void showCases() {
    if (casePanel == null) {
      casePanel = new CasePanel(cases, caseActions);
      add(casePanel, BorderLayout.WEST);
      revalidate();
    }
  }

  void hideCases() {
    remove(casePanel);
    casePanel = null;
    revalidate();
  }

  CaseActions caseActions() {
    return caseActions;
  }

  /** What asks before something is left that is not saved. */
  UnsavedWork unsaved() {
    return unsaved;
  }

  /** The folder of cases that is gone through. */
  public CaseDesk cases() {
    return cases;
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
      complain(e);
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
    files.save(() -> {});
  }

  /** What keys and buttons do to the labels. */
  EditActions edits() {
    return edits;
  }

  /** What opens and saves files. */
  FileActions files() {
    return files;
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

package io.github.holoseg.workbench.swing;

import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.segment.Host;
import io.github.holoseg.workbench.segment.HostImage;
import io.github.holoseg.workbench.segment.ResultView;
import io.github.holoseg.workbench.segment.ScanFile;
import io.github.holoseg.workbench.segment.SegmentModel;
import io.github.holoseg.workbench.segment.SegmentSession;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.nio.file.Path;
import javax.swing.JDialog;
import javax.swing.Timer;
import net.miginfocom.swing.MigLayout;

/**
 * The segment dialog: image, model, plan, run. Not modal, so that the viewer can be used while
 * labels grow in it. Everything that takes time is in {@link SegmentSession}.
 */
public final class SegmentDialog extends JDialog {
  private static final int TICK_MILLIS = 100;
  private static final int MARGIN = 16;

  private final SegmentSession session;
  private final SourcePanel source;
  private final ModelPanel models;
  private final RunPanel run;
  private final Timer timer;

  /**
   * A dialog of a program that has no workbench open: one is opened for the results, unless the
   * user does not want to watch. On the event thread.
   *
   * @param owner may be null
   * @param image the image that is segmented if the user chooses no other; null: a file
   */
  public SegmentDialog(Window owner, HostImage image, Host host) {
    this(owner, image, null, host);
  }

  /**
   * On the event thread.
   *
   * @param owner may be null
   * @param image the image that is segmented if the user chooses no other; null: a file
   * @param results where they are shown; null: in a workbench that is opened for them
   */
  public SegmentDialog(Window owner, HostImage image, ResultView results, Host host) {
    super(owner, Texts.get("dialog.title"), ModalityType.MODELESS);
    ResultView view =
        results == null ? new OpeningResults(host, this::isWatched, this::besides) : results;
    setName("segment");
    SegmentModel model = new SegmentModel();
    model.useImage(image);
    session = new SegmentSession(model, EventQueue::invokeLater, view, host);
    source = new SourcePanel(session, image);
    models = new ModelPanel(session);
    run = new RunPanel(session, host, results == null);
    getContentPane().setLayout(new MigLayout("insets 8, fill, wrap 1", "[grow,fill]"));
    add(source);
    add(models, "growy, pushy");
    add(run, "growy, pushy");
    timer = new Timer(TICK_MILLIS, e -> run.tick());
    session.onChange(this::update);
    setDefaultCloseOperation(DO_NOTHING_ON_CLOSE);
    addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosing(WindowEvent e) {
            if (!run.mayEnd()) {
              return;
            }
            if (view.keepsResult()) {
              dispose(); // the workbench has the result, and asks itself
            } else {
              run.leave(SegmentDialog.this::dispose);
            }
          }

          @Override
          public void windowClosed(WindowEvent e) {
            timer.stop();
            session.close();
          }
        });
    update();
    pack();
    place(owner);
    session.lookForModels();
    if (image != null) {
      session.lookAtSource();
    }
  }

  /**
   * At the right of the owner, where it leaves most of the planes to be seen; in the screen's
   * middle if the owner is no larger than the dialog, as ImageJ's own window.
   */
  private void place(Window owner) {
    boolean inside =
        owner != null
            && owner.getWidth() > getWidth() + MARGIN
            && owner.getHeight() > getHeight() + MARGIN;
    setLocationRelativeTo(null);
    if (inside) {
      int x = owner.getX() + owner.getWidth() - getWidth() - MARGIN;
      int y = owner.getY() + owner.getHeight() - getHeight() - MARGIN;
      setLocation(x, Math.max(owner.getY(), y));
    }
  }

  private boolean isWatched() {
    return run.isWatched();
  }

  /** Goes to the side of a window that was opened for the results. */
  private void besides(Window workbench) {
    place(workbench);
    toFront();
  }

  /** Shows a file as the source. */
  public void use(Path file) {
    source.show(file);
  }

  /** Shows a file as the source that was read already. */
  public void use(ScanFile known) {
    session.use(known);
    source.showKnown(known.path());
    session.lookAtSource();
  }

  /** What the dialog works with. */
  public SegmentSession session() {
    return session;
  }

  private void update() {
    if (session.state() == SegmentSession.State.IDLE) {
      timer.stop();
    } else if (!timer.isRunning()) {
      timer.start();
    }
    source.update();
    models.update();
    run.update();
    grow();
  }

  /** A question or a list of series has come into the dialog: it gets the height for it. */
  private void grow() {
    int wanted = getPreferredSize().height;
    if (isShowing() && wanted > getHeight()) {
      Rectangle screen = getGraphicsConfiguration().getBounds();
      int height = Math.min(wanted, screen.height);
      int below = screen.y + screen.height - height;
      setBounds(getX(), Math.max(screen.y, Math.min(getY(), below)), getWidth(), height);
      validate();
    }
  }
}

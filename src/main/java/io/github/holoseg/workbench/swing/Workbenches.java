package io.github.holoseg.workbench.swing;

import io.github.holoseg.batch.Arguments;
import io.github.holoseg.batch.Parameter;
import io.github.holoseg.batch.SegmentOptions;
import io.github.holoseg.batch.ViewTask;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.viewer.swing.Theme;
import io.github.holoseg.viewer.swing.Viewing;
import io.github.holoseg.workbench.segment.Host;
import io.github.holoseg.workbench.segment.ScanFile;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javax.swing.SwingUtilities;

/** Opens workbench windows for callers on other threads. */
public final class Workbenches {
  /** An empty window; what a crash left behind is offered. */
  public static final Consumer<WorkbenchFrame> EMPTY =
      frame -> SwingUtilities.invokeLater(frame::offerRecovery);

  private Workbenches() {}

  /**
   * Opens a window and returns at once.
   *
   * @param fill puts a scan into it, on the event thread
   * @throws IOException if there is no display
   */
  public static WorkbenchFrame open(Host host, Consumer<WorkbenchFrame> fill) throws IOException {
    Viewing.requireDisplay();
    WorkbenchFrame[] frame = new WorkbenchFrame[1];
    Runnable opening =
        () -> {
          frame[0] = new WorkbenchFrame(host);
          frame[0].setVisible(true);
          fill.accept(frame[0]);
        };
    if (SwingUtilities.isEventDispatchThread()) {
      opening.run();
      return frame[0];
    }
    try {
      SwingUtilities.invokeAndWait(opening);
    } catch (InvocationTargetException e) {
      throw new IOException("the window could not be opened: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the window was opened", e);
    }
    return frame[0];
  }

  /**
   * What was read of a file, for {@link #open}.
   *
   * @param arguments as it was read
   */
  public static Consumer<WorkbenchFrame> showing(ViewTask.Viewed viewed, Arguments arguments) {
    Path input = arguments.path(Parameter.INPUT).orElseThrow();
    ScanFile source = new ScanFile(input, SegmentOptions.reading(arguments), viewed.volume());
    Path labelFile = viewed.resampled() ? null : arguments.path(Parameter.LABELMAP).orElse(null);
    return frame -> frame.model().open(source, viewed.labels(), labelFile);
  }

  /**
   * Opens a window in a process that has no others, and waits until it is closed.
   *
   * @throws IOException if there is no display
   * @throws java.util.concurrent.CancellationException after a cancel, which closes the window
   */
  public static void showAndWait(Consumer<WorkbenchFrame> fill, CancellationToken cancel)
      throws IOException {
    Viewing.requireDisplay();
    SwingUtilities.invokeLater(Theme::useFlatLook);
    CountDownLatch closed = new CountDownLatch(1);
    WorkbenchFrame frame =
        open(
            Host.NONE,
            made -> {
              made.addWindowListener(
                  new WindowAdapter() {
                    @Override
                    public void windowClosed(WindowEvent e) {
                      closed.countDown();
                    }
                  });
              fill.accept(made);
            });
    try (CancellationToken.Registration registration =
        cancel.onCancel(() -> SwingUtilities.invokeLater(frame::dispose))) {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the window was open", e);
    }
    cancel.throwIfCancelled();
  }
}

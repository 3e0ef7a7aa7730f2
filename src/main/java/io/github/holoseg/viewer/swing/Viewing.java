package io.github.holoseg.viewer.swing;

import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import java.awt.AWTError;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import javax.swing.SwingUtilities;

/** Opens viewer windows for callers that are on other threads. */
public final class Viewing {
  private Viewing() {}

  /**
   * @throws IOException with a sentence, if there is no display to open a window on
   */
  public static void requireDisplay() throws IOException {
    try {
      if (!GraphicsEnvironment.isHeadless()
          && GraphicsEnvironment.getLocalGraphicsEnvironment().getScreenDevices().length > 0) {
        return;
      }
    } catch (HeadlessException | AWTError | NoClassDefFoundError e) {
      throw noDisplay(e);
    }
    throw noDisplay(null);
  }

  private static IOException noDisplay(Throwable cause) {
    return new IOException(
        "a window needs a display, and there is none here; on Linux, DISPLAY names one. To look at"
            + " a result without a display, 'convert' writes it for another program.",
        cause);
  }

  /**
   * Opens a window and returns at once.
   *
   * @param labels on the volume's grid; null for none
   * @throws IOException if there is no display
   */
  public static ViewerWindow open(Volume<?> volume, LabelMap labels) throws IOException {
    requireDisplay();
    ViewerWindow[] window = new ViewerWindow[1];
    Runnable opening =
        () -> {
          window[0] = new ViewerWindow(volume, labels);
          window[0].setVisible(true);
        };
    if (SwingUtilities.isEventDispatchThread()) {
      opening.run();
      return window[0];
    }
    try {
      SwingUtilities.invokeAndWait(opening);
    } catch (InvocationTargetException e) {
      throw new IOException("the window could not be opened: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the window was opened", e);
    }
    return window[0];
  }
}

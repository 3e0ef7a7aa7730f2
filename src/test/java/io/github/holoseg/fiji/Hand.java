package io.github.holoseg.fiji;

import java.awt.AWTException;
import java.awt.Component;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import javax.imageio.ImageIO;

/** Mouse, keyboard and camera. Not thread-safe; not to be used on the event thread. */
final class Hand {
  private static final int PATIENCE_SECONDS = 120;
  private static final int STEP_MILLIS = 50;
  private static final int SETTLE_MILLIS = 20;
  private static final int STILL_MILLIS = 400;
  private static final int BORDER = 4;

  private final Robot robot;
  private final Path pictures;

  /**
   * @param pictures the folder for screenshots
   */
  Hand(Path pictures) throws AWTException {
    this.pictures = pictures;
    robot = new Robot();
    robot.setAutoDelay(20);
  }

  /** A question that is asked again until it is answered with yes. */
  interface Condition {
    boolean holds() throws Exception;
  }

  /** Asks on the event thread. */
  static <T> T onUi(Callable<T> question) throws Exception {
    FutureTask<T> task = new FutureTask<>(question);
    EventQueue.invokeLater(task);
    return task.get();
  }

  /** Waits; fails with the sentence and a picture if it does not come. */
  void until(String what, Condition condition) throws Exception {
    if (!within(PATIENCE_SECONDS, condition)) {
      picture("failed");
      throw new AssertionError("did not come: " + what + "; open are " + Windows.open());
    }
  }

  /** Whether it comes within this time; asked on the event thread. */
  boolean within(int seconds, Condition condition) throws Exception {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (!onUi(condition::holds)) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(STEP_MILLIS);
    }
    return true;
  }

  /**
   * Lets the windows hear what was done. Not Robot.waitForIdle: without a window manager that waits
   * for seconds at each key. Whoever needs a result waits for it.
   */
  private void settle() {
    robot.delay(SETTLE_MILLIS);
    try {
      EventQueue.invokeAndWait(() -> {});
    } catch (InterruptedException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }

  void move(Point at) {
    robot.mouseMove(at.x, at.y);
    settle();
  }

  void click(Point at) {
    move(at);
    press();
    release();
  }

  void press() {
    robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
    settle();
  }

  void release() {
    robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
    settle();
  }

  /** In its middle, as soon as it is enabled. */
  void click(Component component) throws Exception {
    until(
        component.getName() + " is enabled", () -> component.isShowing() && component.isEnabled());
    Rectangle at = bounds(component);
    click(new Point((int) at.getCenterX(), (int) at.getCenterY()));
  }

  void drag(Point from, Point to, int steps) {
    move(from);
    press();
    for (int i = 1; i <= steps; i++) {
      move(new Point(from.x + (to.x - from.x) * i / steps, from.y + (to.y - from.y) * i / steps));
    }
    release();
  }

  void key(int code) {
    robot.keyPress(code);
    robot.keyRelease(code);
    settle();
  }

  void withControl(int code) {
    robot.keyPress(KeyEvent.VK_CONTROL);
    key(code);
    robot.keyRelease(KeyEvent.VK_CONTROL);
    settle();
  }

  /** Types letters, digits and what paths have, on an American keyboard. */
  void type(String text) {
    for (char c : text.toCharArray()) {
      boolean shift = Character.isUpperCase(c) || c == '_' || c == ':';
      int code =
          switch (c) {
            case '_' -> KeyEvent.VK_MINUS;
            case ':' -> KeyEvent.VK_SEMICOLON;
            default -> KeyEvent.getExtendedKeyCodeForChar(c);
          };
      if (shift) {
        robot.keyPress(KeyEvent.VK_SHIFT);
      }
      key(code);
      if (shift) {
        robot.keyRelease(KeyEvent.VK_SHIFT);
      }
    }
  }

  /** What the button in the title bar does; there is no window manager that has one. */
  void close(Window window) throws Exception {
    EventQueue.invokeLater(
        () -> window.dispatchEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSING)));
    until("closed: " + window.getName(), () -> !window.isShowing());
  }

  /** Where it is on the screen. */
  static Rectangle bounds(Component component) throws Exception {
    return onUi(() -> new Rectangle(component.getLocationOnScreen(), component.getSize()));
  }

  /** What is seen of it now, without the border that shows where the keyboard is. */
  BufferedImage seen(Component component) throws Exception {
    settle();
    Rectangle at = bounds(component);
    at.grow(-BORDER, -BORDER);
    return robot.createScreenCapture(at);
  }

  /** What is seen of it as soon as that changes no more. */
  BufferedImage still(Component component) throws Exception {
    BufferedImage before = seen(component);
    for (int i = 0; i < PATIENCE_SECONDS; i++) {
      Thread.sleep(STILL_MILLIS);
      BufferedImage now = seen(component);
      if (Pixels.different(now, before) == 0) {
        return now;
      }
      before = now;
    }
    picture("failed");
    throw new AssertionError("does not come to rest: " + component.getName());
  }

  /** The colour that is seen there. */
  int colour(Point at) {
    settle();
    return robot.getPixelColor(at.x, at.y).getRGB();
  }

  /** Waits until a component is seen so. */
  void untilSeen(String what, Component component, Predicate<BufferedImage> so) throws Exception {
    long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
    while (!so.test(seen(component))) {
      if (System.nanoTime() > end) {
        picture("failed");
        throw new AssertionError("is not seen: " + what);
      }
      Thread.sleep(STEP_MILLIS);
    }
  }

  /** Keeps a picture of the whole screen. */
  void picture(String name) throws IOException {
    settle();
    robot.delay(300); // only so that the picture is a good one
    Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
    ImageIO.write(
        robot.createScreenCapture(screen), "png", pictures.resolve(name + ".png").toFile());
  }
}

package io.github.holoseg.workbench.swing;

import static io.github.holoseg.testing.UiWaits.onUi;
import static io.github.holoseg.testing.UiWaits.until;

import java.awt.AWTException;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.swing.JFileChooser;

/** Mouse, keyboard, eyes and camera of a robot in the workbench. Not for the event thread. */
final class WindowHand {
  private static final int STILL_MILLIS = 200; // windows that grow are moved by and by

  private final Robot robot;
  private final Path pictures;

  /**
   * @param pictures folder for the pictures
   */
  WindowHand(Path pictures) throws AWTException {
    this.pictures = pictures;
    robot = new Robot();
    robot.setAutoDelay(25);
  }

  Robot robot() {
    return robot;
  }

  static JFileChooser chooser() {
    for (Window window : Window.getWindows()) {
      if (window instanceof Dialog && window.isShowing()) {
        JFileChooser found = find(window, JFileChooser.class);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  static <T extends Component> T find(Container in, Class<T> type) {
    for (Component child : in.getComponents()) {
      T found =
          type.isInstance(child)
              ? type.cast(child)
              : child instanceof Container c ? find(c, type) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  void click(Component component) throws Exception {
    Rectangle[] seen = {bounds(component)};
    until(
        component.getName() + " stands still",
        () -> {
          Thread.sleep(STILL_MILLIS);
          Rectangle before = seen[0];
          seen[0] = bounds(component);
          return seen[0].equals(before);
        });
    Rectangle at = seen[0];
    robot.mouseMove(at.x + at.width / 2, at.y + at.height / 2);
    robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
    robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
  }

  static Rectangle bounds(Component component) throws Exception {
    Point at = onUi(component::getLocationOnScreen);
    return new Rectangle(at, component.getSize());
  }

  void press(int key, int modifiers) {
    if (modifiers != 0) {
      robot.keyPress(KeyEvent.VK_CONTROL);
    }
    robot.keyPress(key);
    robot.keyRelease(key);
    if (modifiers != 0) {
      robot.keyRelease(KeyEvent.VK_CONTROL);
    }
    robot.waitForIdle();
  }

  static Component named(Container in, String name) {
    for (Component child : in.getComponents()) {
      if (name.equals(child.getName())) {
        return child;
      }
      Component found = child instanceof Container c ? named(c, name) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  void picture(String name) throws Exception {
    robot.waitForIdle();
    Thread.sleep(400);
    File file = pictures.resolve(name + ".png").toFile();
    BufferedImage screen = robot.createScreenCapture(new Rectangle(0, 0, 1400, 940));
    int width = 840; // so that the file stays small
    int height = width * screen.getHeight() / screen.getWidth();
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = small.createGraphics();
    g.drawImage(screen.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
    g.dispose();
    ImageIO.write(small, "png", file);
  }
}

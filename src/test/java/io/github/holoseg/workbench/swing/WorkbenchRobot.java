package io.github.holoseg.workbench.swing;

import io.github.holoseg.batch.Arguments;
import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.ViewTask;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.VirtualDisplay;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.viewer.swing.Theme;
import io.github.holoseg.workbench.document.OpenScan;
import io.github.holoseg.workbench.segment.Host;
import io.github.holoseg.workbench.segment.SegmentSession;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import javax.imageio.ImageIO;
import javax.swing.JFileChooser;

/**
 * What a person does: opens the sample, segments, paints, undoes, saves, opens it again. Run by
 * {@link WorkbenchRobotTest} on a virtual display, and by {@code docs/images/make} for its
 * pictures; starts itself again on one where it is not told to have one; ends with exit code 1 and
 * a stack trace if something is not as expected.
 */
public final class WorkbenchRobot {
  private final Robot robot;
  private final Path pictures;
  private WorkbenchFrame frame;

  private WorkbenchRobot(Path pictures) throws Exception {
    this.pictures = pictures;
    robot = new Robot();
    robot.setAutoDelay(25);
  }

  /**
   * @param args scan, folder for the pictures
   */
  public static void main(String[] args) throws Exception {
    if (!"false".equals(System.getProperty("java.awt.headless"))) {
      Path preferences = Files.createTempDirectory("holoseg-robot");
      List<String> options = List.of("-Xmx2g", "-Djava.util.prefs.userRoot=" + preferences);
      try (VirtualDisplay display = VirtualDisplay.start(1600, 1000)) {
        System.out.print(display.run(WorkbenchRobot.class, 240, options, args));
      }
      return;
    }
    try {
      EventQueue.invokeAndWait(Theme::useFlatLook);
      Path folder = Path.of(args[1]);
      Path labels = Files.createTempDirectory("holoseg-robot").resolve("corrected labels.nii.gz");
      new WorkbenchRobot(folder).all(args[0], labels);
      System.exit(0);
    } catch (Throwable e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private void all(String scan, Path file) throws Exception {
    open(Map.of("input", scan));
    picture("workbench");
    segment();
    int[] result = voxels();
    check(Arrays.stream(result).anyMatch(v -> v == 1), "a femur was found");
    check(!saved(), "a result is not saved");

    int[] painted = paint(result);
    picture("workbench-paint");
    press(KeyEvent.VK_Z, InputEvent.CTRL_DOWN_MASK);
    until("undone", () -> Arrays.equals(voxels(), result));
    press(KeyEvent.VK_Y, InputEvent.CTRL_DOWN_MASK);
    until("done again", () -> Arrays.equals(voxels(), painted));

    save(file);
    check(Arrays.equals(voxels(), painted), "saving changes nothing");
    EventQueue.invokeAndWait(() -> frame.dispose());
    open(Map.of("input", scan, "labelmap", file.toString()));
    check(Arrays.equals(voxels(), painted), "the file has what was painted");
    check(saved(), "what was opened is saved");
    EventQueue.invokeAndWait(() -> frame.dispose());
    System.out.println("robot: done");
  }

  private void open(Map<String, String> options) throws Exception {
    Arguments arguments = Arguments.of(Operation.VIEW, options);
    ViewTask.Viewed viewed =
        ViewTask.run(arguments, ProgressListener.NONE, CancellationToken.none());
    frame = Workbenches.open(Host.NONE, Workbenches.showing(viewed, arguments));
    EventQueue.invokeAndWait(() -> frame.setBounds(0, 0, 1400, 940));
    until("the window is there", () -> frame.viewer() != null && frame.viewer().isShowing());
    Thread.sleep(800);
    frame.viewer().awaitPictures();
  }

  private void segment() throws Exception {
    click(named(frame, "bar.segment"));
    until("the dialog", () -> frame.dialog() != null && frame.dialog().isShowing());
    SegmentSession session = frame.dialog().session();
    Component run = named(frame.dialog(), "run.run");
    until("ready to run", run::isEnabled);
    click(run);
    until("the run has begun", () -> session.state() == SegmentSession.State.RUNNING);
    until("labels grow", () -> session.isFirstLook() || session.plan().isPresent());
    until("a part is decided", () -> session.plan().isPresent() && session.progress().isPresent());
    picture("workbench-run");
    until("the run is done", () -> session.state() == SegmentSession.State.IDLE);
    check(session.message().isEmpty(), "no message, but: " + session.message());
    check(session.segmented().isPresent(), "there is a result");
    picture("segment-dialog");
    EventQueue.invokeAndWait(() -> frame.dialog().dispose());
  }

  /** A stroke over the axial plane; only voxels near it may change, to the selected label. */
  private int[] paint(int[] before) throws Exception {
    Component pane = named(frame, "pane.axial");
    Rectangle at = bounds(pane);
    robot.mouseMove(at.x + at.width / 3, at.y + at.height / 3);
    press(KeyEvent.VK_A, 0);
    robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
    robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
    press(KeyEvent.VK_B, 0);
    until("the brush", () -> frame.viewer().tool() == frame.tools().get(ToolIcon.BRUSH));
    robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
    for (int i = 0; i < 12; i++) {
      robot.mouseMove(at.x + at.width / 3 + 6 * i, at.y + at.height / 3 + 2 * i);
    }
    robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
    until("something is painted", () -> !Arrays.equals(voxels(), before));
    robot.waitForIdle();
    int[] after = voxels();
    int label = onUi(() -> frame.desk().activeLabel());
    int[] slice = new int[1];
    int[] size = onUi(this::size);
    int changed = 0;
    for (int i = 0; i < after.length; i++) {
      if (after[i] != before[i]) {
        check(after[i] == label, "painted with the selected label");
        int z = i / size[0] / size[1];
        check(changed == 0 || z == slice[0], "a disc stays in its slice");
        slice[0] = z;
        changed++;
      }
    }
    check(changed > 20 && changed < 2000, changed + " voxels were painted");
    return after;
  }

  private int[] size() {
    long[] size = current().volume().geometry().size();
    return new int[] {(int) size[0], (int) size[1], (int) size[2]};
  }

  private void save(Path file) throws Exception {
    press(KeyEvent.VK_S, InputEvent.CTRL_DOWN_MASK);
    until("a file chooser", () -> chooser() != null);
    EventQueue.invokeAndWait(() -> chooser().setSelectedFile(file.toFile()));
    Thread.sleep(300);
    EventQueue.invokeLater(() -> chooser().approveSelection());
    until("saved", this::saved);
  }

  private static JFileChooser chooser() {
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

  private static <T extends Component> T find(Container in, Class<T> type) {
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

  private OpenScan current() {
    return frame.model().current().orElseThrow();
  }

  private boolean saved() {
    try {
      return onUi(() -> current().isSaved());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private int[] voxels() {
    return Voxels.ints(current().desk().session().snapshot().voxels());
  }

  private static <T> T onUi(Callable<T> question) throws Exception {
    FutureTask<T> task = new FutureTask<>(question);
    EventQueue.invokeAndWait(task);
    return task.get();
  }

  private void click(Component component) throws Exception {
    Rectangle at = bounds(component);
    robot.mouseMove(at.x + at.width / 2, at.y + at.height / 2);
    robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
    robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
  }

  private static Rectangle bounds(Component component) throws Exception {
    Point at = onUi(component::getLocationOnScreen);
    return new Rectangle(at, component.getSize());
  }

  private void press(int key, int modifiers) {
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

  private static Component named(Container in, String name) {
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

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void until(String what, Condition condition) throws Exception {
    for (int i = 0; i < 2400; i++) {
      if (condition.holds()) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("did not come: " + what);
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  private void picture(String name) throws Exception {
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

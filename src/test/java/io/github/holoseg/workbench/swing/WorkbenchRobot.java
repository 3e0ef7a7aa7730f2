package io.github.holoseg.workbench.swing;

import static io.github.holoseg.testing.UiWaits.check;
import static io.github.holoseg.testing.UiWaits.onUi;
import static io.github.holoseg.testing.UiWaits.until;

import io.github.holoseg.batch.Arguments;
import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.ViewTask;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.VirtualDisplay;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.viewer.swing.Theme;
import io.github.holoseg.viewer.swing.ViewerAction;
import io.github.holoseg.workbench.document.OpenScan;
import io.github.holoseg.workbench.segment.Host;
import io.github.holoseg.workbench.segment.SegmentSession;
import java.awt.Component;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person does: opens the sample, segments, paints, undoes, saves, opens it again. Run by
 * {@link WorkbenchRobotTest} on a virtual display, and by {@code docs/images/make} for its
 * pictures; starts itself again on one where it is not told to have one; ends with exit code 1 and
 * a stack trace if something is not as expected.
 */
public final class WorkbenchRobot {
  private final WindowHand hand;
  private final Robot robot;
  private WorkbenchFrame frame;

  private WorkbenchRobot(Path pictures) throws Exception {
    hand = new WindowHand(pictures);
    robot = hand.robot();
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
    hand.picture("workbench");
    noKeyDoesTwoThings();
    segment();
    int[] result = voxels();
    check(Arrays.stream(result).anyMatch(v -> v == 1), "a femur was found");
    check(!saved(), "a result is not saved");

    int[] painted = paint(result);
    hand.picture("workbench-paint");
    hand.press(KeyEvent.VK_Z, InputEvent.CTRL_DOWN_MASK);
    until("undone", () -> Arrays.equals(voxels(), result));
    hand.press(KeyEvent.VK_Y, InputEvent.CTRL_DOWN_MASK);
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

  private void noKeyDoesTwoThings() throws Exception {
    Map<String, String> taken = new HashMap<>();
    for (ViewerAction action : onUi(() -> frame.viewer().actions())) {
      for (String key : action.keys()) {
        String other = taken.put(key, action.id());
        check(other == null, key + " does " + other + " and " + action.id());
      }
    }
  }

  private void segment() throws Exception {
    hand.click(WindowHand.named(frame, "bar.segment"));
    until("the dialog", () -> frame.dialog() != null && frame.dialog().isShowing());
    SegmentSession session = frame.dialog().session();
    Component run = WindowHand.named(frame.dialog(), "run.run");
    until("ready to run", run::isEnabled);
    hand.click(run);
    until("the run has begun", () -> session.state() == SegmentSession.State.RUNNING);
    until("labels grow", () -> session.isFirstLook() || session.plan().isPresent());
    until("a part is decided", () -> session.plan().isPresent() && session.progress().isPresent());
    hand.picture("workbench-run");
    until("the run is done", () -> session.state() == SegmentSession.State.IDLE);
    check(session.message().isEmpty(), "no message, but: " + session.message());
    check(session.segmented().isPresent(), "there is a result");
    hand.picture("segment-dialog");
    EventQueue.invokeAndWait(() -> frame.dialog().dispose());
  }

  /** A stroke over the axial plane; only voxels near it may change, to the selected label. */
  private int[] paint(int[] before) throws Exception {
    Component pane = WindowHand.named(frame, "pane.axial");
    Rectangle at = WindowHand.bounds(pane);
    robot.mouseMove(at.x + at.width / 3, at.y + at.height / 3);
    hand.press(KeyEvent.VK_A, 0);
    robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
    robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
    hand.press(KeyEvent.VK_B, 0);
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
    hand.press(KeyEvent.VK_S, InputEvent.CTRL_DOWN_MASK);
    until("a file chooser", () -> WindowHand.chooser() != null);
    EventQueue.invokeAndWait(() -> WindowHand.chooser().setSelectedFile(file.toFile()));
    Thread.sleep(300);
    EventQueue.invokeLater(() -> WindowHand.chooser().approveSelection());
    until("saved", this::saved);
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
}

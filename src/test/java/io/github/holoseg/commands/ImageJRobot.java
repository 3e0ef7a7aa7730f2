package io.github.holoseg.commands;

import static io.github.holoseg.testing.UiWaits.check;
import static io.github.holoseg.testing.UiWaits.onUi;
import static io.github.holoseg.testing.UiWaits.until;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.testing.Voxels;
import io.github.holoseg.workbench.document.OpenScan;
import io.github.holoseg.workbench.segment.SegmentSession;
import io.github.holoseg.workbench.swing.SegmentDialog;
import io.github.holoseg.workbench.swing.WorkbenchFrame;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.nio.file.Path;
import java.util.Arrays;
import javax.swing.JButton;
import javax.swing.JMenu;
import javax.swing.JMenuItem;

/**
 * The dialog and the workbench inside a real ImageJ with windows: from the menu, on the active
 * image, recorded, shown, and repeated by the recorded line. Run by {@link ImageJRobotTest} on a
 * virtual display.
 */
public final class ImageJRobot {
  private ImageJRobot() {}

  /**
   * @param args folder that holds {@code plugins}, scan, folder for results
   */
  public static void main(String[] args) throws Exception {
    try {
      System.setProperty("plugins.dir", args[0]);
      new ImageJ();
      run(args[1], Path.of(args[2]));
      System.out.println("robot: done");
      System.exit(0);
    } catch (Throwable e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void run(String scan, Path folder) throws Exception {
    check(Menus.getCommands().containsKey("Workbench..."), "the menu has the workbench");
    check(Menus.getCommands().containsKey("Segment CT..."), "the menu has the dialog");
    IJ.run("Open CT...", "input=[" + scan + "]");
    ImagePlus image = WindowManager.getCurrentImage();
    check(image != null, "the scan is open");
    Recorder recorder = new Recorder();

    IJ.doCommand("Segment CT...");
    until("the dialog", () -> find(SegmentDialog.class) != null);
    SegmentDialog dialog = find(SegmentDialog.class);
    SegmentSession session = dialog.session();
    until("ready", () -> isIdle(session) && session.model().problems().isEmpty());
    Thread.sleep(500);
    until("ready", () -> isIdle(session));
    check(session.model().image().isPresent(), "the active image is the source");
    EventQueue.invokeAndWait(session::run);
    until("the run", () -> isIdle(session));
    check(session.segmented().isPresent(), "a result; " + session.message());

    Path file = folder.resolve("my labels.nii.gz");
    EventQueue.invokeAndWait(() -> session.save(file));
    until("saved", () -> session.saved().isPresent());
    String line = session.saved().orElseThrow().options().toMacroLine();
    check(!line.contains("input="), "the active image is what is segmented: " + line);
    until("recorded", () -> recorder.getText().contains(line));
    check(!recorder.getText().contains("run(\"Segment CT...\");"), recorder.getText());

    int before = WindowManager.getImageCount();
    press(dialog, "Show in ImageJ");
    until("labels and scan", () -> WindowManager.getImageCount() == before + 2);
    check(WindowManager.getCurrentImage().getOverlay().size() > 50, "an overlay of ROIs");
    press(dialog, "To ROI Manager");
    until(
        "ROIs in the manager",
        () -> RoiManager.getInstance() != null && RoiManager.getInstance().getCount() > 50);
    press(dialog, "Results table");
    until("a table of the structures", () -> table(image) != null);
    check(table(image).getLabel(0).equals("femur_left"), "the first structure comes first");
    EventQueue.invokeAndWait(dialog::dispose);
    WorkbenchFrame watched = find(WorkbenchFrame.class);
    check(watched != null, "a workbench was opened to watch the run");
    check(onUi(() -> isSavedResult(watched, file)), "it has the result, and knows its file");
    closeWorkbench();
    recorder.close();

    IJ.selectWindow(image.getID());
    Path again = folder.resolve("again.nii.gz");
    String options = line.substring("run(\"Segment CT...\", \"".length(), line.length() - 3);
    IJ.run("Segment CT...", options.replace(file.toString(), again.toString()));
    check(
        Arrays.equals(
            Voxels.ints(LabelMapReader.read(file).voxels()),
            Voxels.ints(LabelMapReader.read(again).voxels())),
        "the recorded line repeats the result");

    IJ.selectWindow(image.getID());
    IJ.doCommand("Workbench...");
    until(
        "the workbench",
        () -> {
          WorkbenchFrame frame = find(WorkbenchFrame.class);
          return frame != null && frame.viewer() != null && frame.viewer().isShowing();
        });
    closeWorkbench();
    correctedLabelsGoToImageJ(scan, file);
  }

  private static boolean isSavedResult(WorkbenchFrame frame, Path file) {
    OpenScan scan = frame.model().current().orElseThrow();
    return scan.isSaved()
        && scan.labelFile().filter(file::equals).isPresent()
        && scan.desk().session().labels().labels().get(0).name().equals("femur_left");
  }

  private static void correctedLabelsGoToImageJ(String scan, Path labels) throws Exception {
    IJ.run("Workbench...", "input=[" + scan + "] labelmap=[" + labels + "]");
    until("the workbench with labels", () -> find(WorkbenchFrame.class) != null);
    WorkbenchFrame frame = find(WorkbenchFrame.class);
    until("the labels", () -> frame.viewer() != null && item(frame, "Mask...") != null);
    EventQueue.invokeLater(() -> item(frame, "Mask...").doClick());
    until("the question which structure", () -> find(GenericDialog.class) != null);
    GenericDialog question = find(GenericDialog.class);
    EventQueue.invokeLater(
        () -> question.actionPerformed(new ActionEvent(question.getButtons()[0], 0, "OK")));
    until("the mask", () -> WindowManager.getImage("femur_left") != null);
    ImagePlus mask = WindowManager.getImage("femur_left");
    check(mask.getBitDepth() == 8 && mask.getCalibration().getUnit().equals("mm"), "a mask in mm");
  }

  private static void closeWorkbench() throws Exception {
    until("a workbench", () -> find(WorkbenchFrame.class) != null);
    EventQueue.invokeAndWait(find(WorkbenchFrame.class)::dispose);
  }

  private static JMenuItem item(WorkbenchFrame frame, String title) {
    for (Component child : frame.getJMenuBar().getMenu(0).getMenuComponents()) {
      if (child instanceof JMenu menu && "menu.host".equals(menu.getName())) {
        for (Component entry : menu.getMenuComponents()) {
          if (entry instanceof JMenuItem found && title.equals(found.getText())) {
            return found;
          }
        }
      }
    }
    return null;
  }

  private static ResultsTable table(ImagePlus scan) {
    return ResultsTable.getResultsTable(scan.getTitle() + " structures");
  }

  private static boolean isIdle(SegmentSession session) throws Exception {
    return onUi(() -> session.state() == SegmentSession.State.IDLE);
  }

  private static <T extends Window> T find(Class<T> type) {
    for (Window window : Window.getWindows()) {
      if (type.isInstance(window) && window.isShowing()) {
        return type.cast(window);
      }
    }
    return null;
  }

  /** As a person does: a button that cannot be pressed yet is waited for. */
  private static void press(SegmentDialog dialog, String text) throws Exception {
    until("the button " + text, () -> onUi(() -> button(dialog, text).isEnabled()));
    EventQueue.invokeAndWait(() -> button(dialog, text).doClick());
  }

  private static JButton button(Container in, String text) {
    for (Component child : in.getComponents()) {
      if (child instanceof JButton button && text.equals(button.getText())) {
        return button;
      }
      JButton found = child instanceof Container c ? button(c, text) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}

package io.github.holoseg.fiji;

import ij.IJ;
import ij.ImageJ;
import ij.WindowManager;
import java.awt.Button;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.swing.JFileChooser;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JMenu;
import javax.swing.JMenuItem;
import javax.swing.JRadioButton;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.JTextField;

/**
 * What a person does in ImageJ with our zip unpacked in its folder: the menu, the workbench, a run,
 * a correction, two saved files; then an image of ImageJ and the segment dialog for it. Ends with
 * exit code 1 and a stack trace if something is not as expected.
 */
public final class FijiRobot {
  private final Hand hand;
  private final Path scan;
  private final Path result;
  private final Path painted;
  private AwtMenus menus;
  private Window workbench;

  private FijiRobot(Path scan, Path result, Path painted, Path pictures) throws Exception {
    this.scan = scan;
    this.result = result;
    this.painted = painted;
    hand = new Hand(pictures);
  }

  /**
   * @param args ImageJ's folder, a scan, two files to write: the labels as found and as corrected,
   *     the folder for pictures
   */
  public static void main(String[] args) {
    try {
      FijiRobot robot =
          new FijiRobot(Path.of(args[1]), Path.of(args[2]), Path.of(args[3]), Path.of(args[4]));
      ImageJ.main(new String[] {"-ijpath", args[0]});
      robot.everything();
      System.out.println("robot: done");
      System.exit(0);
    } catch (Throwable e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private void everything() throws Exception {
    hand.until("ImageJ", () -> IJ.getInstance() != null && IJ.getInstance().isShowing());
    menus = new AwtMenus(hand, IJ.getInstance());
    openTheWorkbench();
    openTheScan();
    segment();
    saveAs(result);
    paint();
    saveAs(painted);
    hand.close(workbench);
    openAsImage();
    segmentTheActiveImage();
  }

  private void openTheWorkbench() throws Exception {
    hand.picture("01-imagej");
    menus.choose(
        "Plugins", "Holoseg", "Workbench...", "02-menu", () -> Windows.named("workbench") != null);
    check(Windows.titled("Log") == null, "nothing lies over the window");
    workbench = Windows.named("workbench");
    onTheScreen(workbench);
    hand.picture("03-empty-workbench");
  }

  private void openTheScan() throws Exception {
    chooseFile("menu.open", scan);
    hand.until("three planes", () -> Windows.find(workbench, "pane.axial") != null);
    Component pane = in(workbench, "pane.axial");
    hand.untilSeen("a picture", pane, picture -> Pixels.bright(picture) > 10_000);
    hand.picture("04-scan");
  }

  private void segment() throws Exception {
    BufferedImage before = hand.still(in(workbench, "pane.coronal"));
    hand.click(in(workbench, "bar.segment"));
    hand.until("the dialog", () -> Windows.named("segment") != null);
    Window dialog = Windows.named("segment");
    JTextArea text = (JTextArea) in(dialog, "run.text");
    Component run = in(dialog, "run.run");
    hand.until("the scan and the model are known", run::isEnabled);
    onTheScreen(dialog);
    hand.picture("05-dialog");
    hand.click(in(dialog, "run.plan"));
    hand.until("a plan", () -> text.getText().contains("tiles: 1") && run.isEnabled());
    hand.picture("06-plan");
    hand.click(run);
    hand.until("it runs", () -> in(dialog, "run.cancel").isEnabled());
    hand.picture("07-running");
    hand.until("there is a result", () -> in(dialog, "run.save").isEnabled());
    hand.picture("08-result");
    hand.click(in(dialog, "run.close"));
    hand.until("the dialog is closed", () -> !dialog.isShowing());
    JTable labels = (JTable) in(workbench, "labels");
    hand.until("structures are listed", () -> labels.getRowCount() == 5);
    hand.picture("09-overlay");
    int rgb = swatch(labels, row(labels, "hip_right")); // large in the middle plane
    int known = Pixels.ofHue(before, rgb);
    hand.untilSeen(
        "the hip's colour",
        in(workbench, "pane.coronal"),
        picture -> Pixels.ofHue(picture, rgb) > known + 500);
  }

  private static int row(JTable labels, String name) throws Exception {
    return Hand.onUi(
        () -> {
          for (int row = 0; row < labels.getRowCount(); row++) {
            if (name.equals(labels.getValueAt(row, 2))) {
              return row;
            }
          }
          throw new AssertionError(name + " is not in the table");
        });
  }

  /** The colour that the table shows for a structure. */
  private int swatch(JTable labels, int row) throws Exception {
    Rectangle cell = Hand.onUi(() -> labels.getCellRect(row, 1, false));
    Point table = Hand.bounds(labels).getLocation();
    return hand.colour(
        new Point(table.x + (int) cell.getCenterX(), table.y + (int) cell.getCenterY()));
  }

  private void paint() throws Exception {
    JTable labels = (JTable) in(workbench, "labels");
    Rectangle name = Hand.onUi(() -> labels.getCellRect(0, 2, false));
    Rectangle table = Hand.bounds(labels);
    hand.click(new Point(table.x + name.x + name.width / 2, table.y + name.y + name.height / 2));
    hand.until("selected", () -> labels.getSelectedRow() == 0);
    int rgb = swatch(labels, 0);
    Component pane = in(workbench, "pane.axial");
    Component undo = in(workbench, "bar.undo");
    Component redo = in(workbench, "bar.redo");
    Component brush = in(workbench, "tool.brush");
    hand.click(brush);
    Rectangle at = Hand.bounds(pane);
    Point away = new Point(at.x + at.width / 2, at.y - 30); // the mouse is no part of the pictures
    hand.move(away);
    BufferedImage before = hand.still(pane);
    int y = at.y + at.height * 2 / 5;
    hand.drag(new Point(at.x + at.width / 3, y), new Point(at.x + at.width / 2, y + 20), 12);
    hand.move(away);
    hand.until("can be undone", undo::isEnabled);
    check(Windows.title(workbench).contains("*"), "the title has a star");
    check(((JLabel) in(workbench, "bar.said")).getText().isEmpty(), "no more said to be saved");
    int known = Pixels.ofHue(before, rgb);
    hand.untilSeen("the stroke", pane, picture -> Pixels.ofHue(picture, rgb) > known + 300);
    hand.picture("10-painted");
    BufferedImage after = hand.still(pane);
    hand.click(undo);
    hand.move(away);
    hand.until("can be done again", redo::isEnabled);
    hand.untilSeen("as before the stroke", pane, picture -> Pixels.different(picture, before) == 0);
    hand.picture("11-undone");
    hand.click(redo);
    hand.move(away);
    hand.untilSeen("painted again", pane, picture -> Pixels.different(picture, after) == 0);
    hand.picture("12-redone");
  }

  private void saveAs(Path file) throws Exception {
    chooseFile("menu.saveas", file);
    hand.until("saved: " + file, () -> Files.exists(file));
    JLabel said = (JLabel) in(workbench, "bar.said");
    hand.until("told that it is saved", () -> said.getText().contains(file.toString()));
    hand.until("no star", () -> !Windows.title(workbench).contains("*"));
  }

  /** An entry of the file menu, and a path that is typed into the chooser. */
  private void chooseFile(String entry, Path file) throws Exception {
    JMenu menu = Windows.find(((JFrame) workbench).getJMenuBar(), JMenu.class);
    hand.click(menu);
    JMenuItem item = (JMenuItem) Hand.onUi(() -> itemOf(menu, entry));
    hand.click(item);
    hand.until("a file chooser", () -> chooser() != null);
    JFileChooser chooser = Hand.onUi(FijiRobot::chooser);
    JTextField field = Hand.onUi(() -> Windows.find(chooser, JTextField.class));
    hand.click(field);
    hand.until("the file's name can be typed", field::isFocusOwner);
    hand.withControl(KeyEvent.VK_A);
    hand.type(file.toString());
    hand.until("typed " + file, () -> field.getText().equals(file.toString()));
    hand.picture("chooser-" + entry);
    hand.key(KeyEvent.VK_ENTER);
    hand.until("the chooser is gone", () -> !chooser.isShowing());
  }

  private static Component itemOf(JMenu menu, String name) {
    return Objects.requireNonNull(Windows.find(menu.getPopupMenu(), name), name);
  }

  private static JFileChooser chooser() {
    for (Window window : Window.getWindows()) {
      JFileChooser found =
          window instanceof Dialog && window.isShowing()
              ? Windows.find(window, JFileChooser.class)
              : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private void openAsImage() throws Exception {
    menus.choose(
        "Plugins", "Holoseg", "Open CT...", "13-menu", () -> Windows.titled("Open CT") != null);
    Window dialog = Windows.titled("Open CT");
    TextField input = Hand.onUi(() -> Windows.find(dialog, TextField.class));
    hand.click(input);
    hand.until("the input can be typed", input::isFocusOwner);
    hand.type(scan.toString());
    hand.until("typed " + scan, () -> input.getText().equals(scan.toString()));
    hand.picture("14-open-ct");
    hand.click(button(dialog, "OK"));
    if (!hand.within(10, () -> !dialog.isShowing())) { // AWT's button, without a window manager
      System.out.println("robot: ends the dialog with Enter: the click was not heard");
      hand.click(input);
      hand.key(KeyEvent.VK_ENTER);
    }
    hand.until("the dialog has ended", () -> !dialog.isShowing());
    hand.until("an image", () -> WindowManager.getCurrentImage() != null);
    check(Windows.titled("Log") == null, "nothing lies over the image");
    hand.picture("15-image");
  }

  private void segmentTheActiveImage() throws Exception {
    menus.choose(
        "Plugins", "Holoseg", "Segment CT...", "16-menu", () -> Windows.named("segment") != null);
    Window dialog = Windows.named("segment");
    String title = Hand.onUi(() -> WindowManager.getCurrentImage().getTitle());
    JRadioButton open = Hand.onUi(() -> Windows.find(dialog, JRadioButton.class));
    check(open.isSelected(), "the active image is chosen");
    check(open.getText().contains(title), open.getText() + " tells " + title);
    hand.until("it can be run", in(dialog, "run.run")::isEnabled);
    onTheScreen(dialog);
    hand.picture("17-dialog-for-the-image");
    hand.click(in(dialog, "run.close"));
    hand.until("the dialog is closed", () -> !dialog.isShowing());
  }

  private static Button button(Window dialog, String label) throws Exception {
    return Hand.onUi(
        () ->
            Windows.all(dialog, Button.class).stream()
                .filter(b -> b.getLabel().strip().equals(label))
                .findFirst()
                .orElseThrow());
  }

  private static Component in(Container container, String name) {
    return Objects.requireNonNull(Windows.find(container, name), name);
  }

  private static void onTheScreen(Window window) throws Exception {
    Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
    Rectangle at = Hand.bounds(window);
    check(screen.contains(at), window.getName() + " at " + at + " is on the screen");
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("not so: " + what);
    }
  }
}

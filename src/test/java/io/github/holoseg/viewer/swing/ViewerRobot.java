package io.github.holoseg.viewer.swing;

import io.github.holoseg.render.ArgbImage;
import io.github.holoseg.render.Window;
import io.github.holoseg.viewer.Convention;
import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.Marks;
import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.PlaneFrame;
import io.github.holoseg.viewer.Probe;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.viewer.ViewerState;
import io.github.holoseg.viewer.image.PlaneRenderer;
import io.github.holoseg.viewer.tool.Region;
import io.github.holoseg.viewer.tool.Ruler;
import io.github.holoseg.volume.Phantom;
import java.awt.AWTException;
import java.awt.Component;
import java.awt.Container;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.prefs.Preferences;
import javax.swing.JTable;
import javax.swing.JTextField;
import javax.swing.SwingUtilities;

/**
 * Uses the viewer's window as a person does, with mouse and keyboard, and fails with a sentence as
 * soon as something else happens than should. Needs a display.
 */
public final class ViewerRobot {
  private static final int PATIENCE_MILLIS = 10_000;

  private final Robot robot;
  private final double wantedScale;
  private final Preferences preferences;
  private ViewerWindow window;
  private ViewerState state;

  private ViewerRobot(double wantedScale) throws AWTException {
    this.wantedScale = wantedScale;
    robot = new Robot();
    robot.setAutoDelay(15);
    preferences = Preferences.userRoot().node("holoseg-robot-" + ProcessHandle.current().pid());
  }

  /**
   * @param args device pixels to a unit that the display is to have; 1 without
   */
  public static void main(String[] args) throws Exception {
    ViewerRobot viewer = new ViewerRobot(args.length == 0 ? 1 : Double.parseDouble(args[0]));
    int code = 1;
    try {
      viewer.everything();
      System.out.println("all done");
      code = 0;
    } catch (Throwable e) {
      e.printStackTrace();
    } finally {
      viewer.preferences.removeNode();
      System.exit(code); // the event thread alone would keep the process
    }
  }

  private void everything() throws Exception {
    open();
    clickSetsTheCrosshair();
    wheelScrolls();
    dragsChangeWindowAndView();
    keysWork();
    theScreenShowsWhatTheRendererPaints();
    labelsAreHiddenAndFound();
    lettersAreTextInTheSearchField();
    measuresAreTrue();
    theLayoutIsRemembered();
  }

  private void open() throws Exception {
    SwingUtilities.invokeAndWait(
        () -> {
          state = new ViewerState(Phantom.ct(), Phantom.truth(Phantom.defaultGeometry()));
          window = new ViewerWindow(state, new LayoutStore(preferences));
          window.setBounds(0, 0, 1200, 800);
          window.setVisible(true);
        });
    robot.waitForIdle();
    await("the window is there", () -> window.isShowing() && pane(Plane.AXIAL).getWidth() > 100);
    await("the volumes are measured", () -> table().getValueAt(0, LabelRows.VOLUME) != null);
  }

  private void clickSetsTheCrosshair() {
    for (Plane plane : new Plane[] {Plane.AXIAL, Plane.CORONAL, Plane.SAGITTAL}) {
      PlanePane pane = pane(plane);
      Point at = new Point(pane.getWidth() / 2 + 31, pane.getHeight() / 2 - 17);
      LpsPoint wanted = pane.frame().toLps(at.x, at.y);
      click(pane, at, InputEvent.BUTTON1_DOWN_MASK);
      await(
          plane + ": the crosshair is where the mouse was pressed",
          () -> state.snapshot().crosshair().distance(wanted) < 1e-6);
      check("the pane has the keyboard", window.panel().activePlane() == plane);
      Probe probe = Probe.at(state.snapshot().scene(), wanted);
      check(
          "the status bar tells the value under the mouse",
          window.panel().statusText().contains(ProbeText.value(probe)));
    }
  }

  private void wheelScrolls() {
    PlanePane pane = pane(Plane.AXIAL);
    int before = state.snapshot().slice(Plane.AXIAL);
    move(pane, new Point(pane.getWidth() / 2, pane.getHeight() / 2));
    robot.mouseWheel(3);
    await(
        "three clicks of the wheel are three slices towards the feet",
        () -> state.snapshot().slice(Plane.AXIAL) == before - 3);
    Point at = new Point(pane.getWidth() / 2 + 40, pane.getHeight() / 2 + 25);
    move(pane, at);
    PlaneFrame frame = pane.frame();
    robot.keyPress(KeyEvent.VK_CONTROL);
    robot.mouseWheel(-3);
    robot.keyRelease(KeyEvent.VK_CONTROL);
    await("ctrl and wheel zoom", () -> state.snapshot().view(Plane.AXIAL).zoom() > 1.3);
    check(
        "what was under the mouse stays there",
        pane.frame().toLps(at.x, at.y).distance(frame.toLps(at.x, at.y)) < frame.mmPerPixel());
  }

  private void dragsChangeWindowAndView() {
    PlanePane pane = pane(Plane.CORONAL);
    Window window0 = state.snapshot().window();
    Point from = new Point(60, 60);
    drag(pane, from, new Point(160, 60), InputEvent.BUTTON3_DOWN_MASK);
    await("to the right: wider", () -> state.snapshot().window().width() > window0.width() * 1.2);
    double centre = state.snapshot().window().centre();
    drag(pane, from, new Point(60, 140), InputEvent.BUTTON3_DOWN_MASK);
    await("downwards: centre up", () -> state.snapshot().window().centre() > centre + 50);
    PlaneFrame frame = pane.frame();
    LpsPoint held = frame.toLps(60, 60);
    drag(pane, from, new Point(100, 90), InputEvent.BUTTON2_DOWN_MASK);
    await(
        "the middle button pans",
        () -> pane.frame().toLps(100, 90).distance(held) < frame.mmPerPixel());
  }

  private void keysWork() {
    PlanePane pane = pane(Plane.SAGITTAL);
    click(pane, new Point(pane.getWidth() / 2, pane.getHeight() / 2), InputEvent.BUTTON1_DOWN_MASK);
    key(KeyEvent.VK_0);
    await("0 shows everything", () -> state.snapshot().view(Plane.AXIAL).zoom() == 1);
    key(KeyEvent.VK_1);
    await("1 is bone", () -> state.snapshot().window().equals(Window.BONE));
    int slice = state.snapshot().slice(Plane.SAGITTAL);
    key(KeyEvent.VK_DOWN);
    await("down is one slice", () -> state.snapshot().slice(Plane.SAGITTAL) == slice + 1);
    key(KeyEvent.VK_N);
    await("N mirrors", () -> state.snapshot().convention() == Convention.NEUROLOGICAL);
    key(KeyEvent.VK_N);
    await("and back", () -> state.snapshot().convention() == Convention.RADIOLOGICAL);
    key(KeyEvent.VK_M);
    await("M maximises", () -> pane.getWidth() > 700 && !pane(Plane.AXIAL).isVisible());
    key(KeyEvent.VK_M);
    await("and back", () -> pane.getWidth() < 700 && pane(Plane.AXIAL).isVisible());
    Point middle = new Point(pane.getWidth() / 2, pane.getHeight() / 2);
    doubleClick(pane, middle);
    await("a double click maximises", () -> pane.getWidth() > 700);
    doubleClick(pane, middle);
    await("and back", () -> pane.getWidth() < 700);
  }

  private void theScreenShowsWhatTheRendererPaints() throws Exception {
    state.setCrosshair(new LpsPoint(30, 6, 10)); // in the left femur
    state.setMarks(Marks.NONE.withSmooth(true));
    robot.mouseMove(window.getX() + 5, window.getY() + window.getHeight() - 5);
    window.panel().awaitPictures();
    robot.waitForIdle();
    robot.delay(300);
    double scale = window.getGraphicsConfiguration().getDefaultTransform().getScaleX();
    check("the display has the scale that was asked for", scale == wantedScale);
    for (Plane plane : new Plane[] {Plane.AXIAL, Plane.CORONAL, Plane.SAGITTAL}) {
      PlanePane pane = pane(plane);
      ViewerSnapshot s = state.snapshot();
      int width = (int) Math.round(pane.getWidth() * scale);
      int height = (int) Math.round(pane.getHeight() * scale);
      int line = (int) Math.max(1, 1.5 * scale);
      ArgbImage expected = new PlaneRenderer().render(s, plane, width, height, line);
      Rectangle area = new Rectangle(pane.getLocationOnScreen(), pane.getSize());
      BufferedImage seen = devicePixels(area);
      check(plane + " has " + width + " pixels", seen.getWidth() == width);
      int labelled = 0;
      int border = (int) Math.ceil(2 * scale);
      for (int y = border; y < height - border; y++) {
        for (int x = border; x < width - 4 * border; x++) {
          int pixel = seen.getRGB(x, y);
          check(plane + " at " + x + ", " + y, pixel == expected.get(x, y));
          labelled += (pixel >> 16 & 0xFF) != (pixel & 0xFF) ? 1 : 0;
        }
      }
      check(plane + " shows labels", labelled > 100);
    }
    state.setMarks(Marks.ALL);
  }

  /** The screen as it is, with as many pixels as the display has. */
  private BufferedImage devicePixels(Rectangle area) {
    List<Image> variants = robot.createMultiResolutionScreenCapture(area).getResolutionVariants();
    Image finest = variants.get(variants.size() - 1);
    BufferedImage image =
        new BufferedImage(
            finest.getWidth(null), finest.getHeight(null), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.drawImage(finest, 0, 0, null);
    g.dispose();
    return image;
  }

  private void labelsAreHiddenAndFound() {
    JTable table = table();
    state.setCrosshair(new LpsPoint(0, 0, 0));
    clickCell(table, 1, LabelRows.VISIBLE, 1);
    await("the eye hides a label", () -> !state.snapshot().styles().get(2).visible());
    clickCell(table, 1, LabelRows.VISIBLE, 1);
    await("and shows it", () -> state.snapshot().styles().get(2).visible());
    clickCell(table, 1, LabelRows.LOCKED, 1);
    await("the lock locks", () -> state.snapshot().styles().get(2).locked());
    clickCell(table, 1, LabelRows.NAME, 2);
    await(
        "a double click on a name goes there",
        () -> Probe.at(state.snapshot().scene(), state.snapshot().crosshair()).label() == 2);
    check("and selects it", state.snapshot().activeLabel() == 2);
  }

  private void lettersAreTextInTheSearchField() {
    JTextField search = (JTextField) find(window, "labels.search");
    robot.keyPress(KeyEvent.VK_CONTROL);
    key(KeyEvent.VK_F);
    robot.keyRelease(KeyEvent.VK_CONTROL);
    await("ctrl F goes to the search", search::isFocusOwner);
    ViewerSnapshot before = state.snapshot();
    for (char c : "left".toCharArray()) {
      key(KeyEvent.getExtendedKeyCodeForChar(c));
    }
    await("what is typed is text", () -> search.getText().equals("left"));
    await("and filters", () -> table().getRowCount() == 1);
    check("and does nothing else", state.snapshot().equals(before));
    for (int i = 0; i < 4; i++) {
      key(KeyEvent.VK_BACK_SPACE);
    }
    await("all labels are back", () -> table().getRowCount() == 2);
  }

  private void measuresAreTrue() {
    PlanePane pane = pane(Plane.CORONAL);
    int x = pane.getWidth() / 2;
    int y = pane.getHeight() / 2;
    click(find(window, "tool." + Texts.get("measure.ruler")), null, InputEvent.BUTTON1_DOWN_MASK);
    drag(pane, new Point(x - 60, y), new Point(x + 20, y + 60), InputEvent.BUTTON1_DOWN_MASK);
    await("a ruler is there", () -> window.panel().measures().all().size() == 1);
    Ruler ruler = (Ruler) window.panel().measures().all().get(0);
    double mm = 100 * pane.frame().mmPerPixel();
    check("100 pixels long: " + ruler.length(), Math.abs(ruler.length() - mm) < 1e-6);
    robot.keyPress(KeyEvent.VK_SHIFT);
    key(KeyEvent.VK_E);
    robot.keyRelease(KeyEvent.VK_SHIFT);
    drag(pane, new Point(x, y - 80), new Point(x + 50, y - 20), InputEvent.BUTTON1_DOWN_MASK);
    await("an ellipse is there", () -> window.panel().measures().all().size() == 2);
    Region region = (Region) window.panel().measures().all().get(1);
    double area = Math.PI * 25 * 30 * Math.pow(pane.frame().mmPerPixel(), 2);
    check("its area " + region.area(), Math.abs(region.area() - area) < 1e-6 * area);
    key(KeyEvent.VK_DELETE);
    await("delete removes it", () -> window.panel().measures().all().size() == 1);
    key(KeyEvent.VK_ESCAPE);
    await("escape puts the tool away", () -> window.panel().tool() == null);
  }

  private void theLayoutIsRemembered() throws Exception {
    click(pane(Plane.AXIAL), new Point(40, 40), InputEvent.BUTTON1_DOWN_MASK);
    key(KeyEvent.VK_N);
    key(KeyEvent.VK_X);
    await("changed", () -> !state.snapshot().marks().crosshair());
    SwingUtilities.invokeAndWait(
        () ->
            window.dispatchEvent(
                new java.awt.event.WindowEvent(window, java.awt.event.WindowEvent.WINDOW_CLOSING)));
    await("the window is gone", () -> !window.isDisplayable());
    await("and its threads", () -> ownThreads() == 0);
    open();
    check("neurological", state.snapshot().convention() == Convention.NEUROLOGICAL);
    check("no crosshair", !state.snapshot().marks().crosshair());
  }

  private static long ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("holoseg-"))
        .count();
  }

  private PlanePane pane(Plane plane) {
    return (PlanePane)
        Objects.requireNonNull(find(window, "pane." + plane.name().toLowerCase(Locale.ROOT)));
  }

  private JTable table() {
    return (JTable) Objects.requireNonNull(find(window, "labels"));
  }

  private static Component find(Container root, String name) {
    for (Component child : root.getComponents()) {
      if (name.equals(child.getName())) {
        return child;
      }
      Component inside = child instanceof Container inner ? find(inner, name) : null;
      if (inside != null) {
        return inside;
      }
    }
    return null;
  }

  private void move(Component component, Point at) {
    Point origin = component.getLocationOnScreen();
    robot.mouseMove(origin.x + at.x, origin.y + at.y);
    robot.waitForIdle();
  }

  private void click(Component component, Point at, int button) {
    Point middle = new Point(component.getWidth() / 2, component.getHeight() / 2);
    move(component, at == null ? middle : at);
    robot.mousePress(button);
    robot.mouseRelease(button);
    robot.waitForIdle();
    robot.delay(100);
  }

  private void doubleClick(Component component, Point at) {
    robot.delay(700); // not one with what was clicked before
    move(component, at);
    for (int i = 0; i < 2; i++) {
      robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
      robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
    }
    robot.waitForIdle();
  }

  private void clickCell(JTable table, int row, int column, int times) {
    robot.delay(700);
    Rectangle cell = table.getCellRect(row, column, true);
    move(table, new Point((int) cell.getCenterX(), (int) cell.getCenterY()));
    for (int i = 0; i < times; i++) {
      robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
      robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
    }
    robot.waitForIdle();
  }

  private void drag(Component component, Point from, Point to, int button) {
    robot.delay(600);
    move(component, from);
    robot.mousePress(button);
    move(component, new Point((from.x + to.x) / 2, (from.y + to.y) / 2));
    move(component, to);
    robot.mouseRelease(button);
    robot.waitForIdle();
  }

  private void key(int code) {
    robot.keyPress(code);
    robot.keyRelease(code);
    robot.waitForIdle();
  }

  private void await(String what, BooleanSupplier condition) {
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    boolean[] holds = new boolean[1];
    while (true) {
      try {
        SwingUtilities.invokeAndWait(() -> holds[0] = condition.getAsBoolean());
      } catch (ReflectiveOperationException | InterruptedException e) {
        throw new IllegalStateException(what, e);
      }
      if (holds[0]) {
        return;
      }
      check("not within " + PATIENCE_MILLIS + " ms: " + what, System.currentTimeMillis() < end);
      robot.delay(50);
    }
  }

  private void check(String what, boolean holds) {
    if (!holds) {
      throw new AssertionError(what + "\n" + state.snapshot());
    }
  }
}

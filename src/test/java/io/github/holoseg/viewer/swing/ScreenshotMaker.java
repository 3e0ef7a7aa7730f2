package io.github.holoseg.viewer.swing;

import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.render.Window;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.testing.Palette;
import io.github.holoseg.testing.SharedData;
import io.github.holoseg.testing.VirtualDisplay;
import io.github.holoseg.viewer.Oblique;
import io.github.holoseg.viewer.Overlay;
import io.github.holoseg.viewer.OverlayMode;
import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.PlaneFrame;
import io.github.holoseg.viewer.Slab;
import io.github.holoseg.viewer.SlabMode;
import io.github.holoseg.viewer.ViewerState;
import io.github.holoseg.viewer.tool.Angle;
import io.github.holoseg.viewer.tool.Region;
import io.github.holoseg.viewer.tool.Ruler;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import java.awt.Component;
import java.awt.Container;
import java.awt.Graphics2D;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.prefs.Preferences;
import javax.imageio.ImageIO;
import javax.swing.SwingUtilities;

/**
 * Makes the pictures of the viewer in docs/images: {@code docs/images/make} calls it. Started
 * without {@code -Djava.awt.headless=false} it starts itself again on a virtual display.
 */
public final class ScreenshotMaker {
  private static final int WIDTH = 1180;
  private static final int HEIGHT = 790;

  private ScreenshotMaker() {}

  /**
   * @param args folder for the pictures
   */
  public static void main(String[] args) throws Exception {
    if (!"false".equals(System.getProperty("java.awt.headless"))) {
      try (VirtualDisplay display = VirtualDisplay.start(WIDTH + 100, HEIGHT + 100)) {
        System.out.print(display.run(ScreenshotMaker.class, 180, List.of(), args));
      }
      return;
    }
    Path folder = Path.of(args[0]);
    Files.createDirectories(folder);
    SwingUtilities.invokeAndWait(Theme::useFlatLook);
    Path data = SharedData.project().resolve("sample-volumes/data");
    Volume<?> scan =
        VolumeReaders.read(
            data.resolve("example_ct.nii.gz"),
            ReadOptions.DEFAULT,
            ProgressListener.NONE,
            CancellationToken.none());
    LabelMap labels = LabelMapReader.read(data.resolve("example_seg_fast_force_split.nii.gz"));
    new ScreenshotMaker().all(scan, labels, folder);
    System.exit(0);
  }

  private void all(Volume<?> scan, LabelMap labels, Path folder) throws Exception {
    ViewerState state = new ViewerState(scan, labels);
    Preferences none = Preferences.userRoot().node("holoseg-screenshots");
    none.clear();
    ViewerWindow[] window = new ViewerWindow[1];
    SwingUtilities.invokeAndWait(
        () -> {
          window[0] = new ViewerWindow(state, new LayoutStore(none));
          window[0].setBounds(20, 20, WIDTH, HEIGHT);
          window[0].setVisible(true);
        });
    Thread.sleep(1500);
    picture(window[0], folder.resolve("viewer.png"), p -> p.state().setWindow(Window.BONE));
    measures(window[0].panel());
    hover(window[0], Plane.AXIAL, 0.33, 0.62);
    picture(window[0], folder.resolve("viewer-measures.png"), p -> {});
    hover(window[0], Plane.AXIAL, -1, -1);
    window[0].panel().measures().setAll(List.of());
    picture(
        window[0],
        folder.resolve("viewer-outline.png"),
        p -> {
          state.setWindow(new Window(60, 900));
          state.setOverlay(new Overlay(OverlayMode.OUTLINE, 0.5));
          state.setWindow(new Window(60, 1200));
        });
    picture(
        window[0],
        folder.resolve("viewer-maximised.png"),
        p -> {
          state.resetViews();
          state.setOverlay(Overlay.STANDARD);
          state.toggleMaximised(Plane.CORONAL);
        });
    picture(
        window[0],
        folder.resolve("viewer-oblique.png"),
        p -> {
          state.toggleMaximised(Plane.CORONAL);
          state.setWindow(Window.BONE);
          state.setSlab(new Slab(SlabMode.MIP, 30));
          state.setOblique(Oblique.CORONAL.turned(0.5, 0.2));
          p.showOblique();
        });
    SwingUtilities.invokeAndWait(window[0]::dispose);
  }

  /** A ruler, an angle and a region in the present slices. */
  private static void measures(ViewerPanel panel) throws Exception {
    SwingUtilities.invokeAndWait(
        () -> {
          PlaneFrame axial = PlaneFrame.of(panel.state().snapshot(), Plane.AXIAL, 100, 100);
          PlaneFrame coronal = PlaneFrame.of(panel.state().snapshot(), Plane.CORONAL, 100, 100);
          panel
              .measures()
              .setAll(
                  List.of(
                      new Ruler("", axial.toLps(18, 60), axial.toLps(84, 58)),
                      new Angle(
                          "", coronal.toLps(20, 50), coronal.toLps(33, 90), coronal.toLps(58, 62)),
                      Region.between(
                          "",
                          Region.Shape.ELLIPSE,
                          axial.toLps(36, 65),
                          axial.toLps(47, 80),
                          axial.right(),
                          axial.down())));
        });
  }

  /** The mouse over a pane, at shares of its size; negative: away from it. */
  private static void hover(ViewerWindow window, Plane plane, double x, double y) throws Exception {
    SwingUtilities.invokeAndWait(
        () -> {
          Component pane = pane(window, "pane." + plane.name().toLowerCase(Locale.ROOT));
          int id = x < 0 ? MouseEvent.MOUSE_EXITED : MouseEvent.MOUSE_MOVED;
          pane.dispatchEvent(
              new MouseEvent(
                  pane,
                  id,
                  0,
                  0,
                  (int) (x * pane.getWidth()),
                  (int) (y * pane.getHeight()),
                  0,
                  false));
        });
  }

  private static Component pane(Container root, String name) {
    for (Component child : root.getComponents()) {
      Component found =
          name.equals(child.getName())
              ? child
              : child instanceof Container inner ? pane(inner, name) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Paints the window as it is, once everything is drawn. */
  private static void picture(ViewerWindow window, Path file, Consumer<ViewerPanel> before)
      throws Exception {
    SwingUtilities.invokeAndWait(() -> before.accept(window.panel()));
    Thread.sleep(700);
    window.panel().awaitPictures();
    Thread.sleep(300);
    BufferedImage image =
        new BufferedImage(
            window.getRootPane().getWidth(),
            window.getRootPane().getHeight(),
            BufferedImage.TYPE_INT_RGB);
    SwingUtilities.invokeAndWait(
        () -> {
          Graphics2D g = image.createGraphics();
          window.getRootPane().printAll(g);
          g.dispose();
        });
    File target = file.toFile();
    ImageIO.write(Palette.reduced(image), "png", target);
    System.out.println(target + " " + target.length() / 1000 + " kB");
  }
}

package io.github.holoseg.viewer.swing;

import io.github.holoseg.render.ArgbImage;
import io.github.holoseg.task.DaemonThreads;
import io.github.holoseg.viewer.surface.SurfaceCamera;
import io.github.holoseg.viewer.surface.SurfacePicture;
import io.github.holoseg.viewer.surface.SurfaceRenderer;
import io.github.holoseg.viewer.surface.SurfaceScene;
import java.awt.Color;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;

/**
 * Surfaces that can be turned: drag turns, shift-drag or middle-drag moves, the wheel zooms, a
 * double click gives the point on the surface. Pictures are made on a thread of their own, coarser
 * while the mouse drags; of pictures that are asked for faster than they can be made only the last
 * is.
 *
 * <p>For the event thread, but for the listener's position, which is called there too.
 */
public final class SurfacePane extends JComponent {
  private static final long serialVersionUID = 1;
  private static final int BACKGROUND = 0x101214;
  private static final double DEGREES_PER_PIXEL = 0.5;

  private final transient ExecutorService drawer =
      new ThreadPoolExecutor(
          0,
          1,
          2,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          DaemonThreads.named("holoseg-surface"));
  private final transient SurfaceRenderer renderer =
      new SurfaceRenderer(Math.max(1, Runtime.getRuntime().availableProcessors()));
  private final String[] letters;
  private transient SurfaceScene scene = SurfaceScene.EMPTY;
  private transient SurfaceCamera camera = SurfaceCamera.FRONT;
  private transient SurfacePicture shown;
  private transient BufferedImage shownImage;
  private transient Consumer<double[]> picked = p -> {};
  private transient double[] marker;
  private boolean dragging;
  private boolean wanted;
  private boolean running;

  /**
   * @param letters for the ends of the patient's axes: R, L, A, P, H, F in the language of the
   *     window
   */
  public SurfacePane(String... letters) {
    if (letters.length != 6) {
      throw new IllegalArgumentException(letters.length + " letters, must be 6");
    }
    this.letters = letters.clone();
    setOpaque(true);
    setFocusable(true);
    Mouse mouse = new Mouse();
    addMouseListener(mouse);
    addMouseMotionListener(mouse);
    addMouseWheelListener(mouse);
    addComponentListener(
        new ComponentAdapter() {
          @Override
          public void componentResized(ComponentEvent e) {
            redraw();
          }
        });
  }

  public void setScene(SurfaceScene newScene) {
    scene = newScene;
    redraw();
  }

  public SurfaceCamera camera() {
    return camera;
  }

  public void setCamera(SurfaceCamera newCamera) {
    camera = newCamera;
    redraw();
  }

  /** A point that is marked, LPS mm; null: none. */
  public void setMarker(double[] lps) {
    marker = lps == null ? null : lps.clone();
    repaint();
  }

  /** Hears LPS positions in mm of points that are double-clicked. */
  public void onPick(Consumer<double[]> listener) {
    picked = listener;
  }

  private void redraw() {
    wanted = true;
    if (!running) {
      start();
    }
  }

  private void start() {
    if (getWidth() < 1 || getHeight() < 1) {
      return;
    }
    wanted = false;
    running = true;
    double scale = pixelScale() * (dragging ? 0.5 : 1);
    int width = (int) Math.max(1, Math.round(getWidth() * scale));
    int height = (int) Math.max(1, Math.round(getHeight() * scale));
    SurfaceScene what = scene;
    SurfaceCamera from = camera;
    drawer.execute(
        () -> {
          SurfacePicture picture = renderer.render(what, from, width, height, BACKGROUND);
          SwingUtilities.invokeLater(() -> show(picture));
        });
  }

  private void show(SurfacePicture picture) {
    shown = picture;
    ArgbImage image = picture.image();
    shownImage = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_ARGB);
    shownImage.setRGB(0, 0, image.width(), image.height(), image.pixels(), 0, image.width());
    running = false;
    repaint();
    if (wanted) {
      start();
    }
  }

  private double pixelScale() {
    AffineTransform t =
        getGraphicsConfiguration() == null
            ? new AffineTransform()
            : getGraphicsConfiguration().getDefaultTransform();
    return Math.max(1, t.getScaleX());
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    g.setColor(new Color(BACKGROUND));
    g.fillRect(0, 0, getWidth(), getHeight());
    if (shownImage != null) {
      g.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      g.drawImage(shownImage, 0, 0, getWidth(), getHeight(), null);
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      paintMarker(g);
    }
    if (scene.meshes().isEmpty()) {
      g.setColor(Theme.FAINT_TEXT);
      g.setFont(Theme.font(java.awt.Font.PLAIN, 12));
      String hint = Texts.get("surface.empty");
      g.drawString(hint, (getWidth() - g.getFontMetrics().stringWidth(hint)) / 2, getHeight() / 2);
    }
    paintAxes(g);
    g.dispose();
  }

  private void paintMarker(Graphics2D g) {
    if (marker == null || scene.meshes().isEmpty()) {
      return;
    }
    double[] p = shown.pixelOf(marker);
    int x = (int) Math.round(p[0] * getWidth() / shown.image().width());
    int y = (int) Math.round(p[1] * getHeight() / shown.image().height());
    g.setColor(new Color(0xFFE060));
    g.drawOval(x - 4, y - 4, 8, 8);
    g.drawLine(x - 9, y, x - 3, y);
    g.drawLine(x + 3, y, x + 9, y);
    g.drawLine(x, y - 9, x, y - 3);
    g.drawLine(x, y + 3, x, y + 9);
  }

  /** The six directions of the patient round a point in the corner, the far ones darker. */
  private void paintAxes(Graphics2D g) {
    int centreX = 46;
    int centreY = getHeight() - 46;
    double[][] axes = SurfaceAxes.of(camera);
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < 6; i++) {
        double[] end = axes[i];
        boolean near = end[2] <= 0;
        if (near != (pass == 1)) {
          continue;
        }
        int x = (int) Math.round(centreX + 24 * end[0]);
        int y = (int) Math.round(centreY - 24 * end[1]);
        g.setColor(near ? new Color(0xFFE060) : new Color(0x807040));
        if (i % 2 == 1) {
          g.drawLine(centreX, centreY, x, y);
        }
        g.drawString(
            letters[i], (int) (centreX + 32 * end[0]) - 4, (int) (centreY - 32 * end[1]) + 5);
      }
    }
  }

  private final class Mouse extends MouseAdapter {
    private int lastX;
    private int lastY;

    @Override
    public void mousePressed(MouseEvent e) {
      requestFocusInWindow();
      lastX = e.getX();
      lastY = e.getY();
    }

    @Override
    public void mouseDragged(MouseEvent e) {
      int dx = e.getX() - lastX;
      int dy = e.getY() - lastY;
      lastX = e.getX();
      lastY = e.getY();
      dragging = true;
      boolean moves = e.isShiftDown() || SwingUtilities.isMiddleMouseButton(e);
      if (moves && shown != null) {
        double mm = shown.mmPerPixel() * shown.image().width() / getWidth();
        setCamera(camera.panned(dx * mm, -dy * mm));
      } else {
        setCamera(camera.turned(-dx * DEGREES_PER_PIXEL, dy * DEGREES_PER_PIXEL));
      }
    }

    @Override
    public void mouseReleased(MouseEvent e) {
      if (dragging) {
        dragging = false;
        redraw();
      }
    }

    @Override
    public void mouseWheelMoved(MouseWheelEvent e) {
      setCamera(camera.zoomed(Math.pow(1.1, -e.getPreciseWheelRotation())));
    }

    @Override
    public void mouseClicked(MouseEvent e) {
      if (e.getClickCount() == 2 && shown != null) {
        int x = (int) ((e.getX() + 0.5) * shown.image().width() / getWidth());
        int y = (int) ((e.getY() + 0.5) * shown.image().height() / getHeight());
        shown.at(x, y).ifPresent(picked);
      }
    }
  }
}

package io.github.holoseg.viewer.swing;

import io.github.holoseg.render.ArgbImage;
import io.github.holoseg.render.Window;
import io.github.holoseg.viewer.Convention;
import io.github.holoseg.viewer.LabelStyles;
import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.Marks;
import io.github.holoseg.viewer.Oblique;
import io.github.holoseg.viewer.Overlay;
import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.PlaneView;
import io.github.holoseg.viewer.Scene;
import io.github.holoseg.viewer.Slab;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.viewer.image.PlaneRenderer;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * The picture of one pane: made in the background in one of three rasters, shown from another, so
 * that nothing is drawn while it is written. A snapshot that looks the same is not drawn again:
 * moving the crosshair within a slice costs lines only.
 */
final class PanePicture {
  /** All that the pixels depend on. */
  private record Key(
      Scene scene,
      long revision,
      int slice,
      LpsPoint crosshair,
      Oblique oblique,
      Window window,
      PlaneView view,
      Convention convention,
      Overlay overlay,
      LabelStyles styles,
      Slab slab,
      boolean smooth,
      int width,
      int height,
      int lineWidth) {
    static Key of(ViewerSnapshot s, Plane plane, int width, int height, int lineWidth) {
      boolean flat = plane.isOrthogonal();
      return new Key(
          s.scene(),
          s.labelsRevision(),
          flat ? s.slice(plane) : 0,
          flat ? null : s.crosshair(),
          flat ? null : s.oblique(),
          s.window(),
          s.view(plane),
          s.convention(),
          s.overlay(),
          s.styles(),
          s.slab(),
          s.marks().smooth(),
          width,
          height,
          lineWidth);
    }
  }

  private final Plane plane;
  private final RenderQueue queue;
  private final Runnable ready;
  private final PlaneRenderer renderer = new PlaneRenderer();
  private final BufferedImage[] rasters = new BufferedImage[3];
  private int shown = -1;
  private int finished = -1;
  private Key asked;

  /**
   * @param ready called on the background thread when there is a new picture
   */
  PanePicture(Plane plane, RenderQueue queue, Runnable ready) {
    this.plane = plane;
    this.queue = queue;
    this.ready = ready;
  }

  /**
   * Asks for the picture of a snapshot; returns at once.
   *
   * @param width device pixels
   * @param height device pixels
   */
  void request(ViewerSnapshot s, int width, int height, int lineWidth) {
    Key key = Key.of(s, plane, width, height, lineWidth);
    if (width < 1 || height < 1 || key.equals(asked)) {
      return;
    }
    asked = key;
    ViewerSnapshot bare = s.withMarks(Marks.NONE.withSmooth(s.marks().smooth()));
    queue.submit(this, () -> make(bare, width, height, lineWidth));
  }

  private void make(ViewerSnapshot s, int width, int height, int lineWidth) {
    int free;
    synchronized (rasters) {
      free = 0;
      while (free == shown || free == finished) {
        free++;
      }
    }
    BufferedImage raster = rasters[free];
    if (raster == null || raster.getWidth() != width || raster.getHeight() != height) {
      raster = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    }
    int[] pixels = ((DataBufferInt) raster.getRaster().getDataBuffer()).getData();
    renderer.render(s, plane, new ArgbImage(width, height, pixels), lineWidth);
    synchronized (rasters) {
      rasters[free] = raster;
      finished = free;
    }
    ready.run();
  }

  /**
   * Draws the newest picture pixel by pixel; one of another size, while the right one is being
   * made, is stretched.
   *
   * @param g with the origin in the pane's top left corner
   * @param scale device pixels to a unit of the component
   * @param width device pixels of the pane
   * @param height likewise
   * @return false if there is none yet
   */
  boolean paint(Graphics2D g, double scale, int width, int height) {
    BufferedImage image;
    synchronized (rasters) {
      if (finished < 0) {
        return false;
      }
      shown = finished;
      image = rasters[shown];
    }
    Graphics2D device = (Graphics2D) g.create();
    device.scale(1 / scale, 1 / scale);
    device.drawImage(image, 0, 0, width, height, null);
    device.dispose();
    return true;
  }
}

package io.github.holoseg.viewer.image;

import io.github.holoseg.render.ArgbImage;
import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.Overlay;
import io.github.holoseg.viewer.OverlayMode;
import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.PlaneFrame;
import io.github.holoseg.viewer.Scene;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.volume.VolumeGeometry;

/**
 * Paints one plane of a snapshot: scan, labels, and the marks that the snapshot asks for but its
 * read-out. Distances are true: a pixel is the same number of millimetres in both directions.
 *
 * <p>One renderer serves one pane: it keeps that pane's last slice and its tables. Not thread-safe;
 * label voxels that are edited meanwhile are seen in part, and in full once {@code labelsRevision}
 * has risen.
 */
public final class PlaneRenderer {
  private final GreyPainter grey = new GreyPainter();
  private Scene scene;
  private GreySlices slices;
  private LabelSlices labelSlices;
  private ObliqueSampler oblique;
  private OverlayColours colours;

  /**
   * @param width pixels
   * @param height pixels
   * @param lineWidth of outlines in pixels, at least 1; more where pixels are small
   */
  public ArgbImage render(ViewerSnapshot s, Plane plane, int width, int height, int lineWidth) {
    ArgbImage image = new ArgbImage(width, height, new int[Math.multiplyExact(width, height)]);
    render(s, plane, image, lineWidth);
    return image;
  }

  /** As above with outlines of one pixel. */
  public ArgbImage render(ViewerSnapshot s, Plane plane, int width, int height) {
    return render(s, plane, width, height, 1);
  }

  /** As above, into a raster that is used again; every pixel is written. */
  public void render(ViewerSnapshot s, Plane plane, ArgbImage image, int lineWidth) {
    use(s);
    PlaneFrame frame = PlaneFrame.of(s, plane, image.width(), image.height());
    if (plane.isOrthogonal()) {
      orthogonal(s, frame, image, lineWidth);
    } else {
      oblique(s, frame, image, lineWidth);
    }
    MarkPainter.paint(s, frame, image);
  }

  private void use(ViewerSnapshot s) {
    if (s.scene() != scene) {
      scene = s.scene();
      slices = new GreySlices(scene);
      labelSlices = scene.labels().isPresent() ? new LabelSlices(scene) : null;
      oblique = null;
    }
    if (colours == null || !colours.isFor(s.styles(), s.overlay())) {
      colours = new OverlayColours(s.styles(), s.overlay());
    }
  }

  private void orthogonal(ViewerSnapshot s, PlaneFrame frame, ArgbImage image, int lineWidth) {
    Plane plane = frame.plane();
    VolumeGeometry g = scene.geometry();
    double[] first = index(g, frame.toLps(0, 0));
    double[] right = index(g, frame.toLps(1, 0));
    double[] below = index(g, frame.toLps(0, 1));
    int a = plane.across();
    int d = plane.down();
    int width = (int) g.size(a);
    AxisMap across = new AxisMap(image.width(), width, first[a], right[a] - first[a]);
    AxisMap down = new AxisMap(image.height(), (int) g.size(d), first[d], below[d] - first[d]);
    int slice = s.slice(plane);
    float[] values = slices.read(plane.through(), slice, s.slab());
    boolean smooth = s.marks().smooth();
    grey.paint(values, width, across, down, s.window(), smooth, image.pixels(), image.width());
    if (drawsLabels(s)) {
      short[] labels = labelSlices.read(plane.through(), slice, s.labelsRevision());
      paintLabels(labels, width, across, down, image, lineWidth);
    }
  }

  private void oblique(ViewerSnapshot s, PlaneFrame frame, ArgbImage image, int lineWidth) {
    oblique = oblique == null ? new ObliqueSampler(scene) : oblique;
    AxisMap across = AxisMap.identity(image.width());
    AxisMap down = AxisMap.identity(image.height());
    int width = image.width();
    float[] values = oblique.values(frame, s.slab());
    grey.paint(values, width, across, down, s.window(), false, image.pixels(), width);
    if (drawsLabels(s)) {
      paintLabels(oblique.labels(frame), width, across, down, image, lineWidth);
    }
  }

  private boolean drawsLabels(ViewerSnapshot s) {
    Overlay overlay = s.overlay();
    return labelSlices != null && overlay.mode() != OverlayMode.NONE;
  }

  private void paintLabels(
      short[] labels, int width, AxisMap across, AxisMap down, ArgbImage image, int lineWidth) {
    OverlayPainter.paint(
        labels, width, across, down, colours, lineWidth, image.pixels(), image.width());
  }

  private static double[] index(VolumeGeometry g, LpsPoint p) {
    return g.toIndex(p.x(), p.y(), p.z());
  }
}

package io.github.holoseg.viewer.swing;

import io.github.holoseg.annotation.WholeFile;
import io.github.holoseg.render.ArgbImage;
import io.github.holoseg.render.PngWriter;
import io.github.holoseg.viewer.Marks;
import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.PlaneFrame;
import io.github.holoseg.viewer.Scene;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.viewer.image.PlaneRenderer;
import io.github.holoseg.viewer.tool.MeasureFile;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the viewer writes: measures beside the scan, and pictures of its planes. */
public final class ViewerFiles {
  private static final String MEASURES = ".measures";
  private static final int PICTURE = 1200;

  /** Texts and lines of pictures are this much larger than on the screen. */
  private static final int ENLARGED = 2;

  private ViewerFiles() {}

  /** Beside the scan's file or folder; empty for a scan that is in no file. */
  static Optional<Path> measuresFile(Scene scene, String ending) {
    return scene
        .volume()
        .info()
        .sourcePath()
        .map(p -> p.resolveSibling(stem(p.getFileName().toString()) + MEASURES + ending));
  }

  private static String stem(String name) {
    return name.replaceFirst("(\\.nii)?\\.gz$|\\.[A-Za-z]{2,5}$", "");
  }

  /** Sets the measures that were saved beside the scan, if there are any; says why not if not. */
  static void loadMeasures(ViewerPanel panel) {
    Optional<Path> file = measuresFile(panel.state().snapshot().scene(), ".json");
    if (file.isEmpty() || !Files.exists(file.get())) {
      return;
    }
    try {
      panel.measures().setAll(MeasureFile.load(file.get()));
      panel.measures().markSaved();
      panel.say(Texts.get("measures.loaded", file.get()));
    } catch (IOException e) {
      panel.say(e.getMessage());
    }
  }

  /**
   * Asks for a file, beside the scan if the user wants, and writes the measures to it.
   *
   * @return whether they are saved now
   */
  public static boolean saveMeasures(ViewerPanel panel) {
    Scene scene = panel.state().snapshot().scene();
    boolean saved =
        FileQuestion.write(
            panel,
            proposed(scene, ".json"),
            file -> MeasureFile.save(panel.measures().all(), scene, file));
    if (saved) {
      panel.measures().markSaved();
    }
    return saved;
  }

  /** As {@link #saveMeasures}, as a table, which is not read again. */
  static void saveTable(ViewerPanel panel) {
    Scene scene = panel.state().snapshot().scene();
    FileQuestion.write(
        panel,
        proposed(scene, ".csv"),
        file -> MeasureFile.saveCsv(panel.measures().all(), scene, file));
  }

  private static File proposed(Scene scene, String ending) {
    return measuresFile(scene, ending)
        .map(Path::toFile)
        .orElse(new File(scene.volume().info().name() + MEASURES + ending));
  }

  /** Writes a plane as it looks in the window, with measures, letters and texts, but square. */
  static void savePicture(ViewerPanel panel, Plane plane, Path file) throws IOException {
    ArgbImage image = picture(panel.state().snapshot(), plane, panel.painters());
    WholeFile.write(file, out -> PngWriter.write(image, out));
  }

  /** Needs no display. */
  static ArgbImage picture(ViewerSnapshot s, Plane plane, List<PanePainter> painters) {
    BufferedImage image = new BufferedImage(PICTURE, PICTURE, BufferedImage.TYPE_INT_RGB);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    ViewerSnapshot bare = s.withMarks(Marks.NONE.withSmooth(s.marks().smooth()));
    ArgbImage plain = new ArgbImage(PICTURE, PICTURE, pixels);
    new PlaneRenderer().render(bare, plane, plain, ENLARGED);
    Graphics2D g = image.createGraphics();
    g.scale(ENLARGED, ENLARGED);
    Theme.smooth(g);
    PlaneFrame frame = PlaneFrame.of(s, plane, PICTURE, PICTURE).inUnits(ENLARGED);
    PaneMarks.paint(g, s, frame, null);
    PlaneCanvas canvas = new PlaneCanvas(g, frame, s);
    painters.forEach(painter -> painter.paint(canvas));
    g.dispose();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] |= 0xFF << 24; // the picture has no alpha of its own
    }
    return plain;
  }
}

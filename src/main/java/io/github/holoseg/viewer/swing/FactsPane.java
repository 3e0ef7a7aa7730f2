package io.github.holoseg.viewer.swing;

import io.github.holoseg.viewer.Scene;
import io.github.holoseg.viewer.ViewerSnapshot;
import io.github.holoseg.volume.VolumeGeometry;
import io.github.holoseg.volume.VolumeInfo;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.swing.JComponent;

/** What is known of the scan: grid, place, where it comes from, what was odd about it. */
final class FactsPane extends JComponent {
  private static final int MARGIN = 16;
  private static final int LINE = 19;
  private static final int NAMES = 96;

  private record Row(String name, String value) {}

  private List<Row> rows = List.of();
  private List<String> warnings = List.of();
  private Scene scene;

  void show(ViewerSnapshot s) {
    if (s.scene() == scene) {
      return;
    }
    scene = s.scene();
    VolumeInfo info = scene.volume().info();
    VolumeGeometry g = scene.volume().geometry();
    double[] mm = g.spacing();
    long[] size = g.size();
    rows = new ArrayList<>();
    add("name", info.name());
    add("format", info.format());
    add("modality", Texts.get("modality." + info.modality().name().toLowerCase(Locale.ROOT)));
    add("size", size[0] + " × " + size[1] + " × " + size[2]);
    add("spacing", number(mm[0]) + " × " + number(mm[1]) + " × " + number(mm[2]) + " mm");
    String extent = "%.0f × %.0f × %.0f mm";
    add(
        "extent",
        String.format(Locale.ROOT, extent, size[0] * mm[0], size[1] * mm[1], size[2] * mm[2]));
    add("axes", g.axisCodes() + (g.isAxisAligned() ? "" : " " + Texts.get("facts.oblique")));
    info.assumedOrientation().ifPresent(axes -> add("assumed", axes));
    add("type", scene.volume().voxels().getType().getClass().getSimpleName().replace("Type", ""));
    warnings = info.warnings();
    repaint();
  }

  private void add(String key, String value) {
    rows.add(new Row(Texts.get("facts." + key), value));
  }

  private static String number(double mm) {
    return String.format(Locale.ROOT, "%.3f", mm);
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    Theme.smooth(g);
    g.setColor(Theme.BACKGROUND);
    g.fillRect(0, 0, getWidth(), getHeight());
    g.setFont(Theme.font(Font.PLAIN, 12));
    int y = MARGIN + 12;
    for (Row row : rows) {
      g.setColor(Theme.FAINT_TEXT);
      g.drawString(row.name(), MARGIN, y);
      g.setColor(Theme.TEXT);
      for (String line : wrapped(row.value(), g.getFontMetrics(), getWidth() - NAMES - MARGIN)) {
        g.drawString(line, MARGIN + NAMES, y);
        y += LINE;
      }
    }
    y += LINE / 2;
    g.setColor(Theme.LETTERS);
    for (String warning : warnings) {
      for (String line : wrapped("⚠ " + warning, g.getFontMetrics(), getWidth() - 2 * MARGIN)) {
        g.drawString(line, MARGIN, y);
        y += LINE;
      }
    }
    g.dispose();
  }

  private static List<String> wrapped(String text, FontMetrics metrics, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (!line.isEmpty() && metrics.stringWidth(line + " " + word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}

package io.github.holoseg.viewer.swing;

import io.github.holoseg.render.Window;
import io.github.holoseg.viewer.ViewerState;
import io.github.holoseg.viewer.image.Histogram;
import java.awt.Color;
import java.awt.Cursor;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import javax.swing.JComponent;

/** How often which values occur (logarithmic), with the window's ends, which are dragged. */
final class HistogramView extends JComponent {
  private static final int RAMP = 7;
  private static final int GRIP = 5;
  private static final Color BARS = new Color(0x7F8894);
  private static final Color MARKER = new Color(0x62B2F2);

  private enum Grip {
    NONE,
    BLACK,
    WHITE,
    BOTH
  }

  private final transient ViewerState state;
  private transient Histogram histogram;
  private transient Window window;
  private Grip grip = Grip.NONE;
  private double pressedAt;
  private transient Window pressedWindow;

  HistogramView(ViewerState state) {
    this.state = state;
    this.window = state.snapshot().window();
    setName("histogram");
    setPreferredSize(new Dimension(200, 84));
    setToolTipText(Texts.get("histogram.tip"));
    Mouse mouse = new Mouse();
    addMouseListener(mouse);
    addMouseMotionListener(mouse);
  }

  void setHistogram(Histogram h) {
    histogram = h;
    repaint();
  }

  void show(Window w) {
    window = w;
    repaint();
  }

  private double least() {
    return histogram == null ? -1024 : histogram.min();
  }

  private double most() {
    return histogram == null ? 3071 : Math.max(histogram.max(), histogram.min() + 1);
  }

  private double x(double value) {
    return (value - least()) / (most() - least()) * getWidth();
  }

  private double value(double x) {
    return least() + x / getWidth() * (most() - least());
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    Theme.smooth(g);
    int floor = getHeight() - RAMP - 2;
    g.setColor(Theme.BACKGROUND);
    g.fillRoundRect(0, 0, getWidth(), getHeight(), 6, 6);
    g.clipRect(0, 0, getWidth(), getHeight());
    if (histogram != null) {
      g.setColor(BARS);
      g.fill(curve(floor));
    }
    double black = x(window.black());
    double white = x(window.white());
    g.setColor(new Color(0x62, 0xB2, 0xF2, 40));
    g.fill(new Rectangle2D.Double(black, 0, white - black, floor));
    if (white - black > 0.5) {
      g.setPaint(
          new GradientPaint((float) black, 0, Color.BLACK, (float) white, 0, Color.WHITE));
    } else {
      g.setColor(Color.GRAY);
    }
    g.fillRect(0, floor + 1, getWidth(), RAMP + 1);
    g.setColor(MARKER);
    g.draw(new Line2D.Double(black, 0, black, getHeight()));
    g.draw(new Line2D.Double(white, 0, white, getHeight()));
    ends(g);
    g.dispose();
  }

  private void ends(Graphics2D g) {
    g.setFont(Theme.font(Font.PLAIN, 10));
    g.setColor(Theme.FAINT_TEXT);
    String right = ProbeText.number(Math.rint(most()));
    g.drawString(ProbeText.number(Math.rint(least())), 4, 12);
    g.drawString(right, getWidth() - 4 - g.getFontMetrics().stringWidth(right), 12);
  }

  private Path2D curve(int floor) {
    long[] counts = histogram.counts();
    long largest = 1;
    for (long count : counts) {
      largest = Math.max(largest, count);
    }
    Path2D.Double path = new Path2D.Double();
    path.moveTo(0, floor);
    for (int pixel = 0; pixel < getWidth(); pixel++) {
      int from = (int) ((long) pixel * counts.length / getWidth());
      int to = Math.max(from + 1, (int) ((pixel + 1L) * counts.length / getWidth()));
      long most = 0;
      for (int i = from; i < Math.min(to, counts.length); i++) {
        most = Math.max(most, counts[i]);
      }
      path.lineTo(pixel, floor - (floor - 14) * Math.log1p(most) / Math.log1p(largest));
    }
    path.lineTo(getWidth(), floor);
    path.closePath();
    return path;
  }

  private final class Mouse extends MouseAdapter {
    private Grip at(MouseEvent e) {
      double black = Math.abs(e.getX() - x(window.black()));
      double white = Math.abs(e.getX() - x(window.white()));
      if (Math.min(black, white) <= GRIP) {
        return black < white ? Grip.BLACK : Grip.WHITE;
      }
      return e.getX() > x(window.black()) && e.getX() < x(window.white()) ? Grip.BOTH : Grip.NONE;
    }

    @Override
    public void mouseMoved(MouseEvent e) {
      int cursor =
          switch (at(e)) {
            case BLACK, WHITE -> Cursor.E_RESIZE_CURSOR;
            case BOTH -> Cursor.MOVE_CURSOR;
            case NONE -> Cursor.DEFAULT_CURSOR;
          };
      setCursor(Cursor.getPredefinedCursor(cursor));
    }

    @Override
    public void mousePressed(MouseEvent e) {
      grip = at(e);
      pressedAt = value(e.getX());
      pressedWindow = window;
    }

    @Override
    public void mouseDragged(MouseEvent e) {
      double by = value(e.getX()) - pressedAt;
      double least = (most() - least()) * 1e-3;
      Window w = pressedWindow;
      switch (grip) {
        case BLACK ->
            state.setWindow(Window.between(Math.min(w.black() + by, w.white() - least), w.white()));
        case WHITE ->
            state.setWindow(Window.between(w.black(), Math.max(w.white() + by, w.black() + least)));
        case BOTH -> state.setWindow(new Window(w.centre() + by, w.width()));
        case NONE -> {}
      }
    }
  }
}

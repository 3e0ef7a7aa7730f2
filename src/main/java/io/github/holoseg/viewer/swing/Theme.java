package io.github.holoseg.viewer.swing;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.swing.UIManager;

/**
 * Colours of the picture panes, which are dark in every look, and text that is read on any picture.
 */
public final class Theme {
  /** Behind the pictures. */
  public static final Color BACKGROUND = Color.BLACK;

  /** Between the panes. */
  public static final Color GAP = new Color(0x2B2D30);

  /** Around the pane that has the keyboard. */
  public static final Color ACTIVE = new Color(0x4B8BD8);

  public static final Color TEXT = new Color(0xE6E8EB);
  public static final Color FAINT_TEXT = new Color(0x9DA3AB);

  /** The patient's sides. */
  public static final Color LETTERS = new Color(0xFFE060);

  /** Measures. */
  public static final Color MEASURE = new Color(0x54E0C7);

  private static final Color SHADOW = new Color(0, 0, 0, 200);

  private Theme() {}

  public static Font font(int style, float points) {
    Font base = UIManager.getFont("Label.font");
    return (base == null ? new Font(Font.SANS_SERIF, Font.PLAIN, 12) : base)
        .deriveFont(style, points);
  }

  /** Smooth lines and text. */
  public static void smooth(Graphics2D g) {
    g.addRenderingHints(
        Map.of(
            RenderingHints.KEY_ANTIALIASING,
            RenderingHints.VALUE_ANTIALIAS_ON,
            RenderingHints.KEY_TEXT_ANTIALIASING,
            RenderingHints.VALUE_TEXT_ANTIALIAS_ON,
            RenderingHints.KEY_STROKE_CONTROL,
            RenderingHints.VALUE_STROKE_PURE));
  }

  /** Text with a shadow, its baseline beginning at (x, y). */
  public static void text(Graphics2D g, String text, float x, float y, Color colour) {
    g.setColor(SHADOW);
    g.drawString(text, x + 1, y + 1);
    g.drawString(text, x - 0.5f, y + 0.5f);
    g.setColor(colour);
    g.drawString(text, x, y);
  }

  /** Takes a flat dark look where nobody has chosen one: for a window in its own process. */
  public static void useFlatLook() {
    UnaryOperator<String> first =
        name -> {
          try {
            UIManager.setLookAndFeel(name);
            return name;
          } catch (ReflectiveOperationException
              | javax.swing.UnsupportedLookAndFeelException
              | RuntimeException e) {
            return null; // not on the class path: the next one, in the end Java's own
          }
        };
    if (first.apply("com.formdev.flatlaf.FlatDarkLaf") == null) {
      first.apply(UIManager.getSystemLookAndFeelClassName());
    }
  }
}

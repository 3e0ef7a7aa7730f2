package io.github.holoseg.workbench.edit;

import io.github.holoseg.annotation.HuRange;
import io.github.holoseg.annotation.Overwrite;

/**
 * What the user has set for the tools. Immutable.
 *
 * @param radiusMm of brush and eraser
 * @param ball whether they and the filling go through slices, not only over the one shown
 * @param overwrite what painting may replace
 * @param limited whether painting is limited to {@code hu}
 * @param hu values that may be painted, and in which a region grows
 * @param mm by how much structures are smoothed, grown or shrunk
 * @param ml islands of less are small
 * @param reachMm how far a region may grow
 */
public record ToolSettings(
    double radiusMm,
    boolean ball,
    Overwrite overwrite,
    boolean limited,
    HuRange hu,
    double mm,
    double ml,
    double reachMm) {
  /** A brush of 5 mm in the slice; bone for what is limited. */
  public static final ToolSettings STANDARD =
      new ToolSettings(5, false, Overwrite.EVERYTHING, false, new HuRange(150, 3000), 1.5, 0.5, 60);

  private static final double SMALLEST_MM = 0.1;
  private static final double LARGEST_MM = 100;

  /** A radius beyond what makes sense is brought to its limit. */
  public ToolSettings withRadius(double mm) {
    double kept = Math.max(SMALLEST_MM, Math.min(LARGEST_MM, mm));
    return new ToolSettings(kept, ball, overwrite, limited, hu, this.mm, ml, reachMm);
  }

  public ToolSettings withBall(boolean on) {
    return new ToolSettings(radiusMm, on, overwrite, limited, hu, mm, ml, reachMm);
  }

  public ToolSettings withOverwrite(Overwrite mode) {
    return new ToolSettings(radiusMm, ball, mode, limited, hu, mm, ml, reachMm);
  }

  public ToolSettings withLimited(boolean on) {
    return new ToolSettings(radiusMm, ball, overwrite, on, hu, mm, ml, reachMm);
  }

  public ToolSettings withHu(HuRange range) {
    return new ToolSettings(radiusMm, ball, overwrite, limited, range, mm, ml, reachMm);
  }

  public ToolSettings withMm(double by) {
    return new ToolSettings(radiusMm, ball, overwrite, limited, hu, by, ml, reachMm);
  }

  public ToolSettings withMl(double small) {
    return new ToolSettings(radiusMm, ball, overwrite, limited, hu, mm, small, reachMm);
  }

  public ToolSettings withReach(double reach) {
    return new ToolSettings(radiusMm, ball, overwrite, limited, hu, mm, ml, reach);
  }
}

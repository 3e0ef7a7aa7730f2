package io.github.holoseg.annotation;

/**
 * One drag of a brush: all its movements are one step to take back. Closed without {@link #end()},
 * for example by the escape key, it is taken back at once.
 */
public final class BrushStroke implements AutoCloseable {
  private final Brush brush;
  private final boolean erasing;
  private final EditSession session;
  private final Edit edit;
  private double[] last;

  /**
   * @param name for the menu
   * @param erasing makes background instead of the active label
   * @throws IllegalStateException if another edit is open
   */
  public BrushStroke(EditSession session, String name, Brush brush, boolean erasing) {
    this.session = session;
    this.brush = brush;
    this.erasing = erasing;
    this.edit = session.begin(name);
  }

  /**
   * Moves the brush in a straight line; the first call puts it down.
   *
   * @param place LPS mm
   * @return voxels changed
   */
  public long moveTo(double[] place) {
    double[] from = last == null ? place : last;
    BoxMask mask = brush.along(session.labels().geometry(), from, place);
    last = place.clone();
    return erasing ? edit.erase(mask) : edit.paint(mask);
  }

  /** Whether the rules let it change nothing, though it would have. */
  public boolean isRefused() {
    return edit.changedVoxels() == 0 && edit.refusedVoxels() > 0;
  }

  /** Lifts the brush and keeps the stroke. */
  public void end() {
    edit.commit();
  }

  @Override
  public void close() {
    edit.close();
  }
}

package io.github.holoseg.workbench.swing.tool;

import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.swing.PlanePointer;

/** A tool that does one thing where the user clicks. */
public final class ClickTool extends EditTool {
  /** What a click does. */
  @FunctionalInterface
  public interface Click {
    void at(LpsPoint place, Plane plane);
  }

  private final Click click;

  public ClickTool(String name, Click click) {
    super(name);
    this.click = click;
  }

  @Override
  public boolean pressed(PlanePointer at) {
    if (at.event().isShiftDown()) {
      return false;
    }
    click.at(at.position(), at.frame().plane());
    return true;
  }
}

package io.github.holoseg.workbench.swing.tool;

import io.github.holoseg.viewer.LpsPoint;
import io.github.holoseg.viewer.Plane;
import io.github.holoseg.viewer.swing.PlanePointer;
import io.github.holoseg.viewer.swing.PlaneTool;
import java.util.function.Consumer;

/** A tool that tells whether it is the active one, for its button. */
public abstract class EditTool implements PlaneTool {
  private final String name;
  private Consumer<Boolean> button = active -> {};
  private LpsPoint cursor;

  EditTool(String name) {
    this.name = name;
  }

  /**
   * @param listener hears true when the tool becomes active, false when it ends
   */
  public void onActive(Consumer<Boolean> listener) {
    button = listener;
  }

  @Override
  public String name() {
    return name;
  }

  /** Where the mouse is; null while it is in no plane. */
  public final LpsPoint place() {
    return cursor;
  }

  /**
   * Takes back the last thing of what is not finished yet.
   *
   * @return whether there was anything; if not, the last step of the labels is meant
   */
  public boolean tookBack() {
    return false;
  }

  @Override
  public void moved(PlanePointer at) {
    cursor = at.position();
  }

  @Override
  public void dragged(PlanePointer at) {
    cursor = at.position();
  }

  @Override
  public void exited(Plane plane) {
    cursor = null;
  }

  @Override
  public void activated() {
    button.accept(true);
  }

  @Override
  public void deactivated() {
    cancelled();
    cursor = null;
    button.accept(false);
  }
}

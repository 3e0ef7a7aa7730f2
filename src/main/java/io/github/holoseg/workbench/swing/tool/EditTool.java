package io.github.holoseg.workbench.swing.tool;

import io.github.holoseg.viewer.swing.PlaneTool;
import java.util.function.Consumer;

/** A tool that tells whether it is the active one, for its button. */
public abstract class EditTool implements PlaneTool {
  private final String name;
  private Consumer<Boolean> button = active -> {};

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

  @Override
  public void activated() {
    button.accept(true);
  }

  @Override
  public void deactivated() {
    cancelled();
    button.accept(false);
  }
}

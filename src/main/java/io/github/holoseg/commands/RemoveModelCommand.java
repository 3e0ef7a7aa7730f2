package io.github.holoseg.commands;

import io.github.holoseg.batch.Operation;
import java.util.Map;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Removes a model that was added. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>Holoseg>Remove Model...",
    headless = true,
    visible = false)
public final class RemoveModelCommand extends OperationCommand {
  @Parameter(
      label = "Id",
      description = "id of the installed model; when adding: another id than the model's own",
      persist = false,
      required = false)
  private String id = "";

  public RemoveModelCommand() {
    super(Operation.REMOVE_MODEL);
  }

  @Override
  void collect(Map<String, Object> inputs) {
    inputs.put("id", id);
  }
}

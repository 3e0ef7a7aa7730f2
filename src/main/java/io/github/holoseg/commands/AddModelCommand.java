package io.github.holoseg.commands;

import io.github.holoseg.batch.Operation;
import java.util.Map;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** A model from elsewhere into the models folder. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>Holoseg>Add Model...",
    headless = true,
    visible = false)
public final class AddModelCommand extends OperationCommand {
  @Parameter(
      label = "Source",
      description =
          "folder, zip, .onnx file or http(s) address of a model, or totalsegmentator:TASK",
      persist = false,
      required = false)
  private String source = "";

  @Parameter(
      label = "Id",
      description = "id of the installed model; when adding: another id than the model's own",
      persist = false,
      required = false)
  private String id = "";

  @Parameter(
      label = "Configuration",
      description = "which model of several in the source, for example 3d_fullres; empty: the one",
      persist = false,
      required = false)
  private String configuration = "";

  @Parameter(
      label = "Checksum",
      description = "SHA-256 that the fetched file must have; empty: not checked",
      persist = false,
      required = false)
  private String checksum = "";

  @Parameter(
      label = "Limit",
      description = "MB that may be fetched, and that may be unpacked",
      persist = false,
      required = false,
      min = "0")
  private int limit = 32768;

  @Parameter(
      label = "Replace",
      description = "replace an installed model of the same id",
      persist = false,
      required = false)
  private boolean replace = false;

  public AddModelCommand() {
    super(Operation.ADD_MODEL);
  }

  @Override
  void collect(Map<String, Object> inputs) {
    inputs.put("source", source);
    inputs.put("id", id);
    inputs.put("configuration", configuration);
    inputs.put("checksum", checksum);
    inputs.put("limit", limit);
    inputs.put("replace", replace);
  }
}

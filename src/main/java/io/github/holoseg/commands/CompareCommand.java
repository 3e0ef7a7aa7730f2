package io.github.holoseg.commands;

import io.github.holoseg.batch.Operation;
import java.io.File;
import java.util.Map;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** How well two label maps agree, told in the log. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>Holoseg>Compare Labels...",
    headless = true,
    visible = false)
public final class CompareCommand extends OperationCommand {
  @Parameter(
      label = "Input",
      description = "image file or DICOM folder to read",
      persist = false,
      required = false,
      style = "open")
  private File input;

  @Parameter(
      label = "Reference",
      description = "label map to judge the first one by",
      persist = false,
      required = false,
      style = "open")
  private File reference;

  @Parameter(
      label = "Match",
      description =
          "which values of the reference are a structure of the first, for files without names:"
              + " femur_left=75,hip_left=77+79; empty: equal names",
      persist = false,
      required = false)
  private String match = "";

  public CompareCommand() {
    super(Operation.COMPARE);
  }

  @Override
  void collect(Map<String, Object> inputs) {
    inputs.put("input", input);
    inputs.put("reference", reference);
    inputs.put("match", match);
  }
}

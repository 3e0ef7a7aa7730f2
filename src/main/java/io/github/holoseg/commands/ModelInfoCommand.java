package io.github.holoseg.commands;

import io.github.holoseg.batch.Operation;
import io.github.holoseg.model.ModelRepository;
import java.io.File;
import java.util.Map;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** What a model is and what a run would take, told in the log. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>Holoseg>Model Info...",
    headless = true,
    visible = false)
public final class ModelInfoCommand extends OperationCommand {
  @Parameter(
      label = "Model",
      description = "id of an installed model, or path of a model folder, zip or .onnx file",
      persist = false,
      required = false)
  private String model = ModelRepository.DEFAULT_ID;

  @Parameter(
      label = "Input",
      description = "image file or DICOM folder to read",
      persist = false,
      required = false,
      style = "both")
  private File input;

  @Parameter(
      label = "Device",
      description = "where the network runs: auto, cpu, cuda or cuda:N",
      persist = false,
      required = false)
  private String device = "auto";

  @Parameter(
      label = "Threads",
      description = "CPU threads; 0: all that the machine has",
      persist = false,
      required = false,
      min = "0")
  private int threads = 0;

  @Parameter(
      label = "Time",
      description = "load the networks and time a tile",
      persist = false,
      required = false)
  private boolean time = false;

  public ModelInfoCommand() {
    super(Operation.SHOW_MODEL);
  }

  @Override
  void collect(Map<String, Object> inputs) {
    inputs.put("model", model);
    inputs.put("input", input);
    inputs.put("device", device);
    inputs.put("threads", threads);
    inputs.put("time", time);
  }
}

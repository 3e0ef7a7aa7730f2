package io.github.holoseg.commands;

import io.github.holoseg.batch.Operation;
import io.github.holoseg.model.ModelRepository;
import java.util.Map;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** How far this machine gives what the model's origin gives, told in the log. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>Holoseg>Verify Model...",
    headless = true,
    visible = false)
public final class VerifyModelCommand extends OperationCommand {
  @Parameter(
      label = "Model",
      description = "id of an installed model, or path of a model folder, zip or .onnx file",
      persist = false,
      required = false)
  private String model = ModelRepository.DEFAULT_ID;

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

  public VerifyModelCommand() {
    super(Operation.VERIFY_MODEL);
  }

  @Override
  void collect(Map<String, Object> inputs) {
    inputs.put("model", model);
    inputs.put("device", device);
    inputs.put("threads", threads);
  }
}

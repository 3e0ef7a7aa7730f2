package io.github.holoseg.commands;

import io.github.holoseg.batch.Operation;
import java.util.Map;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** What this machine can run, told in the log. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>Holoseg>Holoseg Doctor",
    headless = true,
    visible = false)
public final class DoctorCommand extends OperationCommand {
  public DoctorCommand() {
    super(Operation.DOCTOR);
  }

  @Override
  void collect(Map<String, Object> inputs) {}
}

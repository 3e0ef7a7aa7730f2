package io.github.holoseg.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.batch.Operation;
import io.github.holoseg.io.LabelMapReader;
import io.github.holoseg.io.VolumeExporters;
import io.github.holoseg.volume.Phantom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.console.ConsoleService;
import org.scijava.startup.StartupService;

/** The commands in a SciJava context without a window, as {@code fiji --headless} has it. */
class SciJavaCommandTest {
  @TempDir Path folder;
  private Context context;
  private CommandService commands;
  private Path scan;
  private Path output;

  @BeforeEach
  void aContext() throws IOException {
    context = new Context();
    commands = context.service(CommandService.class);
    scan = folder.resolve("my scan.nii.gz");
    VolumeExporters.forFile(scan).export(Phantom.ct(), scan);
    output = folder.resolve("my results/labels.nii.gz");
  }

  @AfterEach
  void dispose() {
    context.dispose();
  }

  @Test
  void everyOperationIsFoundUnderItsLabelAndRunsHeadless() {
    for (Operation operation : Operation.values()) {
      List<CommandInfo> infos =
          commands.getCommands().stream()
              .filter(
                  i ->
                      i.getMenuPath()
                          .getMenuString()
                          .equals("Plugins > Holoseg > " + operation.label()))
              .toList();
      assertThat(infos).as(operation.label()).hasSize(1);
      assertThat(infos.get(0).canRunHeadless()).isTrue();
    }
  }

  @Test
  void textValuesSegment() throws Exception {
    CommandModule module =
        commands
            .run(
                SegmentCommand.class,
                true,
                "input",
                scan.toString(),
                "output",
                output.toString(),
                "model",
                "bone",
                "device",
                "cpu",
                "threads",
                "2",
                "force",
                "true")
            .get();
    assertThat(module.isCanceled()).as(module.getCancelReason()).isFalse();
    assertThat(LabelMapReader.read(output).label("bone")).isPresent();
    assertThat(folder.resolve("my results/labels.report.json"))
        .content()
        .contains("device=cpu threads=2 force=true");
  }

  @Test
  void aFailureIsACancelWithTheSentence() throws Exception {
    CommandModule missing =
        commands.run(InfoCommand.class, true, "input", folder + "/not here.nii").get();
    assertThat(missing.isCanceled()).isTrue();
    assertThat(missing.getCancelReason()).contains("not here.nii: there is no such file");
    CommandModule bad =
        commands
            .run(SegmentCommand.class, true, "input", scan.toString(), "device", "banana")
            .get();
    assertThat(bad.getCancelReason()).contains("auto, cpu, cuda or cuda:N");
    CommandModule incomplete =
        commands.run(SegmentCommand.class, true, "input", scan.toString()).get();
    assertThat(incomplete.getCancelReason()).contains("needs output=");
  }

  @Test
  void theArgumentsOfFijisCommandLineRunIt() throws Exception {
    Path copy = folder.resolve("copy of it.nii");
    context
        .service(ConsoleService.class)
        .processArgs(
            "--headless",
            "--run",
            "io.github.holoseg.commands.ConvertCommand",
            "input='" + scan + "',output='" + copy + "'");
    context.service(StartupService.class).executeOperations();
    assertThat(copy).exists();
  }
}

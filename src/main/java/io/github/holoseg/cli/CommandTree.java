package io.github.holoseg.cli;

import io.github.holoseg.batch.Json;
import io.github.holoseg.batch.Sentence;
import io.github.holoseg.batch.UsageException;
import io.github.holoseg.batch.Version;
import io.github.holoseg.task.CancellationToken;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** All verbs as one picocli command, with the rules about answers, errors and exit codes. */
final class CommandTree {
  private final PrintStream out;
  private final PrintStream err;
  private final CancellationToken cancel;
  private final CommandLine root;

  CommandTree(PrintStream out, PrintStream err, CancellationToken cancel, List<Verb> verbs) {
    this.out = out;
    this.err = err;
    this.cancel = cancel;
    this.root = build(verbs);
  }

  int execute(String... args) {
    return root.execute(args);
  }

  private CommandLine build(List<Verb> verbs) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection((Callable<Integer>) this::usage);
    spec.name("holoseg").version("Holoseg " + Version.TEXT);
    spec.mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description("Segments whole CT volumes with 3-D networks.", "Not for clinical use.")
        .commandListHeading("%nCommands:%n")
        .footer(
            "",
            "'holoseg COMMAND --help' tells more about one command.",
            "Exit codes: 0 done, 1 failed, 2 wrong use, 130 cancelled.");
    for (Verb verb : verbs) {
      spec.addSubcommand(verb.word(), new CommandLine(describe(verb)));
    }
    CommandLine line = new CommandLine(spec);
    line.setExpandAtFiles(false); // a path may begin with @
    line.setUsageHelpAutoWidth(true);
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler((e, args) -> wrongUse(e, List.of(args).contains("--json")));
    return line;
  }

  private int usage() {
    root.usage(root.getErr());
    return Main.WRONG_USE;
  }

  private CommandSpec describe(Verb verb) {
    Running running = new Running(verb);
    CommandSpec spec = CommandSpec.wrapWithoutInspection(running);
    running.spec = spec;
    spec.mixinStandardHelpOptions(true);
    spec.versionProvider(() -> new String[] {"Holoseg " + Version.TEXT});
    spec.usageMessage().description(capitalised(verb.summary()) + ".").sortOptions(false);
    verb.describe(spec);
    spec.addOption(flag("--json", "print one JSON document on standard output, nothing else"));
    spec.addOption(flag("--debug", "show the stack trace of a failure"));
    for (Verb child : verb.children()) {
      spec.addSubcommand(child.word(), new CommandLine(describe(child)));
    }
    return spec;
  }

  private static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).description(description).build();
  }

  private static String capitalised(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private int wrongUse(ParameterException e, boolean json) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    fail(e.getMessage().strip(), json);
    err.println("'" + command + " --help' says what can be written.");
    return Main.WRONG_USE;
  }

  private void fail(String sentence, boolean json) {
    if (json) {
      out.print(Json.text(new Failure("failed", sentence)));
      out.flush();
    }
    err.println("holoseg: " + sentence);
  }

  /** What {@code --json} prints when there is nothing else to print. */
  record Failure(String status, String message) {}

  /** Runs a verb and turns what it throws into sentences and exit codes. */
  private final class Running implements Callable<Integer> {
    private final Verb verb;
    private CommandSpec spec;

    Running(Verb verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() {
      CommandLine.ParseResult parsed = spec.commandLine().getParseResult();
      boolean json = parsed.hasMatchedOption("--json");
      boolean debug = parsed.hasMatchedOption("--debug");
      PrintStream standardOut = System.out;
      if (json) {
        System.setOut(err); // libraries that print must not spoil the document
      }
      try {
        Answer answer = answer(parsed);
        out.print(json ? Json.text(answer.json()) : answer.text() + System.lineSeparator());
        out.flush();
        return answer.exitCode();
      } catch (UsageException e) {
        return told(e, Main.WRONG_USE, json, debug);
      } catch (CancellationException e) {
        return told(e, Main.CANCELLED, json, debug);
      } catch (Exception | OutOfMemoryError | LinkageError e) {
        return told(e, Main.FAILED, json, debug);
      } finally {
        System.setOut(standardOut);
      }
    }

    private Answer answer(CommandLine.ParseResult parsed) throws Exception {
      try (Console console = new Console(err)) {
        return verb.run(parsed, console, cancel);
      }
    }

    private int told(Throwable failure, int code, boolean json, boolean debug) {
      fail(Sentence.of(failure), json);
      if (debug) {
        failure.printStackTrace(err);
      }
      return code;
    }
  }
}

package io.github.holoseg.cli;

import io.github.holoseg.task.CancellationToken;
import java.io.IOException;
import picocli.CommandLine.ParseResult;

/** One sub-command: says what it takes, and does it. */
interface Verb {
  /** The word on the command line. */
  String word();

  /** One phrase for the list of sub-commands. */
  String summary();

  /** Verbs that may follow this one; without any of them it runs itself. */
  default java.util.List<Verb> children() {
    return java.util.List.of();
  }

  /** Adds options and positional parameters to the command's description. */
  default void describe(picocli.CommandLine.Model.CommandSpec spec) {}

  /**
   * @param parsed what the user wrote, checked against the description
   * @param console where progress goes
   * @throws IllegalArgumentException for wrong use, with a sentence
   * @throws IOException for a failure, with a sentence
   */
  Answer run(ParseResult parsed, Console console, CancellationToken cancel) throws IOException;
}

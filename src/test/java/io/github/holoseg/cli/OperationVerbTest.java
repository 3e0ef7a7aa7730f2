package io.github.holoseg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.batch.Arguments;
import io.github.holoseg.batch.Operation;
import io.github.holoseg.task.CancellationToken;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class OperationVerbTest {
  /**
   * The command line that a report prints gives the same arguments again. Left out: option values
   * that begin with a dash; picocli refuses those that look like an option (absolute paths never
   * do), which keeps {@code -o --json} from writing a file of that name.
   */
  @Property
  void theWordsOfACommandLineReadBackEqual(
      @ForAll("paths") String input, @ForAll("undashed") String output, @ForAll boolean force) {
    Arguments arguments =
        Arguments.of(
            Operation.SEGMENT,
            Map.of(
                "input",
                input,
                "output",
                output,
                "model",
                output,
                "labels",
                "femur_left,sacrum",
                "threads",
                "3",
                "force",
                Boolean.toString(force)));
    List<Arguments> got = new ArrayList<>();
    Verb verb =
        new OperationVerb(
            Operation.SEGMENT,
            (parsed, console, cancel) -> {
              got.add(parsed);
              return Answer.done("", null);
            });
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
    int code =
        new CommandTree(nowhere, nowhere, CancellationToken.none(), List.of(verb))
            .execute(arguments.toWords().toArray(String[]::new));
    assertThat(code).isZero();
    assertThat(got).containsExactly(arguments);
  }

  @Provide
  Arbitrary<String> undashed() {
    return paths().filter(path -> !path.startsWith("-"));
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.oneOf(
        Arbitraries.strings()
            .withChars("ab= []\"'\\\\/.,:-$`\t%@{}#é骨")
            .ofMinLength(1)
            .ofMaxLength(10),
        Arbitraries.of(
            "C:\\data\\my ct\\",
            "-o",
            "--",
            "--force",
            "@file",
            "\"quoted\"",
            "${sys:user.home}",
            "a=b"));
  }
}

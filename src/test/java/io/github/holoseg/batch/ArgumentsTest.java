package io.github.holoseg.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.macro.MacroConstants;
import ij.macro.Program;
import ij.macro.Symbol;
import ij.macro.Tokenizer;
import io.github.holoseg.inference.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Property
  void macroOptionsReadBackEqual(@ForAll("arguments") Arguments arguments) {
    assertThat(Arguments.parse(arguments.operation(), arguments.toMacroOptions()))
        .isEqualTo(arguments);
  }

  @Property
  void imageJsOwnTokenizerSeesTheSameMacroLine(@ForAll("arguments") Arguments arguments) {
    List<String> strings = stringLiterals(arguments.toMacroLine());
    assertThat(strings).hasSize(2);
    assertThat(strings.get(0)).isEqualTo(arguments.operation().label());
    assertThat(Arguments.parse(Operation.of(strings.get(0)), strings.get(1))).isEqualTo(arguments);
  }

  /** Any text, and the kinds of path that users have. */
  @Provide
  Arbitrary<Arguments> arguments() {
    Arbitrary<String> odd =
        Arbitraries.strings()
            .withChars("ab= []\"'\\/.,:-$`\t\n\r%@;&|<>*?#~!éß骨")
            .ofMinLength(1)
            .ofMaxLength(12);
    Arbitrary<String> path =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(3, odd),
            net.jqwik.api.Tuple.of(
                1,
                Arbitraries.of(
                    "C:\\data\\my ct\\",
                    "\\\\server\\share\\[a] b\\x.nii.gz",
                    "/data/model=3/my ct/[1/x.nii",
                    "/a b] c[",
                    "-o",
                    "@file",
                    "'quoted'",
                    "$HOME `id`")));
    Arbitrary<String> names = Arbitraries.of("femur_left", "hip_right", "sacrum");
    return Combinators.combine(
            path,
            path,
            odd,
            Arbitraries.of("auto", "cpu", "cuda", "cuda:3", "CPU"),
            Arbitraries.integers().between(0, 64),
            names.list().ofMaxSize(3),
            odd.injectNull(0.5),
            Arbitraries.of(true, false))
        .as(
            (input, output, model, device, threads, labels, report, force) ->
                Arguments.of(
                    Operation.SEGMENT,
                    Map.of(
                        "input",
                        input,
                        "output",
                        output,
                        "model",
                        model,
                        "device",
                        device,
                        "threads",
                        Integer.toString(threads),
                        "labels",
                        String.join(",", labels),
                        "report",
                        report == null ? "" : report,
                        "force",
                        Boolean.toString(force))));
  }

  @Property
  void aShellReadsTheCommandLineAsTheSameWords(@ForAll("arguments") Arguments arguments) {
    List<String> words = shellWords(arguments.toCommandLine());
    assertThat(words.get(0)).isEqualTo("holoseg");
    assertThat(words.subList(1, words.size())).isEqualTo(arguments.toWords());
  }

  @Test
  void linesReadWell() {
    Arguments a =
        Arguments.parse(
            Operation.SEGMENT, "output=/out/l.nii.gz input=[C:\\data\\my ct\\] device=cuda force");
    assertThat(a.toMacroLine())
        .isEqualTo(
            "run(\"Segment CT...\", \"input=[C:\\\\data\\\\my ct\\\\] output=/out/l.nii.gz"
                + " model=femur-pelvis device=cuda:0 force=true\");");
    assertThat(a.toCommandLine())
        .isEqualTo(
            "holoseg segment 'C:\\data\\my ct\\' --output=/out/l.nii.gz --model=femur-pelvis --device=cuda:0"
                + " --force");
  }

  @Test
  void optionsAndArgumentsAreTheSame() {
    SegmentOptions options =
        SegmentOptions.of(Path.of("/in dir/a=b.nii"), Path.of("/out/l.nii.gz"))
            .withModel("other")
            .withDevice(Device.CPU)
            .withThreads(2)
            .withLabels(List.of("bone", "metal"));
    assertThat(SegmentOptions.parse(options.toArguments().toMacroOptions())).isEqualTo(options);
    assertThat(options.reportPath()).isEqualTo(Path.of("/out/l.report.json"));
  }

  @Test
  void wrongUseNamesWhatIsAllowed() {
    assertThatThrownBy(() -> SegmentOptions.parse("input=a output=b colour=red"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no option 'colour'")
        .hasMessageContaining("input, output, model");
    assertThatThrownBy(() -> SegmentOptions.parse("input=a output=b device=banana"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("auto, cpu, cuda or cuda:N");
    assertThatThrownBy(() -> SegmentOptions.parse("input=a output=b threads=-1"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("whole number");
    assertThatThrownBy(() -> SegmentOptions.parse("input=a output=b force=maybe"))
        .hasMessageContaining("true nor false");
    assertThatThrownBy(() -> SegmentOptions.parse("output=b"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("needs input=");
    assertThatThrownBy(() -> Operation.of("segmnt")).hasMessageContaining("segment, batch");
  }

  @Test
  void stems() {
    assertThat(SegmentOptions.stem(Path.of("/a/b.nii.gz"))).isEqualTo("b");
    assertThat(SegmentOptions.stem(Path.of("/a/b.c.nii"))).isEqualTo("b.c");
    assertThat(SegmentOptions.stem(Path.of("/a/b.gz"))).isEqualTo("b");
    assertThat(SegmentOptions.stem(Path.of("/a/folder"))).isEqualTo("folder");
  }

  private static List<String> stringLiterals(String macro) {
    Program program = new Tokenizer().tokenize(macro);
    List<String> strings = new ArrayList<>();
    for (int token : program.getCode()) {
      if ((token & 0xFFF) == MacroConstants.STRING_CONSTANT) {
        Symbol symbol = program.getSymbolTable()[token >> 12];
        strings.add(symbol.str);
      }
    }
    return strings;
  }

  /** Splits as a POSIX shell does: blanks, single quotes, backslash outside of them. */
  private static List<String> shellWords(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted) {
        quoted = c != '\'';
        if (quoted) {
          word.append(c);
        }
      } else if (c == '\'') {
        quoted = true;
        inWord = true;
      } else if (c == '\\') {
        word.append(line.charAt(++i));
        inWord = true;
      } else if (c == ' ') {
        if (inWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
      } else {
        word.append(c);
        inWord = true;
      }
    }
    words.add(word.toString());
    return words;
  }
}

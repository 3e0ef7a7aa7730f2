package io.github.holoseg.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.batch.Operation;
import io.github.holoseg.batch.Parameter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.scijava.ItemIO;
import org.scijava.annotations.Index;
import org.scijava.annotations.IndexItem;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** All doors show the declared parameters, and nothing else, under the declared names. */
class CommandRulesTest {
  private static final Pattern CONFIG =
      Pattern.compile(
          "Plugins>Holoseg, \"(.+)\", (io\\.github\\.holoseg\\.[\\w.]+)\\(\"([\\w ]+)\"\\)");

  @Test
  void everyOperationHasOneSciJavaCommandWithItsLabel() throws Exception {
    assertThat(commands().keySet()).containsExactlyInAnyOrder(Operation.values());
  }

  @Test
  void theFieldsAreTheDeclaredParameters() throws Exception {
    for (Map.Entry<Operation, Class<?>> entry : commands().entrySet()) {
      List<Field> fields =
          Arrays.stream(entry.getValue().getDeclaredFields())
              .filter(f -> f.isAnnotationPresent(org.scijava.plugin.Parameter.class))
              .toList();
      assertThat(fields.stream().map(Field::getName))
          .as(entry.getKey().label())
          .containsExactlyElementsOf(
              entry.getKey().parameters().stream().map(Parameter::key).toList());
      Object command = entry.getValue().getConstructor().newInstance();
      for (Field field : fields) {
        check(command, field);
      }
    }
  }

  private static void check(Object command, Field field) throws IllegalAccessException {
    Parameter declared = Parameter.valueOf(field.getName().toUpperCase(java.util.Locale.ROOT));
    var annotation = field.getAnnotation(org.scijava.plugin.Parameter.class);
    String where = field.toString();
    assertThat(annotation.label()).as(where).isEqualTo(declared.label());
    assertThat(annotation.description()).as(where).isEqualTo(declared.help());
    assertThat(annotation.persist()).as(where).isFalse();
    assertThat(annotation.required()).as(where).isFalse();
    assertThat(annotation.type()).as(where).isEqualTo(ItemIO.INPUT);
    field.setAccessible(true);
    Object standard = field.get(command);
    assertThat(standard == null ? "" : standard.toString())
        .as(where)
        .isEqualTo(declared.defaultValue());
  }

  @Test
  void headlessIsDeclared() throws Exception {
    assertThat(commands().values())
        .allSatisfy(c -> assertThat(c.getAnnotation(Plugin.class).headless()).isTrue());
  }

  /** A visible one would replace the entry of the same label, and its dialog, in Fiji's menu. */
  @Test
  void fijisMenuTakesTheEntriesOfImageJ1() throws Exception {
    assertThat(commands().values())
        .allSatisfy(c -> assertThat(c.getAnnotation(Plugin.class).visible()).isFalse());
  }

  @Test
  void theMenuOfImageJ1HasTheSameEntries() throws IOException {
    Map<String, Operation> entries = new LinkedHashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                HolosegPlugIn.class.getResourceAsStream("/plugins.config"),
                StandardCharsets.UTF_8))) {
      for (String line : lines.lines().filter(l -> !l.startsWith("#")).toList()) {
        Matcher m = CONFIG.matcher(line);
        assertThat(m.matches()).as(line).isTrue();
        assertThat(m.group(2)).isEqualTo(HolosegPlugIn.class.getName());
        entries.put(m.group(1), Operation.of(m.group(3)));
      }
    }
    assertThat(entries.values()).containsExactlyInAnyOrder(Operation.values());
    entries.forEach((label, operation) -> assertThat(label).isEqualTo(operation.label()));
  }

  /** By the index that the build wrote, as SciJava finds them. */
  private static Map<Operation, Class<?>> commands() throws ClassNotFoundException {
    Map<Operation, Class<?>> commands = new LinkedHashMap<>();
    for (IndexItem<Plugin> item :
        Index.load(Plugin.class, CommandRulesTest.class.getClassLoader())) {
      if (item.className().startsWith("io.github.holoseg.")) {
        assertThat(item.annotation().type()).isEqualTo(Command.class);
        String path = item.annotation().menuPath();
        assertThat(path).startsWith("Plugins>Holoseg>");
        Operation operation = Operation.of(path.substring("Plugins>Holoseg>".length()));
        assertThat(path).endsWith(">" + operation.label());
        assertThat(commands.put(operation, Class.forName(item.className()))).isNull();
      }
    }
    return commands;
  }

  /** The table of plugins/README.md: an entry, what it does, its keys. */
  @Test
  void theReadmeOfThePluginsListsEveryKey() throws IOException {
    String readme = Files.readString(Path.of("plugins/README.md"));
    for (Operation operation : Operation.values()) {
      String keys =
          operation.parameters().stream().map(Parameter::key).collect(Collectors.joining(" "));
      assertThat(readme)
          .containsPattern(
              Pattern.quote("| `" + operation.label() + "` |")
                  + ".*"
                  + Pattern.quote(keys.isEmpty() ? "|  |" : "| `" + keys + "` |")
                      .replace("  ", " "));
    }
  }
}

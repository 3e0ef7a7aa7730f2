package io.github.holoseg.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.testing.SharedData;
import io.github.holoseg.workbench.edit.StructureEdit;
import io.github.holoseg.workbench.segment.SegmentSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text that the code asks for is in the bundle file. */
class TextsTest {
  private static final Pattern WHOLE_KEY =
      Pattern.compile("Texts\\s*\\.get\\(\\s*\"([A-Za-z_.]+[A-Za-z_])\"\\s*([,)])");

  @Test
  void everyKeyIsThere() throws IOException {
    Path sources = SharedData.project().resolve("src/main/java/io/github/holoseg/workbench");
    int found = 0;
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Matcher m = WHOLE_KEY.matcher(Files.readString(file));
        while (m.find()) {
          String text = Texts.get(m.group(1));
          assertThat(text).as(m.group(1)).isNotBlank();
          boolean filled = m.group(2).equals(",");
          assertThat(text.contains("{0}")).as(m.group(1) + " is filled in").isEqualTo(filled);
          assertThat(filled || !text.contains("''")).as(m.group(1) + " has one quote").isTrue();
          found++;
        }
      }
    }
    assertThat(found).isGreaterThan(60);
  }

  @Test
  void everyEditAndStateHasAName() {
    for (StructureEdit edit : StructureEdit.values()) {
      assertThat(edit.title()).isNotBlank();
    }
    for (SegmentSession.State state : SegmentSession.State.values()) {
      if (state != SegmentSession.State.IDLE) {
        assertThat(Texts.get("state." + state.name())).isNotBlank();
      }
    }
  }

  @Test
  void valuesAreFilledIn() {
    assertThat(Texts.get("plan.memory", "1.4", "9.8"))
        .isEqualTo("memory: about 1.4 GB of 9.8 GB free");
    assertThat(Texts.get("label.taken", "a")).startsWith("There is a label 'a' already");
  }
}

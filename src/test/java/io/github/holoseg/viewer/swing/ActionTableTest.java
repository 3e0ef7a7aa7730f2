package io.github.holoseg.viewer.swing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.testing.SharedData;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.swing.KeyStroke;
import org.junit.jupiter.api.Test;

/** The table of keys, the help made of it, and the bundle of words. */
class ActionTableTest {
  private static final Path SOURCES =
      SharedData.project().resolve("src/main/java/io/github/holoseg/viewer/swing");
  private static final Path BUNDLE =
      SharedData.project()
          .resolve("src/main/resources/io/github/holoseg/viewer/swing/texts.properties");

  @Test
  void noKeyDoesTwoThings() {
    Map<KeyStroke, String> taken = new HashMap<>();
    for (ViewerAction action : ViewerActions.all()) {
      for (String key : action.keys()) {
        assertThat(taken.put(KeyBindings.stroke(key), action.id())).as(key).isNull();
      }
    }
  }

  @Test
  void theHelpListsEveryActionAndEveryGesture() {
    List<ViewerAction> actions = ViewerActions.all();
    String html = HelpWindow.html(actions);
    assertThat(actions).allSatisfy(a -> assertThat(html).contains(a.title()));
    assertThat(html).contains("Ctrl+F").contains("Ctrl+wheel");
  }

  /** Every literal key of the sources is in the bundle. */
  @Test
  void theBundleHasTheWordsThatAreAskedFor() throws IOException {
    Properties words = new Properties();
    try (Reader reader = Files.newBufferedReader(BUNDLE)) {
      words.load(reader);
    }
    Set<String> asked = new TreeSet<>();
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.toList()) {
        String source = Files.readString(file);
        Matcher m =
            Pattern.compile("Texts\\s*\\.get\\(\\s*\"([a-z0-9.]+)\"\\s*[,)]").matcher(source);
        while (m.find()) {
          asked.add(m.group(1));
        }
      }
    }
    assertThat(asked).isNotEmpty().allSatisfy(key -> assertThat(words).containsKey(key));
  }

  /** A lone apostrophe would swallow the placeholders behind it. */
  @Test
  void wordsWithPlaceholdersHaveNoApostrophe() throws IOException {
    Properties words = new Properties();
    try (Reader reader = Files.newBufferedReader(BUNDLE)) {
      words.load(reader);
    }
    assertThat(words.values())
        .filteredOn(w -> w.toString().contains("{0}"))
        .isNotEmpty()
        .allSatisfy(w -> assertThat(w.toString()).doesNotContain("'"));
  }
}

package io.github.holoseg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.task.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void aLogGetsOneLineForEachStage() {
    try (Console console = new Console(err, false)) {
      stages(console);
      console.say("Warning: odd");
    }
    assertThat(text().lines())
        .containsExactly("Reading …", "Segmenting …", "Writing …", "Warning: odd");
    assertThat(text()).doesNotContain("\r");
  }

  @Test
  void aTerminalGetsABarForEachStage() {
    try (Console console = new Console(err, true)) {
      stages(console);
    }
    assertThat(text()).contains("\r").contains("Reading").contains("Segmenting").contains("100%");
  }

  private static void stages(Console console) {
    console.onProgress(Stage.READ, 0, 0);
    console.onProgress(Stage.READ, 1, 1);
    for (int tile = 0; tile <= 20; tile++) {
      console.onProgress(Stage.INFER, tile, 20);
    }
    console.onProgress(Stage.WRITE, 1, 1);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}

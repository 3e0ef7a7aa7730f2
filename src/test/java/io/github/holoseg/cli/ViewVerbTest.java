package io.github.holoseg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.holoseg.io.LabelMapExporters;
import io.github.holoseg.io.VolumeExporters;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.testing.VirtualDisplay;
import io.github.holoseg.volume.Phantom;
import java.awt.Frame;
import java.awt.event.WindowEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewVerbTest {
  @TempDir Path folder;

  @Test
  void withoutADisplayItSaysSoBeforeItReads() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            new PrintStream(new ByteArrayOutputStream()),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            CancellationToken.none(),
            "view",
            folder.resolve("not here.nii").toString());
    assertThat(code).isEqualTo(Main.FAILED);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("holoseg: ")
        .contains("display")
        .hasLineCount(1);
  }

  @Test
  @Tag("slow")
  void theWindowOpensWithScanAndLabelsAndEndsWhenItIsClosed() throws Exception {
    Path scan = folder.resolve("my scan.nii.gz");
    Path labels = folder.resolve("labels.nii.gz");
    VolumeExporters.forFile(scan).export(Phantom.ct(), scan);
    LabelMapExporters.forFile(labels)
        .export(Phantom.truth(Phantom.defaultGeometry()), "test", labels);
    try (VirtualDisplay display = VirtualDisplay.open(1280, 900)) {
      String printed =
          display.run(Person.class, 120, List.of(), scan.toString(), labels.toString());
      assertThat(printed).contains("closed, exit code 0").contains("my scan");
    }
  }

  /** Starts the command, waits for its window, and closes it. */
  public static final class Person {
    private Person() {}

    public static void main(String[] args) throws Exception {
      CompletableFuture<Integer> command =
          CompletableFuture.supplyAsync(
              () ->
                  Main.run(
                      System.out, System.err, CancellationToken.none(), "view", args[0], args[1]));
      Frame window = null;
      while (window == null && !command.isDone()) {
        Thread.sleep(100);
        for (Frame frame : Frame.getFrames()) {
          window = frame.isShowing() && frame.getTitle().contains("my scan") ? frame : window;
        }
      }
      if (window != null) {
        Frame seen = window;
        System.out.println("title: " + seen.getTitle());
        SwingUtilities.invokeAndWait(
            () -> seen.dispatchEvent(new WindowEvent(seen, WindowEvent.WINDOW_CLOSING)));
      }
      System.out.println("closed, exit code " + command.get(30, TimeUnit.SECONDS));
      System.exit(0);
    }
  }
}

package io.github.holoseg.workbench.swing;

import io.github.holoseg.batch.Sentence;
import io.github.holoseg.task.DaemonThreads;
import io.github.holoseg.volume.LabelMap;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.workbench.segment.Host;
import java.awt.EventQueue;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Gives labels to the program around us in the background: of a large scan that takes a while. */
final class HostWork {
  private HostWork() {}

  /**
   * Begins, on the event thread.
   *
   * @param labels which nobody changes meanwhile
   * @param end hears on the event thread what went wrong; empty if nothing did
   */
  static void start(
      Host.Action action, Volume<?> scan, LabelMap labels, Consumer<Optional<String>> end) {
    Runnable work =
        () -> {
          String failure = null;
          try {
            action.run(scan, labels);
          } catch (IOException | RuntimeException | OutOfMemoryError e) {
            failure = Sentence.of(e);
          }
          Optional<String> told = Optional.ofNullable(failure);
          EventQueue.invokeLater(() -> end.accept(told));
        };
    DaemonThreads.named("holoseg-host").newThread(work).start();
  }
}

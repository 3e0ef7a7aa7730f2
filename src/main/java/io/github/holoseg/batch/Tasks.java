package io.github.holoseg.batch;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.DeepStack;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;

/** Any operation with its answer as text: what menus, macros and {@code call(…)} do. */
public final class Tasks {
  private Tasks() {}

  /**
   * What an operation has to say.
   *
   * @param text for people, one or more lines without a line end at the end
   * @param segmented the result of {@link Operation#SEGMENT}, null for the others
   */
  public record Done(String text, SegmentOutcome segmented) {}

  /**
   * @throws UsageException if the arguments contradict each other
   * @throws IOException with a sentence for the user; also when a scan of a folder failed
   * @throws java.util.concurrent.CancellationException soon after a cancel
   */
  public static Done run(Arguments arguments, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    return DeepStack.run(() -> runHere(arguments, progress, cancel));
  }

  private static Done runHere(
      Arguments arguments, ProgressListener progress, CancellationToken cancel) throws IOException {
    return switch (arguments.operation()) {
      case SEGMENT -> segment(SegmentTask.run(SegmentOptions.of(arguments), progress, cancel));
      case FOLDER -> folder(FolderOptions.of(arguments), progress, cancel);
      case CONVERT -> {
        Volume<?> volume = ConvertTask.run(arguments, progress, cancel);
        yield done("wrote " + arguments.text(Parameter.OUTPUT) + " (" + volume.geometry() + ")");
      }
      case INFO -> done(InfoTask.run(arguments, progress, cancel).toText().strip());
      case DOCTOR -> done(Diagnosis.examine().toText().strip());
    };
  }

  private static Done done(String text) {
    return new Done(text, null);
  }

  private static Done segment(SegmentOutcome outcome) {
    String found =
        outcome.structures().stream()
            .map(s -> String.format(Locale.ROOT, "%s %.1f ml", s.name(), s.volumeMl()))
            .collect(Collectors.joining(", "));
    return new Done("wrote " + outcome.options().output() + " (" + found + ")", outcome);
  }

  private static Done folder(
      FolderOptions options, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    FolderOutcome outcome =
        SegmentFolderTask.run(options, (index, count, name, end) -> {}, progress, cancel);
    String sentence = outcome.sentence() + "; see " + outcome.summary();
    if (!outcome.failures().isEmpty()) {
      throw new IOException(sentence);
    }
    return done(sentence);
  }
}

package io.github.holoseg.batch;

import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.DeepStack;
import io.github.holoseg.task.ProgressListener;
import io.github.holoseg.volume.Volume;
import java.io.IOException;
import java.util.List;
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
   * @param opened the volume of {@link Operation#OPEN}, null for the others
   * @param viewed what {@link Operation#VIEW} is to show, null for the others
   */
  public record Done(
      String text, SegmentOutcome segmented, Volume<?> opened, ViewTask.Viewed viewed) {
    /** One sentence each, for the user. */
    public List<String> warnings() {
      if (viewed != null) {
        return viewed.warnings();
      }
      if (segmented != null) {
        return segmented.report().warnings();
      }
      return opened == null ? List.of() : opened.info().warnings();
    }
  }

  /**
   * @throws UsageException if the arguments contradict each other
   * @throws IOException with a sentence for the user; also when a scan of a folder failed
   * @throws java.util.concurrent.CancellationException soon after a cancel
   */
  public static Done run(Arguments arguments, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    return DeepStack.run(() -> runHere(arguments, progress, cancel));
  }

  /**
   * Segments a volume that the caller has, such as an open image.
   *
   * @param arguments of {@link Operation#SEGMENT}, without an input
   */
  public static Done segment(
      Arguments arguments, Volume<?> volume, ProgressListener progress, CancellationToken cancel)
      throws IOException {
    return DeepStack.run(
        () -> {
          SegmentOptions options = SegmentOptions.of(arguments);
          Done done = segmented(SegmentTask.run(options, volume, progress, cancel));
          return new Done(
              "image '" + volume.info().name() + "': " + done.text(), done.segmented(), null, null);
        });
  }

  private static Done runHere(
      Arguments arguments, ProgressListener progress, CancellationToken cancel) throws IOException {
    return switch (arguments.operation()) {
      case SEGMENT -> segmented(SegmentTask.run(SegmentOptions.of(arguments), progress, cancel));
      case FOLDER -> folder(FolderOptions.of(arguments), progress, cancel);
      case CONVERT -> {
        Volume<?> volume = ConvertTask.run(arguments, progress, cancel);
        yield done("wrote " + arguments.text(Parameter.OUTPUT) + " (" + volume.geometry() + ")");
      }
      case OPEN -> {
        Volume<?> volume =
            new RealTools()
                .read(
                    arguments.path(Parameter.INPUT).orElseThrow(),
                    SegmentOptions.reading(arguments),
                    progress,
                    cancel);
        yield new Done(
            "opened " + volume.info().name() + " (" + volume.geometry() + ")", null, volume, null);
      }
      case VIEW -> {
        if (arguments.optional(Parameter.INPUT).isEmpty()) {
          throw new UsageException("'view' needs input=…: " + Parameter.INPUT.help() + ".");
        }
        ViewTask.Viewed viewed = ViewTask.run(arguments, progress, cancel);
        Volume<?> volume = viewed.volume();
        yield new Done(
            "viewing " + volume.info().name() + " (" + volume.geometry() + ")", null, null, viewed);
      }
      case INFO -> info(InfoTask.run(arguments, progress, cancel));
      case COMPARE -> compared(CompareTask.run(arguments, cancel));
      case ADD_MODEL ->
          done(ModelTasks.added(ModelTasks.standard().add(arguments, progress, cancel)));
      case REMOVE_MODEL -> done("removed " + ModelTasks.standard().remove(arguments));
      case SHOW_MODEL -> done(ModelTasks.standard().show(arguments, progress, cancel).toText());
      case VERIFY_MODEL -> verified(VerifyTask.run(arguments, progress, cancel));
      case DOCTOR -> done(Diagnosis.examine().toText().strip());
    };
  }

  private static Done info(VolumeFacts facts) throws IOException {
    if (facts.hasFailed()) {
      throw new IOException(facts.message());
    }
    return done(facts.toText().strip());
  }

  private static Done compared(LabelComparison comparison) {
    return new Done(comparison.toText(), null, null, null);
  }

  private static Done verified(Certificate certificate) throws IOException {
    if (!certificate.isVerified()) {
      throw new IOException(certificate.toText());
    }
    return done(certificate.toText());
  }

  private static Done done(String text) {
    return new Done(text, null, null, null);
  }

  private static Done segmented(SegmentOutcome outcome) {
    String found =
        outcome.structures().stream()
            .map(s -> String.format(Locale.ROOT, "%s %.1f ml", s.name(), s.volumeMl()))
            .collect(Collectors.joining(", "));
    return new Done(
        "wrote " + outcome.options().output() + " (" + found + ")", outcome, null, null);
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

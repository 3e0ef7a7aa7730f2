package io.github.holoseg.workbench.document;

import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.SeriesFacts;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.workbench.Questions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Asks the user which series of a DICOM source is read, if there are several that can be. */
final class SeriesChoice {
  private final Executor ui;
  private Function<List<SeriesFacts>, Optional<String>> question =
      all -> Optional.of(all.get(0).id());

  SeriesChoice(Executor ui) {
    this.ui = ui;
  }

  /**
   * @param question asked on the thread of the user interface; answers with the id of a series, or
   *     empty for none of them
   */
  void ask(Function<List<SeriesFacts>, Optional<String>> question) {
    this.question = question;
  }

  /**
   * Waits for the answer; not to be called on the thread of the user interface.
   *
   * @throws CancellationException if the user wants none of them
   */
  ReadOptions options(Path scan, CancellationToken cancel) throws IOException {
    ReadOptions options = ReadOptions.DEFAULT;
    List<SeriesFacts> all = VolumeReaders.series(scan, options, cancel);
    if (all.stream().filter(s -> s.problems().isEmpty()).count() < 2) {
      return options; // none, one, or the reader's sentence about why not
    }
    Optional<String> answer = Questions.ask(ui, () -> question.apply(all));
    return options.withSeries(answer.orElseThrow(CancellationException::new));
  }
}

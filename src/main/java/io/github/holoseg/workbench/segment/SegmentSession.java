package io.github.holoseg.workbench.segment;

import io.github.holoseg.annotation.DoubtfulPlace;
import io.github.holoseg.batch.PreparedRun;
import io.github.holoseg.batch.SegmentOptions;
import io.github.holoseg.batch.SegmentOutcome;
import io.github.holoseg.batch.SegmentTask;
import io.github.holoseg.batch.Segmented;
import io.github.holoseg.batch.Sentence;
import io.github.holoseg.batch.UsageException;
import io.github.holoseg.io.ReadOptions;
import io.github.holoseg.io.SeriesFacts;
import io.github.holoseg.io.VolumeReaders;
import io.github.holoseg.task.CancellationToken;
import io.github.holoseg.task.Stage;
import io.github.holoseg.volume.Volume;
import io.github.holoseg.workbench.Jobs;
import io.github.holoseg.workbench.Questions;
import io.github.holoseg.workbench.Texts;
import io.github.holoseg.workbench.doubt.DoubtRecorder;
import io.github.holoseg.workbench.live.GrowingLabels;
import io.github.holoseg.workbench.plan.RunPlan;
import io.github.holoseg.workbench.plan.RunPlanner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;

/**
 * The work behind the segment dialog: looks at the source, plans, runs, saves, one after the other
 * in the background; the user interface stays free and can end it at any time.
 *
 * <p>All methods are called on the thread of the user interface, and the view and the listener hear
 * there, too.
 */
public final class SegmentSession implements AutoCloseable {
  /** What is going on. */
  public enum State {
    IDLE,
    LOOKING,
    PLANNING,
    RUNNING,
    SAVING
  }

  private final SegmentModel model;
  private final Executor ui;
  private final ResultView view;
  private final Host host;
  private final Jobs jobs = new Jobs("holoseg-segment");
  private final ScanCache scans = new ScanCache();
  private final RunProgress progress = new RunProgress();
  private Runnable listener = () -> {};
  private Runnable after = () -> {};
  private State state = State.IDLE;
  private boolean preliminary;
  private RunPlan plan;
  private Segmented segmented;
  private SegmentOutcome saved;
  private String message = "";
  private boolean failed;

  /** How far a stage has come. */
  public record Progress(Stage stage, long done, long total) {}

  /**
   * @param ui runs tasks on the thread of the user interface, soon and in order
   */
  public SegmentSession(SegmentModel model, Executor ui, ResultView view, Host host) {
    this.host = host;
    this.model = model;
    this.ui = ui;
    this.view = view;
  }

  /** Who is told that something has changed, progress excepted: that is asked for. */
  public void onChange(Runnable listener) {
    this.listener = listener;
  }

  public SegmentModel model() {
    return model;
  }

  public State state() {
    return state;
  }

  /** The progress of the job at work; empty before its first report. */
  public Optional<Progress> progress() {
    return progress.last();
  }

  /** Whether the tile at the crosshair is at work. */
  public boolean isFirstLook() {
    return progress.isFirstLook();
  }

  /** How long a run still takes; empty while it is not known. */
  public Optional<Duration> remaining() {
    return state == State.RUNNING ? progress.remaining() : Optional.empty();
  }

  /**
   * The plan for what is chosen, without its time while the tile for it runs; empty if there is
   * none (yet, or any more).
   */
  public Optional<RunPlan> plan() {
    return Optional.ofNullable(plan);
  }

  /** The labels of the last run. */
  public Optional<Segmented> segmented() {
    return Optional.ofNullable(segmented);
  }

  /** Where the last run was saved. */
  public Optional<SegmentOutcome> saved() {
    return Optional.ofNullable(saved);
  }

  /** One sentence about how the last job ended; empty text if there is nothing to say. */
  public String message() {
    return message;
  }

  /** Whether the last job failed. */
  public boolean hasFailed() {
    return failed;
  }

  /** A choice was changed: the plan is none any more. */
  public void choicesChanged() {
    plan = null;
    message = "";
    failed = false;
    listener.run();
  }

  /** Takes a file as source that was read already; it is not read again. */
  public void use(ScanFile known) {
    if (state == State.IDLE || state == State.LOOKING) { // those jobs leave the scans alone
      scans.know(known);
    }
    model.useFile(known.path());
    known.options().series().ifPresent(model::chooseSeries);
    known.options().axisOrder().ifPresent(model::answerOrientation);
  }

  /** Finds the models that are installed. */
  public void lookForModels() {
    start(
        State.LOOKING,
        cancel -> {
          List<ModelChoice> found = ModelChoice.installed();
          ui.execute(() -> model.offerModels(found));
        });
  }

  /**
   * Lists the series of a DICOM source, and finds out whether an open image knows its axes; behind
   * the job at work, if there is one.
   */
  public void lookAtSource() {
    if (state != State.IDLE) {
      after = this::lookAtSource;
      return;
    }
    HostImage image = model.image().orElse(null);
    Path file = model.file().orElse(null);
    start(
        State.LOOKING,
        cancel -> {
          if (image != null) {
            image.volume(null).info().assumedOrientation().ifPresent(this::ask);
          } else if (file != null) {
            List<SeriesFacts> found = VolumeReaders.series(file, ReadOptions.DEFAULT, cancel);
            ui.execute(() -> model.offerSeries(found));
          }
        });
  }

  /**
   * Finds out what a run would take. The labels of the tile that is run for it, the one that the
   * view's crosshair is in, are a first look.
   */
  public void makePlan() {
    SegmentOptions options = model.options();
    HostImage image = model.image().orElse(null);
    start(
        State.PLANNING,
        cancel -> {
          Volume<?> scan = load(image, options, cancel);
          PreparedRun prepared = PreparedRun.of(options, progress, cancel);
          planned(prepared, scan, Questions.ask(ui, () -> view.crosshair(scan)), cancel);
        });
  }

  /** What the user should be asked before {@link #run}; empty if there is nothing to ask. */
  public Optional<String> beforeRun() {
    return view.beforeRun();
  }

  /** Segments; the view's labels grow meanwhile, the tile at its crosshair first. */
  public void run() {
    SegmentOptions options = model.options();
    HostImage image = model.image().orElse(null);
    RunPlan known = plan != null && plan.isTimed() ? plan : null;
    segmented = null;
    saved = null;
    start(
        State.RUNNING,
        cancel -> {
          Volume<?> scan = load(image, options, cancel);
          PreparedRun prepared = PreparedRun.of(options, progress, cancel);
          long[] crosshair = Questions.ask(ui, () -> view.crosshair(scan));
          RunPlan before =
              known == null && crosshair != null
                  ? planned(prepared, scan, crosshair, cancel)
                  : known;
          GrowingLabels growing = growing(prepared, scan, before);
          progress.expect(before == null ? Map.of() : before.times());
          DoubtRecorder doubt =
              new DoubtRecorder(
                  slab -> {
                    growing.paint(slab);
                    ui.execute(() -> view.decided(slab));
                  });
          Segmented result =
              SegmentTask.inMemory(
                  options,
                  prepared,
                  prepared.model().network().channels().size() > 1 ? null : scan,
                  doubt,
                  progress,
                  cancel);
          List<DoubtfulPlace> places = doubt.places(cancel);
          ui.execute(
              () -> {
                segmented = result;
                preliminary = false;
                view.finished(result, places);
              });
        });
  }

  /**
   * Writes the labels of the last run with their report, and tells the host's recorder what repeats
   * it.
   */
  public void save(Path output) {
    save(output, () -> {});
  }

  /**
   * As {@link #save(Path)}.
   *
   * @param then what is done when it is written, and only then
   */
  public void save(Path output, Runnable then) {
    Segmented result = segmented().orElseThrow();
    start(
        State.SAVING,
        cancel -> {
          SegmentOutcome outcome = result.save(output, progress, cancel);
          ui.execute(
              () -> {
                saved = outcome;
                message = Texts.get("done.saved", output.toString());
                host.record(outcome.options().toMacroLine());
                view.saved(output);
                after = then;
              });
        });
  }

  /** Ends the job at work; returns at once. */
  public void cancel() {
    jobs.cancel();
  }

  /** Takes labels away that are no result. */
  private void abandon() {
    if (preliminary) {
      preliminary = false;
      view.abandoned();
    }
  }

  /** Ends the job at work; a first look that is shown is taken away. */
  @Override
  public void close() {
    abandon();
    jobs.close();
  }

  private Volume<?> load(HostImage image, SegmentOptions options, CancellationToken cancel)
      throws IOException {
    Volume<?> scan = scans.get(image, options, progress, cancel);
    cancel.throwIfCancelled();
    boolean answered = options.reading().axisOrder().isPresent();
    Optional<String> assumed = answered ? Optional.empty() : scan.info().assumedOrientation();
    if (assumed.isPresent()) {
      ask(assumed.get());
      throw new UsageException(Texts.get("problem.orientation", assumed.get()));
    }
    ui.execute(
        () -> {
          preliminary = true; // what the view holds for the run is given back if there is none
          view.scan(scan);
        });
    return scan;
  }

  private void ask(String assumedAxes) {
    ui.execute(() -> model.askOrientation(assumedAxes));
  }

  private RunPlan planned(
      PreparedRun prepared, Volume<?> scan, long[] crosshair, CancellationToken cancel)
      throws IOException {
    progress.setFirstLook(true);
    RunPlan outline = RunPlanner.outline(prepared, scan);
    ui.execute(() -> tell(outline)); // tiles and memory need not wait for the tile
    RunPlan made = RunPlanner.timed(outline, prepared, scan, crosshair, cancel);
    progress.setFirstLook(false);
    growing(prepared, scan, made);
    ui.execute(() -> tell(made));
    return made;
  }

  private void tell(RunPlan made) {
    plan = made;
    listener.run();
  }

  /** New labels in the view, with the plan's first look. */
  private GrowingLabels growing(PreparedRun prepared, Volume<?> scan, RunPlan before) {
    GrowingLabels growing = new GrowingLabels(scan.geometry(), prepared.model().labels());
    if (before != null) {
      growing.preview(before.preview());
    }
    ui.execute(
        () -> {
          preliminary = true;
          view.growing(growing.map());
        });
    return growing;
  }

  private void start(State what, Jobs.Work work) {
    if (state != State.IDLE) {
      throw new IllegalStateException("busy: " + state);
    }
    state = what;
    message = "";
    failed = false;
    progress.begin();
    jobs.start(work, failure -> ui.execute(() -> ended(what, failure)));
    listener.run();
  }

  private void ended(State what, Throwable failure) {
    state = State.IDLE;
    failed = failure != null && !(failure instanceof CancellationException);
    if (failure instanceof CancellationException) {
      message = Texts.get("done.cancelled");
    } else if (failure != null) {
      message = Sentence.of(failure);
    }
    if (failure != null) {
      plan = plan != null && plan.isTimed() ? plan : null;
      abandon();
    }
    listener.run();
    Runnable next = after;
    after = () -> {};
    next.run();
  }
}
